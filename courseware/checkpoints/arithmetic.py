"""Arithmetic that an author writes: read from Python's syntax by a white list, never run.

Numbers are exact fractions, so that `0.1 + 0.2` is 0.3. Whatever a text holds, the work it makes is
bounded.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from courseware.checkpoints.functions import (
    CONSTANTS,
    FUNCTIONS,
    OPERATORS,
    WORDS,
    NotCalculable,
)
from courseware.checkpoints.reading import did_you_mean
from courseware.checkpoints.spelling import normal, quoted

LONGEST = 500  # characters of an expression
DEEPEST = 100  # parts within parts
MOST_PARTS = 400
MOST_BITS = 2048  # of a numerator or denominator

LITERAL = re.compile(r"(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)


def names(text: str) -> frozenset[str]:
    """The names that an expression uses besides functions and constants, in NFKC.

    Raises:
        NotCalculable: it cannot be read.
    """
    return _read(text).names - WORDS


def calculate(text: str, values: Mapping[str, Fraction]) -> Fraction:
    """The value of an expression with these values for its names.

    Raises:
        NotCalculable: it cannot be read, names what has no value, or has none itself.
    """
    known = {**{normal(name): value for name, value in values.items()}, **CONSTANTS}
    read = _read(text)
    try:
        return read.value(read.whole, known)
    except RecursionError:  # called from far down
        raise NotCalculable(f"{quoted(text)} is nested too deeply.") from None


def _read(text: str) -> Expression:
    if len(text) > LONGEST:
        raise NotCalculable(f"{quoted(text)} is longer than {LONGEST} characters.")
    line = " ".join(text.split())
    if not line:
        raise NotCalculable("There is nothing to calculate in `{{ }}`.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            whole = ast.parse(line, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        message = f"{quoted(text)} is no arithmetic: a product needs its `*`, a power is `**`."
        raise NotCalculable(message) from None
    if "#" in line:
        raise NotCalculable(f"{quoted(text)} holds a `#`, which is no arithmetic.")
    return Expression(line, whole)


@frozen
class Expression:
    """An expression that holds nothing but arithmetic: its text, its tree and all its names."""

    text: str
    whole: ast.expr
    names: frozenset[str] = field(init=False)

    @names.default
    def _names(self) -> frozenset[str]:
        """The names, after a walk that refuses whatever is not on the list."""
        found: set[str] = set()
        count = 0
        level: tuple[ast.expr, ...] = (self.whole,)
        for _ in range(DEEPEST):
            count += len(level)
            found |= {part.id for part in level if isinstance(part, ast.Name)}
            level = tuple(below for part in level for below in self.parts(part))
            if not level:
                return frozenset(found)
            if count + len(level) > MOST_PARTS:
                break
        raise NotCalculable(f"{quoted(self.text)} has too many parts.")

    def parts(self, node: ast.expr) -> tuple[ast.expr, ...]:
        """The parts that a part is calculated from; what is not arithmetic is refused."""
        match node:
            case ast.Constant() if LITERAL.fullmatch(self.typed(node)):
                return ()
            case ast.Name(id=name):
                if name not in FUNCTIONS:
                    return ()
                raise NotCalculable(f"`{name}` is a function: write `{name}(...)`.")
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
                return (operand,)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in OPERATORS:
                return (left, right)
            case ast.BinOp(op=ast.BitXor()):
                message = f"{self.quoted(node)} uses `^`, and a power is written `**`."
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self.arguments(name, args)
            case _:
                message = f"{self.quoted(node)} is no arithmetic."
        raise NotCalculable(message)

    def arguments(self, name: str, args: list[ast.expr]) -> tuple[ast.expr, ...]:
        """What a function is called with."""
        if name not in FUNCTIONS:
            near = did_you_mean(name, FUNCTIONS) or ""
            raise NotCalculable(f"There is no function {quoted(name)}. {near}".strip())
        if not FUNCTIONS[name].takes(len(args)):
            wanted = {1: "one number", 2: "one number or two"}
            takes = wanted.get(FUNCTIONS[name].most or 0, "one number or more")
            raise NotCalculable(f"`{name}` takes {takes}, and here are {len(args)}.")
        return tuple(args)

    def value(self, node: ast.expr, known: Mapping[str, Fraction]) -> Fraction:
        """The value of a part, which is never too large to go on with."""
        below = [self.value(each, known) for each in self.parts(node)]
        try:
            value = self.joined(node, below, known)
        except ZeroDivisionError:
            raise NotCalculable(f"{self.quoted(node)} divides by zero.") from None
        except OverflowError:
            raise NotCalculable(f"{self.quoted(node)} is too large.") from None
        except NotCalculable:
            raise
        except ValueError:  # a root or logarithm of what has none
            raise NotCalculable(f"{self.quoted(node)} has no value.") from None
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
            raise NotCalculable(f"{self.quoted(node)} has too many digits.")
        return value

    def joined(
        self, node: ast.expr, below: list[Fraction], known: Mapping[str, Fraction]
    ) -> Fraction:
        """The value of a part from the values of its own parts."""
        match node:
            case ast.Name(id=name) if name in known:
                return known[name]
            case ast.Name(id=name):
                near = did_you_mean(name, known) or ""
                raise NotCalculable(f"{quoted(name)} is not given. {near}".strip())
            case ast.UnaryOp(op=sign):
                return -below[0] if isinstance(sign, ast.USub) else below[0]
            case ast.BinOp(op=sign):
                return OPERATORS[type(sign)](*below)
            case ast.Call(func=ast.Name(id=name)):
                return FUNCTIONS[name].of(*below)
        return Fraction(self.typed(node))

    def typed(self, node: ast.expr) -> str:
        """A part as its author typed it."""
        return ast.get_source_segment(self.text, node) or ""

    def quoted(self, node: ast.expr) -> str:
        """A part as a message names it."""
        return quoted(self.typed(node))
