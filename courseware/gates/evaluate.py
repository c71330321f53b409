"""The value of a condition in Kleene's strong three-valued logic; None is *unknown*.

S. C. Kleene, Introduction to Metamathematics, 1952, section 64.
"""

from __future__ import annotations

import logging
import operator
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar, assert_never

from courseware.gates.conditions import All, Call, Compare, Condition, Not, Sign, Some, Truth
from courseware.gates.facts import Facts

T = TypeVar("T")

log = logging.getLogger(__name__)

COMPARE: dict[Sign, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def evaluate(condition: Condition, facts: Facts) -> bool | None:
    """Whether the condition holds: True, False, or None where that is not known yet."""
    match condition:
        case Truth(value):
            return value
        case Call():
            return _called(condition, facts, bool)
        case Compare(left, sign, right):
            first, second = _number(left, facts), _number(right, facts)
            return None if first is None or second is None else COMPARE[sign](first, second)
        case Not(part):
            return negation(evaluate(part, facts))
        case All(parts):
            return conjunction(evaluate(each, facts) for each in parts)
        case Some(parts):
            return disjunction(evaluate(each, facts) for each in parts)
        case _:
            assert_never(condition)


def negation(value: bool | None) -> bool | None:
    """Not: unknown stays unknown."""
    return None if value is None else not value


def conjunction(values: Iterable[bool | None]) -> bool | None:
    """And: one False decides; else one unknown leaves it unknown."""
    found = list(values)
    if False in found:
        return False
    return None if None in found else True


def disjunction(values: Iterable[bool | None]) -> bool | None:
    """Or: one True decides; else one unknown leaves it unknown."""
    return negation(conjunction(negation(each) for each in values))


def _number(side: Call | float, facts: Facts) -> float | None:
    return _called(side, facts, float) if isinstance(side, Call) else side


def _called(call: Call, facts: Facts, read: Callable[[bool | float], T]) -> T | None:
    """The value of a call; unknown too where a function of another package fails at it."""
    try:
        found = call.function.value(facts, *call.args)
        return None if found is None else read(found)
    except Exception as error:  # noqa: BLE001  somebody else's function may fail in any way
        _tell(call.name, f"{type(error).__name__}: {error}")
        return None


@lru_cache(maxsize=100)
def _tell(name: str, error: str) -> None:
    """Log a failure once: rules are evaluated at every step."""
    log.warning("courseware: the function `%s` of a rule failed: %s", name, error)
