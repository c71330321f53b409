"""Branches of a lesson: when they open, and in what state they are for a learner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

if TYPE_CHECKING:
    from courseware.gates.rules import Rule

State = Literal["open", "locked", "offered", "done"]


@frozen
class Branch:
    """A named set of cells and the rule that opens them.

    Exactly one of `open` and `otherwise` is set. `offer` holds when the branch may be opened
    though it is not needed; `within` names a branch that must be open too.
    """

    name: str
    title: str = ""
    open: Rule | None = None
    offer: Rule | None = None
    otherwise: tuple[str, ...] = ()
    within: str | None = None
    minutes: float | None = None
