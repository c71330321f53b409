"""What an author's arithmetic may call: the white list, as functions of exact fractions.

Only roots, powers of e, logarithms and angles (in radians) go through floating point.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import frozen

from courseware.checkpoints.spelling import spelled

HIGHEST_POWER = 64


class NotCalculable(ValueError):
    """An expression has no value; the message (Markdown) tells its author why."""


def _floating(function: Callable[[float], float]) -> Callable[[Fraction], Fraction]:
    """A function of floats as one of fractions; what is infinite or no number is an error."""
    return lambda value: Fraction(function(float(value)))


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    power = _whole(exponent, f"A power is a whole number from -{HIGHEST_POWER} to {HIGHEST_POWER}")
    return Fraction(base**power)


def _rounded(value: Fraction, decimals: Fraction = Fraction(0)) -> Fraction:
    return Fraction(round(value, _whole(decimals, "`round` takes a whole number of decimals")))


def _whole(value: Fraction, rule: str) -> int:
    if value.denominator != 1 or abs(value) > HIGHEST_POWER:
        raise NotCalculable(f"{rule}, and `{spelled(value)}` is not.")
    return value.numerator


@frozen
class Function:
    """A function with how many numbers it takes; None is any number of them."""

    of: Callable[..., Fraction]
    least: int = 1
    most: int | None = 1

    def takes(self, count: int) -> bool:
        """Whether it can be called with so many numbers."""
        return self.least <= count and (self.most is None or count <= self.most)


CONSTANTS: Mapping[str, Fraction] = {"pi": Fraction(math.pi), "e": Fraction(math.e)}
FUNCTIONS: Mapping[str, Function] = {
    "sqrt": Function(_floating(math.sqrt)),
    "abs": Function(abs),
    "round": Function(_rounded, most=2),
    "min": Function(lambda *values: min(values), most=None),
    "max": Function(lambda *values: max(values), most=None),
    "floor": Function(lambda value: Fraction(math.floor(value))),
    "ceil": Function(lambda value: Fraction(math.ceil(value))),
    "sin": Function(_floating(math.sin)),
    "cos": Function(_floating(math.cos)),
    "tan": Function(_floating(math.tan)),
    "asin": Function(_floating(math.asin)),
    "acos": Function(_floating(math.acos)),
    "atan": Function(_floating(math.atan)),
    "exp": Function(_floating(math.exp)),
    "log": Function(_floating(math.log)),
    "log10": Function(_floating(math.log10)),
}
OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: _power,
}
WORDS = frozenset({*CONSTANTS, *FUNCTIONS})
"""The names that have a meaning of their own, which no given number can have."""
