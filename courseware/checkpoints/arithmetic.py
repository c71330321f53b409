"""Arithmetic that an author writes: read from Python's syntax by a white list, never run.

Numbers are exact fractions, so that `0.1 + 0.2` is 0.3; only roots, powers of e, logarithms and
angles (in radians) go through floating point. Whatever a text holds, the work it makes is bounded.
"""

from __future__ import annotations

import ast
import math
import operator
import re
import unicodedata
import warnings
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from fractions import Fraction

from attrs import field, frozen

from courseware.checkpoints.reading import did_you_mean

LONGEST = 500  # characters of an expression
LONGEST_NUMBER = 100  # characters of a given number
LONGEST_QUOTE = 60  # characters of an expression in a message
DEEPEST = 100  # parts within parts
MOST_PARTS = 400
MOST_BITS = 2048  # of a numerator or denominator
HIGHEST_POWER = 64
DECIMALS = 12  # of a number that is spelled exactly, and the figures of any other
SMALLEST, LARGEST = Fraction(1, 10**6), 10**15  # without a power of ten
ENOUGH = 40  # figures for every number between them with so many decimals

LITERAL = re.compile(r"(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
PLAIN = re.compile(r"[-−]?\d+(\.\d+)?", re.ASCII)
# A pair of braces holds no brace, for which `x^{{{ n }}}` becomes `x^{3}`.
ASKED = re.compile(r"\{\{([^{}]*)\}\}")


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


def spelled(value: Fraction) -> str:
    """A number as `read_number` reads it: exact where it ends within 12 decimals, else to 12
    significant figures; with a power of ten from 10^15 on and below 10^-6.
    """
    is_middling = not value or SMALLEST <= abs(value) < LARGEST
    is_exact = is_middling and (value * 10**DECIMALS).denominator == 1
    figures = Context(prec=ENOUGH if is_exact else DECIMALS)
    number = figures.divide(Decimal(value.numerator), Decimal(value.denominator))
    number = number.normalize(figures)
    return f"{number:f}" if is_middling else f"{number:e}".replace("e+", "e")


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with the value of each expression in `{{ }}`; the name of a given number alone is
    replaced by that number as it is spelled.

    Raises:
        NotCalculable: an expression cannot be calculated, or what is given is no number.
    """
    if not ASKED.search(text):
        return text
    given = {normal(name): value for name, value in values.items()}
    numbers = {name: _given(name, value) for name, value in given.items()}

    def put(found: re.Match[str]) -> str:
        expression = normal(found[1].strip())
        if expression in given and expression not in WORDS:
            return given[expression]
        return spelled(calculate(found[1], numbers))

    return ASKED.sub(put, text)


def asked(text: str) -> tuple[str, ...]:
    """The expressions in `{{ }}` of a text."""
    return tuple(each.strip() for each in ASKED.findall(text))


def plain_number(text: str) -> Fraction | None:
    """A number in digits with at most a sign and a decimal point; None for anything else."""
    if len(text) > LONGEST_NUMBER or not PLAIN.fullmatch(text):
        return None
    return Fraction(text.replace("−", "-"))


def normal(name: str) -> str:
    """A name as Python reads it (NFKC), by which names are compared."""
    return unicodedata.normalize("NFKC", name)


def quoted(text: str) -> str:
    """The beginning of what an author wrote, in backticks and on one line."""
    line = " ".join(text[: LONGEST + 1].split()).replace("`", "'")
    line = "".join(each if each.isprintable() else "?" for each in line)
    return f"`{line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + '…'}`"


def _given(name: str, text: str) -> Fraction:
    number = plain_number(text)
    if number is None:
        raise NotCalculable(f"{quoted(name)} is given as {quoted(text)}, which is no number.")
    return number


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
