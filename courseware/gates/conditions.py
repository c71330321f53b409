"""What a rule says once it is read: conditions over calls and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, assert_never

from attrs import field, frozen

from courseware.gates.functions import Function

Sign = Literal["<", "<=", ">", ">=", "==", "!="]
OPPOSITE: dict[Sign, Sign] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
FLIPPED: dict[Sign, Sign] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@frozen
class Call:
    """A call of one of the language's functions; `column` is counted from 1."""

    function: Function
    args: tuple[str | float, ...]
    column: int = field(default=1, eq=False)

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.function.name


@frozen
class Truth:
    """`True` or `False`, written in the rule."""

    value: bool


@frozen
class Compare:
    """One comparison; a chain of them is an `All`."""

    left: Call | float
    sign: Sign
    right: Call | float


@frozen
class Not:
    """The contrary of a condition."""

    part: Condition


@frozen
class All:
    """Conditions joined by `and`."""

    parts: tuple[Condition, ...]


@frozen
class Some:
    """Conditions joined by `or`."""

    parts: tuple[Condition, ...]


Condition = Call | Truth | Compare | Not | All | Some


def calls(condition: Condition) -> Iterator[Call]:
    """Every call in a condition, from left to right."""
    match condition:
        case Call():
            yield condition
        case Truth():
            return
        case Compare(left, _, right):
            yield from (side for side in (left, right) if isinstance(side, Call))
        case Not(part):
            yield from calls(part)
        case All(parts) | Some(parts):
            for each in parts:
                yield from calls(each)
        case _:
            assert_never(condition)


def plain(condition: Condition, *, negated: bool = False) -> Condition:
    """The condition (or its contrary) with `Not` before calls only.

    `True` and `False` are gone from within it, too: they can only be the whole.
    """
    match condition:
        case Truth(value):
            return Truth(value is not negated)
        case Compare(left, sign, right):
            return Compare(left, OPPOSITE[sign], right) if negated else condition
        case Not(part):
            return plain(part, negated=not negated)
        case All(parts) | Some(parts):
            is_all = isinstance(condition, All) is not negated
            return _join([plain(each, negated=negated) for each in parts], is_all=is_all)
        case Call():
            return Not(condition) if negated else condition
        case _:
            assert_never(condition)


def _join(parts: list[Condition], *, is_all: bool) -> Condition:
    if Truth(not is_all) in parts:
        return Truth(not is_all)
    left = tuple(part for part in parts if not isinstance(part, Truth))
    if len(left) < 2:  # noqa: PLR2004  nothing to join
        return left[0] if left else Truth(is_all)
    return All(left) if is_all else Some(left)
