"""The line above a question: which one it is, what it is about, points and tries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.messages import say

if TYPE_CHECKING:
    from courseware.session import CheckpointView


def label(view: CheckpointView) -> str:
    """The name of the question for those who do not see its frame."""
    if view.is_in_test:
        return say("test-question-number", number=view.number)
    if view.checkpoint.title:
        return say("checkpoint-titled", number=view.number, title=view.checkpoint.title)
    return say("checkpoint", number=view.number)


def about(view: CheckpointView) -> str:
    """The skills that the question is about, or its title."""
    return ", ".join(view.skills_titles) or view.checkpoint.title


def points(view: CheckpointView) -> str:
    """Points, those reached so far, and how often it was tried: "2 points · 3rd try"."""
    most, got = view.checkpoint.points, (view.best or 0) * view.checkpoint.points
    parts = []
    if most:
        parts.append(
            say("points-of", count=most, got=round(got, 2)) if got else say("points", count=most)
        )
    if view.attempts and view.status not in {"right", "recorded"}:
        parts.append(say("try", count=view.attempts))
    return " · ".join(parts)
