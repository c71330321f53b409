"""Arithmetic that an author writes: read by a white list from Python's syntax, never evaluated.

Sums, products, quotients and whole powers are exact; functions go through floating point.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction

from courseware.checkpoints.reading import did_you_mean

LONGEST = 500  # characters
DEEPEST = 60
BITS = 2048  # of a numerator or denominator
HIGHEST = 64  # power
DECIMALS = 12
SMALL, LARGE = 1e-6, 1e15

CONSTANTS = {"pi": Fraction(math.pi), "e": Fraction(math.e)}
FLOATING: Mapping[str, Callable[[float], float]] = {
    each.__name__: each
    for each in (
        *(math.sqrt, math.exp, math.log, math.log10, math.sin, math.cos, math.tan),
        *(math.asin, math.acos, math.atan),
    )
}
EXACT: Mapping[str, Callable[..., Fraction | int]] = {
    "abs": abs,
    "round": round,
    "min": min,
    "max": max,
    "floor": math.floor,
    "ceil": math.ceil,
}
WORDS = frozenset({*CONSTANTS, *FLOATING, *EXACT})

_hole = re.compile(r"\{\{([^{}]*)\}\}")
_name = re.compile(r"\s*([^\W\d]\w*)\s*")


class NotCalculable(ValueError):
    """An expression cannot be calculated; the message (Markdown) tells its author why."""


def names(text: str) -> frozenset[str]:
    """The names in an expression, besides functions and constants.

    Raises:
        NotCalculable: it cannot be read.
    """
    found = (each.id for each in ast.walk(_tree(text)) if isinstance(each, ast.Name))
    return frozenset(found) - WORDS


def calculate(text: str, values: Mapping[str, Fraction]) -> Fraction:
    """The value of an expression.

    Raises:
        NotCalculable: it cannot be read, names something unknown, or has no value.
    """
    try:
        return _Calculation(text, values).value(_tree(text).body, 0)
    except ZeroDivisionError:
        raise NotCalculable(f"`{text}` divides by zero.") from None
    except (ArithmeticError, ValueError, RecursionError, TypeError) as error:
        if isinstance(error, NotCalculable):
            raise
        raise NotCalculable(f"`{text}` has no value.") from None


def spelled(value: Fraction) -> str:
    """A number as people write it: exact where it ends soon, else to twelve figures."""
    if value.denominator == 1 and abs(value) < LARGE:
        return str(value.numerator)
    scaled = value * 10**DECIMALS
    if scaled.denominator == 1 and SMALL <= abs(value) < LARGE:
        return (
            f"{float(value):.{DECIMALS}f}".rstrip("0").rstrip(".")
            if _is_short(value)
            else (_decimal(scaled.numerator))
        )
    text = f"{float(value):.{DECIMALS}g}"
    if "e" in text and SMALL <= abs(value) < LARGE:
        text = f"{float(value):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return text


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with the value of each expression in `{{ }}`; a number alone stays as it is spelled.

    Raises:
        NotCalculable: one of them cannot be calculated.
    """
    if "{{" not in text:
        return text
    numbers = {name: Fraction(each) for name, each in values.items() if _is_number(each)}

    def put(found: re.Match[str]) -> str:
        alone = _name.fullmatch(found[1])
        if alone is not None and alone[1] in numbers:
            return values[alone[1]]
        return spelled(calculate(found[1].strip(), numbers))

    return _hole.sub(put, text)


def asked(text: str) -> tuple[str, ...]:
    """The expressions in `{{ }}` of a text."""
    return tuple(found.strip() for found in _hole.findall(text))


def _is_short(value: Fraction) -> bool:
    return abs(value) < 1000  # noqa: PLR2004  a float then has every one of the decimals


def _decimal(scaled: int) -> str:
    sign, digits = "-" if scaled < 0 else "", str(abs(scaled)).rjust(DECIMALS + 1, "0")
    return f"{sign}{digits[:-DECIMALS]}.{digits[-DECIMALS:]}".rstrip("0").rstrip(".")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", text, re.ASCII) is not None


