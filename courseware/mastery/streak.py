"""Mastered when the last answers in a row were right: a rule that a child can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from attrs import frozen

from courseware.errors.diagnostics import Fault
from courseware.mastery.parameters import Parameters, check_known, whole
from courseware.mastery.protocol import Answer, Estimate
from courseware.mastery.shares import share_met
from courseware.messages import say

# For each skill that was answered: how many answers, and how many right ones end them.
Runs = Mapping[str, tuple[int, int]]


@frozen
class Streak:
    """A skill is mastered while its last `length` counted answers are all right.

    An answer that is not right begins a new row, so a mastered skill is *learning* again: the
    rule says what it shows. What has opened by then stays open.
    """

    length: int = 3
    name: ClassVar[str] = "streak"

    @classmethod
    def read(cls, parameters: Parameters) -> Streak | tuple[Fault, ...]:
        """The rule of these parameters, or their faults."""
        faults = check_known(parameters, ("length",))
        length = whole(parameters, "length", 3, faults)
        return tuple(faults) or cls(length)

    def start(self) -> Runs:
        """Nothing answered."""
        return {}

    def update(self, memory: Runs, answer: Answer) -> Runs:
        """Lengthen the row of each of the answer's skills, or begin it again."""
        after = dict(memory)
        for skill in answer.skills:
            answers, run = memory.get(skill, (0, 0))
            after[skill] = (answers + 1, run + 1 if answer.is_right else 0)
        return after

    def estimate(self, memory: Runs, skill: str, when: datetime) -> Estimate:
        """The share of the row that is there; time changes nothing."""
        del when
        answers, run = memory.get(skill, (0, 0))
        evidence = say("streak-evidence", count=min(run, self.length), length=self.length)
        return share_met(run, self.length, answers, evidence)
