"""What one step of a learner comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from attrs import field, frozen

from courseware.events import JSON
from courseware.gates.branches import State
from courseware.mastery.protocol import Estimate
from courseware.mastery.protocol import State as Grasp

Status = Literal["right", "partial", "wrong", "malformed", "closed", "recorded", "released"]


class EstimateJSON(TypedDict):
    """How far a skill is mastered."""

    mean: float
    low: float
    high: float
    state: Grasp


class NextJSON(TypedDict):
    """Where to go on, and why."""

    checkpoint: str
    reason: str


class OutcomeJSON(TypedDict):
    """An outcome as `courseware play --json` prints it."""

    checkpoint: str | None
    response: JSON
    status: Status | None
    score: float | None
    feedback: str
    branches: Mapping[str, State]
    opened: list[str]
    mastery: Mapping[str, EstimateJSON]
    next: NextJSON | None


@frozen
class Next:
    """The checkpoint to go on with, why in words, and what it is called.

    Where a `branch` is named, what that says is to be read first.
    """

    checkpoint: str
    reason: str
    title: str = ""
    branch: str | None = None


@frozen
class Outcome:
    """What a step came to: an answer's status, score and feedback (Markdown), and where all stands.

    `status` and `score` are this answer's own, None for other steps. `opened` names the branches
    that this step opened; `branches`, `mastery` and `next` tell how it is after it.
    """

    checkpoint: str | None = None
    response: JSON = None
    status: Status | None = None
    score: float | None = None
    feedback: str = ""
    branches: Mapping[str, State] = field(factory=dict)
    opened: tuple[str, ...] = ()
    mastery: Mapping[str, Estimate] = field(factory=dict)
    next: Next | None = None

    def json(self) -> OutcomeJSON:
        """The outcome as a JSON object."""
        ahead: NextJSON | None = None
        if self.next is not None:
            ahead = {"checkpoint": self.next.checkpoint, "reason": self.next.reason}
        return {
            "checkpoint": self.checkpoint,
            "response": self.response,
            "status": self.status,
            "score": self.score,
            "feedback": self.feedback,
            "branches": dict(self.branches),
            "opened": list(self.opened),
            "mastery": {skill: _json(each) for skill, each in self.mastery.items()},
            "next": ahead,
        }


def _json(estimate: Estimate) -> EstimateJSON:
    return {
        "mean": estimate.mean,
        "low": estimate.low,
        "high": estimate.high,
        "state": estimate.state,
    }
