"""The rule `filter`: mastered when a right answer is nearly surely likely enough."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from attrs import evolve, frozen

from courseware.errors import UsageError
from courseware.errors.diagnostics import Fault
from courseware.mastery.credit import credit
from courseware.mastery.expected import expect
from courseware.mastery.filter import State, prediction, start, update
from courseware.mastery.parameters import PARAMETER, Parameters, check_known, share
from courseware.mastery.priors import SHIPPED, Priors
from courseware.mastery.protocol import Answer, Estimate
from courseware.mastery.protocol import State as Grasp
from courseware.messages import say

FEWEST = 3
PRESUMED = ("base", "skill_right", "skill_wrong")
TAUGHT = ("item_right", "item_wrong")


@frozen
class SkillFilter:
    """A skill is mastered while the lower 90 % bound of success on a typical item of it is at
    least the `threshold`, after three answers or more; it has lapsed once time alone took the
    bound below.

    An answer counts for what it is worth without its help (`credit`), and what a class has shown
    does not speak for a learner (`cautious`).
    """

    threshold: float = 0.65
    priors: Priors = SHIPPED
    name: ClassVar[str] = "filter"

    @classmethod
    def read(cls, parameters: Parameters) -> SkillFilter | tuple[Fault, ...]:
        """The rule of these parameters, or their faults; `priors` are those of a fit."""
        faults = check_known(parameters, ("threshold", "priors"))
        threshold = share(parameters, "threshold", 0.65, faults)
        priors = SHIPPED
        if "priors" in parameters:
            try:
                priors = Priors.read(parameters["priors"])
            except UsageError as error:
                help_ = "They are what `courseware mastery fit` writes."
                faults.append(Fault(PARAMETER, f"`priors`: {error}.", help=help_))
        return tuple(faults) or cls(threshold, priors)

    def start(self) -> State:
        """Nothing answered."""
        return start(cautious(self.priors))

    def update(self, memory: State, answer: Answer) -> State:
        """One step of the filter."""
        worth = credit(answer.score, answer.attempt, answer.hints)
        return update(memory, answer.item, answer.skills, worth, answer.when)

    def estimate(self, memory: State, skill: str, when: datetime) -> Estimate:
        """Success on a typical item of the skill, with its bounds."""
        trace = memory.skills.get(skill)
        now = prediction(expect(memory, None, (skill,), when.timestamp()))
        if trace is None:
            return Estimate(now.mean, now.low, now.high, "unknown", 0, say("mastery-none"))
        state: Grasp = "learning"
        count, least = trace.answers, min(int(10 * now.low), 9)
        said = {"right": round(10 * now.mean), "least": least}
        evidence = say("filter-evidence", count=count, **said)
        if count < FEWEST:
            evidence = say("filter-few", count=FEWEST - count, **said)
        elif now.low >= self.threshold:
            state = "mastered"
        elif prediction(expect(memory, None, (skill,), trace.when)).low >= self.threshold:
            state, evidence = "lapsed", say("filter-lapsed")
        return Estimate(now.mean, now.low, now.high, state, count, evidence)


def cautious(priors: Priors) -> Priors:
    """The priors for a verdict on one learner: what counts is what their answers show.

    No skill is easier, and no right answer teaches more, than the shipped priors say; and that an
    item was asked once teaches nothing of it until it is asked again. Otherwise a class that has a
    skill nearly always right, or knows what it was told once, would speak for who does not.
    """
    most = {name: min(getattr(priors, name), getattr(SHIPPED, name)) for name in PRESUMED}
    most |= {name: min(getattr(priors, name), 0.0) for name in TAUGHT}
    bases = {skill: min(base, SHIPPED.base) for skill, base in priors.bases.items()}
    return evolve(priors, **most, bases=bases)
