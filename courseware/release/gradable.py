"""Whether a lesson still works where nobody is told what is right: a graded student copy."""

from __future__ import annotations

import itertools
from typing import assert_never

from courseware.gates.branches import Branch
from courseware.gates.conditions import All, Call, Compare, Condition, Not, Some, Truth
from courseware.gates.evaluate import conjunction, disjunction, negation
from courseware.gates.rules import Rule
from courseware.lesson.diagnostic import is_implied
from courseware.lesson.model import Lesson

WITHHELD = frozenset(
    {"passed", "score", "stuck", "mastery", "mastered", "stuck_on", "known", "put"}
)

_ANY: frozenset[bool | None] = frozenset({True, False, None})
_UNKNOWN: frozenset[bool | None] = frozenset({None})


def shut_branches(lesson: Lesson) -> tuple[Branch, ...]:
    """The branches that nothing but withheld results can open, in the order of the lesson.

    A test before the lesson is not offered in a graded copy: its questions stay closed.
    """
    return tuple(
        branch
        for branch in lesson.branches.values()
        if not is_implied(branch.name) and not _can_open(branch, lesson.skip)
    )


def withheld(branch: Branch) -> tuple[str, ...]:
    """The functions in a branch's rules whose values a graded copy never knows, each once."""
    rules = filter(None, (branch.open, branch.offer))
    names = (call.name for rule in rules for call in rule.calls)
    return tuple(dict.fromkeys(name for name in names if name in WITHHELD))


def _can_open(branch: Branch, skip: str) -> bool:
    if skip == "free" or branch.open is None or True in _rule(branch.open):
        return True
    if skip == "never":
        return False
    # Without an `offer` rule a branch is offered once its own rule is false.
    return True in _rule(branch.offer) if branch.offer else False in _rule(branch.open)


def _rule(rule: Rule) -> frozenset[bool | None]:
    return _values(rule.condition)


def _values(condition: Condition) -> frozenset[bool | None]:
    """The values that a condition can take, each of its calls taken by itself."""
    match condition:
        case Truth(value):
            return frozenset({value})
        case Call():
            return _UNKNOWN if condition.name in WITHHELD else _ANY
        case Compare(left, _, right):
            sides = [side.name for side in (left, right) if isinstance(side, Call)]
            return _UNKNOWN if WITHHELD.intersection(sides) else _ANY
        case Not(part):
            return frozenset(negation(value) for value in _values(part))
        case All(parts):
            return frozenset(map(conjunction, itertools.product(*map(_values, parts))))
        case Some(parts):
            return frozenset(map(disjunction, itertools.product(*map(_values, parts))))
        case _:
            assert_never(condition)
