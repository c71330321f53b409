"""The rule `bkt`: Bayesian knowledge tracing, the classic of tutoring systems.

A. Corbett and J. Anderson, Knowledge tracing: modeling the acquisition of procedural knowledge,
1995. Each skill is known or not; an answer says which, and each try may teach it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import isnan
from typing import ClassVar

from attrs import frozen

from courseware.errors.diagnostics import Fault
from courseware.mastery.credit import credit
from courseware.mastery.parameters import PARAMETER, Parameters, check_known, share
from courseware.mastery.protocol import Answer, Estimate, State
from courseware.messages import say

# For each skill that was answered: the probability that it is known, and how many answers.
Known = Mapping[str, tuple[float, int]]
NAMES = ("known", "learn", "guess", "slip", "threshold")


@frozen
class BKT:
    """A skill is mastered while it is known with a probability of at least the `threshold`.

    `known` is the probability before the first answer, `learn` that of coming to know it at a
    try, `guess` that of a right answer though it is not known, `slip` that of a wrong one though
    it is. Part of a score is that part of a right answer. Nothing is forgotten.
    """

    known: float = 0.4
    learn: float = 0.15
    guess: float = 0.2
    slip: float = 0.1
    threshold: float = 0.95
    name: ClassVar[str] = "bkt"

    @classmethod
    def read(cls, parameters: Parameters) -> BKT | tuple[Fault, ...]:
        """The rule of these parameters, or their faults."""
        faults = check_known(parameters, NAMES)
        default = cls()
        values = [share(parameters, name, getattr(default, name), faults) for name in NAMES]
        found = cls(*values)
        if not found.guess + found.slip < 1:
            message = f"`guess` and `slip` come to {found.guess + found.slip:g} together."
            help_ = "Below 1 a right answer speaks for the skill: `guess: 0.2`, `slip: 0.1`."
            faults.append(Fault(PARAMETER, message, help=help_))
        return tuple(faults) or found

    def start(self) -> Known:
        """Nothing answered."""
        return {}

    def update(self, memory: Known, answer: Answer) -> Known:
        """Bayes' rule for each of the answer's skills, then a chance to have learnt it."""
        worth = min(max(credit(answer.score, answer.attempt, answer.hints), 0.0), 1.0)
        after = dict(memory)
        for skill in answer.skills if not isnan(worth) else ():
            known, answers = memory.get(skill, (self.known, 0))
            after[skill] = (self.after(known, worth), answers + 1)
        return after

    def after(self, known: float, score: float) -> float:
        """The probability that a skill is known after an answer."""
        right = known * (1 - self.slip) / self.right(known)
        wrong = known * self.slip / (1 - self.right(known))
        seen = score * right + (1 - score) * wrong
        return seen + (1 - seen) * self.learn

    def right(self, known: float) -> float:
        """The probability of a right answer."""
        return known * (1 - self.slip) + (1 - known) * self.guess

    def estimate(self, memory: Known, skill: str, when: datetime) -> Estimate:
        """The probability that the skill is known; time changes nothing."""
        del when
        known, answers = memory.get(skill, (self.known, 0))
        if answers == 0:
            return Estimate(known, known, known, "unknown", 0, say("mastery-none"))
        state: State = "mastered" if known >= self.threshold else "learning"
        evidence = say("bkt-evidence", percent=int(100 * known), count=answers)
        return Estimate(known, known, known, state, answers, evidence)
