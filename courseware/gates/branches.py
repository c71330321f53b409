"""Branches of a lesson: when they open, and in what state they are for a learner."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Literal

from attrs import evolve, field, frozen

from courseware.errors.diagnostics import Fault
from courseware.errors.diagnostics import Rule as Kind
from courseware.gates.evaluate import conjunction, disjunction, evaluate, negation
from courseware.gates.facts import Facts
from courseware.gates.rules import Rule

CIRCLE = Kind("CW411", "branches-in-a-circle")

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

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The branches on which it depends whether this one opens."""
        named = self.open.named("branch") if self.open else self.otherwise
        return (*named, self.within) if self.within else named


Branches = Mapping[str, Branch]
Value = Callable[[str], bool | None]


@frozen
class Layout:
    """The gated part of a lesson: its branches, where its checkpoints stand and what they train.

    `inside` names for each checkpoint the branches it is in, `skills` the skills it trains.
    """

    branches: Branches = field(factory=dict)
    inside: Mapping[str, tuple[str, ...]] = field(factory=dict)
    skills: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def within(self, branch: str) -> tuple[str, ...]:
        """The checkpoints that stand in a branch."""
        return tuple(id_ for id_, branches in self.inside.items() if branch in branches)


def circles(branches: Branches) -> tuple[str, ...]:
    """The branches that wait, directly or not, for themselves: they can never open."""
    return tuple(name for name in branches if name in _reach(branches, name))


def check_circles(branches: Branches) -> tuple[tuple[str, Fault], ...]:
    """A fault for every branch that waits for itself, with the branch's name."""
    return tuple(
        (name, Fault(CIRCLE, f"`{name}` waits for itself by {_way(branches, name)}."))
        for name in circles(branches)
    )


def rule_value(branch: Branch, facts: Facts, value: Value) -> bool | None:
    """Whether the branch's own rule holds; for `otherwise`, whether none of the named is open.

    `value` tells of a branch whether it is open: None where that is not known yet.
    """
    if branch.open is not None:
        return evaluate(branch.open.condition, _seeing(facts, value))
    if branch.otherwise:
        return negation(disjunction(value(name) for name in branch.otherwise))
    return None


def values(branches: Branches, facts: Facts, opened: Collection[str]) -> dict[str, bool | None]:
    """Whether each branch is open or opens now: True, False, or None where that is not known.

    The answer is the same in whatever order branches are asked: one that depends on others waits
    until theirs are known. Those that wait for themselves stay unknown unless they are open.
    """
    found: dict[str, bool | None] = dict.fromkeys(circles(branches))
    found |= dict.fromkeys(opened, True)

    def value(name: str) -> bool | None:
        if name not in found:
            branch = branches.get(name)
            found[name] = None if branch is None else whole(branch)
        return found[name]

    def whole(branch: Branch) -> bool | None:
        own = rule_value(branch, facts, value)
        return conjunction([own, True if branch.within is None else value(branch.within)])

    return {name: value(name) for name in branches}


def due(branches: Branches, facts: Facts, opened: Collection[str]) -> tuple[str, ...]:
    """The branches that open now, in the order of the lesson; those open already are not named.

    Opening them makes no other branch due: `otherwise`, `within` and `opened()` are followed.
    """
    found = values(branches, facts, opened)
    return tuple(name for name in branches if found[name] is True and name not in opened)


def states(layout: Layout, facts: Facts, opened: Collection[str]) -> dict[str, State]:
    """The state of every branch: `opened` are those whose opening is on record."""
    known = values(layout.branches, facts, opened)
    found: dict[str, State] = {}
    for name, branch in layout.branches.items():
        if name in opened:
            found[name] = "done" if _is_done(layout, facts, name) else "open"
        elif branch.within is not None and branch.within not in opened:
            found[name] = "locked"
        else:
            is_offered = _is_offered(layout, facts, branch, known.get)
            found[name] = "offered" if is_offered else "locked"
    return found


def _seeing(facts: Facts, value: Value) -> Facts:
    """The facts with `opened()` told by `value`: what is not known to be open is not open."""
    return evolve(facts, opened=lambda name: value(name) is True)


def _is_done(layout: Layout, facts: Facts, name: str) -> bool:
    inside = layout.within(name)
    return bool(inside) and all(facts.checkpoint(id_).done for id_ in inside)


def _is_offered(layout: Layout, facts: Facts, branch: Branch, value: Value) -> bool:
    if branch.offer is not None:
        return evaluate(branch.offer.condition, _seeing(facts, value)) is True
    is_false = rule_value(branch, facts, value) is False
    return is_false and _is_worked_off(layout, facts, branch)


def _is_worked_off(layout: Layout, facts: Facts, branch: Branch) -> bool:
    """Whether nothing is left to do outside the branch that could still make its rule true."""
    if branch.open is None:
        return True
    skills = set(branch.open.named("skill"))
    left = (
        id_
        for id_, branches in layout.inside.items()
        if branch.name not in branches and skills.intersection(layout.skills.get(id_, ()))
    )
    named = branch.open.named("checkpoint")
    return all(facts.checkpoint(id_).done for id_ in (*named, *left))


def _reach(branches: Branches, name: str) -> Iterator[str]:
    """Everything that a branch waits for, directly or not."""
    found: dict[str, None] = {}
    ahead = list(branches[name].waits_for)
    while ahead:
        each = ahead.pop()
        if each not in found and each in branches:
            found[each] = None
            ahead.extend(branches[each].waits_for)
    return iter(found)


def _way(branches: Branches, name: str) -> str:
    """The branches on the way from a branch back to itself, in words."""
    steps = [each for each in branches if each != name and each in _reach(branches, name)]
    around = [each for each in steps if name in _reach(branches, each)]
    return "way of " + ", ".join(f"`{each}`" for each in around) if around else "its own rule"
