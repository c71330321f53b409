"""Where things stand on the page: the ids that links lead to."""

from __future__ import annotations

from courseware.lesson.model import Lesson
from courseware.session import Next


def card(branch: str) -> str:
    """The id of a branch's card."""
    return f"cw-branch-{branch}"


def beginning(branch: str) -> str:
    """The id of a branch's first cell, where that is text."""
    return f"cw-text-{branch}"


def places(lesson: Lesson, checkpoint: str) -> list[str]:
    """Where to look for a checkpoint: itself, else the cards of the branches around it."""
    around = list(lesson.branch_of.get(checkpoint, ()))
    for name in around:
        branch = lesson.branches.get(name)
        if branch is not None and branch.within is not None and branch.within not in around:
            around.append(branch.within)
    return [f"cw-{checkpoint}", *(card(name) for name in around)]


def way(lesson: Lesson, following: Next) -> list[str]:
    """Where to look for what comes next: the branch to be read first, or the checkpoint."""
    read = [] if following.branch is None else [beginning(following.branch)]
    return [*read, *places(lesson, following.checkpoint)]
