"""What a mastery rule is: a fold over the answers on one skill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Literal, Protocol, Self, TypeVar

from attrs import frozen

from courseware.errors.diagnostics import Fault
from courseware.mastery.parameters import Parameters

State = Literal["unknown", "learning", "mastered", "lapsed", "stuck"]


@frozen
class Answer:
    """One counted answer on a skill: the score in [0, 1] and the circumstances.

    `item` is what the course calls the question (two lessons' questions of one id differ), `hints`
    the number of hints shown before it; `attempt` counts from 1.
    """

    item: str
    skills: tuple[str, ...]
    score: float
    when: datetime
    attempt: int = 1
    hints: int = 0

    @property
    def is_right(self) -> bool:
        """Whether it earned all there is."""
        return self.score >= 1


@frozen
class Estimate:
    """How far a skill is mastered: `mean` in [0, 1] with its bounds, a state, and why in words.

    Under `streak` and `m_of_n` all three numbers are the share of the rule that is met.
    """

    mean: float
    low: float
    high: float
    state: State
    answers: int = 0
    evidence: str = ""


Memory = TypeVar("Memory")


class Model(Protocol[Memory]):
    """A mastery rule with its parameters (entry-point group `courseware.mastery`).

    `Memory` is whatever the rule needs to remember of a learner, frozen and JSON-able; one memory
    serves all skills of a course, since an answer may touch several.
    """

    name: ClassVar[str]

    @classmethod
    def read(cls, parameters: Parameters) -> Self | tuple[Fault, ...]:
        """The rule of these parameters (`rule` among them), or all their faults."""
        ...

    def start(self) -> Memory:
        """What is remembered of somebody who has not answered yet."""
        ...

    def update(self, memory: Memory, answer: Answer) -> Memory:
        """The memory after one more answer; never changes the one it was given."""
        ...

    def estimate(self, memory: Memory, skill: str, when: datetime) -> Estimate:
        """What is known of a skill at a moment; its state is never `stuck`, which is not the
        rule's to say.
        """
        ...


Estimates = Mapping[str, Estimate]
