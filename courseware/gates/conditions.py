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


def contrary(condition: Condition) -> Condition:
    """The same as `Not(condition)`, with the `Not` pushed down to the calls."""
    match condition:
        case Truth(value):
            return Truth(not value)
        case Compare(left, sign, right):
            return Compare(left, OPPOSITE[sign], right)
        case Not(part):
            return plain(part)
        case All(parts):
            return Some(tuple(contrary(each) for each in parts))
        case Some(parts):
            return All(tuple(contrary(each) for each in parts))
        case Call():
            return Not(condition)
        case _:
            assert_never(condition)


def plain(condition: Condition) -> Condition:
    """An equivalent condition in which `Not` stands before calls only."""
    match condition:
        case Not(part):
            return contrary(part)
        case All(parts):
            return All(tuple(plain(each) for each in parts))
        case Some(parts):
            return Some(tuple(plain(each) for each in parts))
        case Call() | Truth() | Compare():
            return condition
        case _:
            assert_never(condition)