def _tree(text: str) -> ast.Expression:
    if len(text) > LONGEST:
        raise NotCalculable(f"An expression has at most {LONGEST} characters.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotCalculable(f"`{text}` is no arithmetic.") from None


class _Calculation:
    """One walk through an expression."""

    def __init__(self, text: str, values: Mapping[str, Fraction]) -> None:
        self.text, self.values = text.strip(), values

    def value(self, node: ast.expr, depth: int) -> Fraction:
        """The value of a part of it."""
        if depth > DEEPEST:
            raise NotCalculable(f"`{self.text}` is nested too deeply.")
        below = depth + 1
        match node:
            case ast.Constant(int() | float()) if not isinstance(node.value, bool):
                return self.bounded(self.literal(node))
            case ast.Name(id=name):
                return self.named(name)
            case ast.UnaryOp(ast.USub(), operand):
                return -self.value(operand, below)
            case ast.UnaryOp(ast.UAdd(), operand):
                return self.value(operand, below)
            case ast.BinOp(left, op, right):
                sides = self.value(left, below), self.value(right, below)
                return self.bounded(self.joined(op, *sides))
            case ast.Call(ast.Name(id=name), args, []):
                return self.bounded(self.called(name, [self.value(each, below) for each in args]))
            case _:
                part = ast.get_source_segment(self.text, node) or self.text
                raise NotCalculable(f"`{part}` is no arithmetic.")

    def literal(self, node: ast.Constant) -> Fraction:
        """A number exactly as it is written."""
        written = (ast.get_source_segment(self.text, node) or "").replace("_", "")
        mantissa, _, exponent = written.lower().partition("e")
        if len(exponent) > len("-300") or not re.fullmatch(r"[\d.]+", mantissa, re.ASCII):
            raise NotCalculable(f"`{written}` is no number here.")
        return Fraction(written)

    def named(self, name: str) -> Fraction:
        """The value of a name."""
        if name in self.values:
            return self.values[name]
        if name in CONSTANTS:
            return CONSTANTS[name]
        near = did_you_mean(name, [*self.values, *CONSTANTS]) or ""
        raise NotCalculable(f"`{self.text}` names `{name}`, which is not given. {near}".strip())

    def joined(self, op: ast.operator, left: Fraction, right: Fraction) -> Fraction:
        """Two numbers by a sign."""
        match op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return left / right
            case ast.Pow():
                return self.power(left, right)
            case ast.BitXor():
                raise NotCalculable(f"In `{self.text}` write `**` for a power.")
            case _:
                raise NotCalculable(f"`{self.text}` uses a sign that is not one of `+ - * / **`.")

    def power(self, base: Fraction, exponent: Fraction) -> Fraction:
        """A power: exact where the exponent is whole."""
        if exponent.denominator != 1:
            return self.floating(float(base) ** float(exponent) if base >= 0 else math.nan)
        if abs(exponent) > HIGHEST:
            raise NotCalculable(f"`{self.text}` has a power above {HIGHEST}.")
        return Fraction(base**exponent.numerator)

    def called(self, name: str, args: list[Fraction]) -> Fraction:
        """The value of a function."""
        if name in FLOATING:
            if len(args) != 1:
                raise NotCalculable(f"`{name}` takes one number.")
            return self.floating(FLOATING[name](float(args[0])))
        if name not in EXACT:
            near = did_you_mean(name, [*FLOATING, *EXACT]) or ""
            raise NotCalculable(f"There is no function `{name}` here. {near}".strip())
        if name == "round" and len(args) == 2:  # noqa: PLR2004  the number and its decimals
            return Fraction(round(args[0], max(-DECIMALS, min(int(args[1]), DECIMALS))))
        if not args or (name not in ("min", "max") and len(args) != 1):
            raise NotCalculable(f"`{name}` takes one number.")
        return Fraction(
            EXACT[name](*args) if len(args) > 1 or name not in ("min", "max") else args[0]
        )

    def floating(self, value: float) -> Fraction:
        """A float, where it is a number."""
        if not math.isfinite(value):
            raise NotCalculable(f"`{self.text}` has no value.")
        return Fraction(value)

    def bounded(self, value: Fraction) -> Fraction:
        """A value that is not beyond all measure."""
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > BITS:
            raise NotCalculable(f"`{self.text}` is beyond all measure.")
        return value
