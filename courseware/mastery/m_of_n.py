"""Mastered when enough of the last answers were right: it forgives a slip."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from attrs import frozen

from courseware.errors.diagnostics import Fault
from courseware.mastery.parameters import PARAMETER, Parameters, check_known, whole
from courseware.mastery.protocol import Answer, Estimate
from courseware.mastery.shares import share_met
from courseware.messages import say

# For each skill that was answered: how many answers, and which of the last ones were right.
Lasts = Mapping[str, tuple[int, tuple[bool, ...]]]


@frozen
class MOfN:
    """A skill is mastered while `m` of its last `n` counted answers are right.

    Fewer than `n` answers will do where `m` of them are right already.
    """

    m: int = 4
    n: int = 5
    name: ClassVar[str] = "m_of_n"

    @classmethod
    def read(cls, parameters: Parameters) -> MOfN | tuple[Fault, ...]:
        """The rule of these parameters, or their faults."""
        faults = check_known(parameters, ("m", "n"))
        m = whole(parameters, "m", 4, faults)
        n = whole(parameters, "n", max(5, m), faults)
        if m > n and not faults:
            message = f"{m} of the last {n} answers can never be right: `m` is larger than `n`."
            faults.append(
                Fault(PARAMETER, message, help="For example: `{rule: m_of_n, m: 4, n: 5}`")
            )
        return tuple(faults) or cls(m, n)

    def start(self) -> Lasts:
        """Nothing answered."""
        return {}

    def update(self, memory: Lasts, answer: Answer) -> Lasts:
        """Put the answer behind the last ones of each of its skills."""
        after = dict(memory)
        for skill in answer.skills:
            answers, last = memory.get(skill, (0, ()))
            after[skill] = (answers + 1, (*last, answer.is_right)[-self.n :])
        return after

    def estimate(self, memory: Lasts, skill: str, when: datetime) -> Estimate:
        """The share of the right answers that are there; time changes nothing."""
        del when
        answers, last = memory.get(skill, (0, ()))
        met = sum(last)
        evidence = say("m-of-n-evidence", met=met, count=len(last), m=self.m, n=self.n)
        return share_met(met, self.m, answers, evidence)
