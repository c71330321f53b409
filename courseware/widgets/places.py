"""Where things stand on the page: the ids that links lead to."""

from __future__ import annotations

from courseware.lesson.model import Lesson


def card(branch: str) -> str:
    """The id of a branch's card."""
    return f"cw-branch-{branch}"


def places(lesson: Lesson, checkpoint: str) -> list[str]:
    """Where to look for a checkpoint: itself, else the cards of the branches that it is in."""
    branches = lesson.branch_of.get(checkpoint, ())
    return [f"cw-{checkpoint}", *(card(name) for name in branches)]
