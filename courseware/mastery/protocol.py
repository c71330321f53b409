"""What a mastery rule is: a fold over the answers on one skill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Protocol

from attrs import frozen

State = Literal["unknown", "learning", "mastered", "lapsed", "stuck"]


@frozen
class Answer:
    """One counted answer on a skill: the score in [0, 1] and the circumstances.

    `hints` is the number of hints shown before it, `attempt` counts from 1.
    """

    checkpoint: str
    skills: tuple[str, ...]
    score: float
    when: datetime
    attempt: int = 1
    hints: int = 0


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


class Model(Protocol):
    """A mastery rule with its parameters (entry-point group `courseware.mastery`).

    `state` is whatever the rule needs to remember of a learner, frozen and JSON-able; one state
    serves all skills of a course, since an answer may touch several.
    """

    name: str

    def start(self) -> object:
        """The state of somebody who has not answered yet."""
        ...

    def update(self, state: object, answer: Answer) -> object:
        """The state after one more answer; never changes the state it was given."""
        ...

    def estimate(self, state: object, skill: str, when: datetime) -> Estimate:
        """What is known of a skill at a moment."""
        ...


Estimates = Mapping[str, Estimate]
