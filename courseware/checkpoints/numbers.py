"""Numbers as people type them, read exactly: `29,4`, `1 000`, `3·10^8`, `1 3/4`, `−5`.

Everything is a `Fraction`, so that 0.1 + 0.2 is 0.3 and an answer on the edge of its tolerance is
inside. A text that can be read as two numbers (`1,234`) is read as neither: both are named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import frozen

from courseware.checkpoints.signs import mathematical

LONGEST = 100
LARGEST_POWER = 400

DIGITS = r"(?:\d|[.,](?=\d))(?:\d|[ .,'_](?=\d))*[.,]?"
POWER = r"(?:[eE](?P<e>[+-]?\d+)|\s?[*xX]\s?10\s?\^\s?[({]?\s?(?P<ten>[+-]?\s?\d+)\s?[)}]?)"
NUMBER = re.compile(
    rf"(?P<sign>[+-]?)\s?(?P<number>{DIGITS})"
    rf"(?:{POWER}|\s?\^\s?[({{]?(?P<of>[+-]?\s?\d+)[)}}]?|\s?/\s?(?P<under>{DIGITS}))?"
    r"(?P<tail>.*)",
    re.ASCII,
)
ASSIGNED = re.compile(r"(?:[^\W\d_]{1,10}\s?)?[=≈]\s?(?=\S)")
GROUPED = re.compile(r"\d+|[1-9]\d{0,2}(?:([ '_.,])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}")
DECIMALS = re.compile(r"(?:\d{3} )*\d{1,3}|\d*")
MIXED = re.compile(r"(\d+) (\d+)")


@frozen
class Number:
    """A number that was read.

    `figures` are the fewest and the most significant figures that the text can claim (`6500` has
    2 to 4), None where that means nothing (a fraction, zero). `unit` is what followed, as typed.
    """

    value: Fraction
    figures: tuple[int, int] | None = None
    unit: str = ""


@frozen
class Unread:
    """Why a text is not a number; `readings` are the two that it could be."""

    why: Literal["empty", "long", "no-number", "two-readings", "large", "by-zero"]
    readings: tuple[str, ...] = ()


def read_number(text: str) -> Number | Unread:
    """The number in a text, with the unit that follows it (or a currency sign before it)."""
    if len(text) > LONGEST:
        return Unread("long")
    line = mathematical(text)
    if not line:
        return Unread("empty")
    found = NUMBER.fullmatch(_currency_last(ASSIGNED.sub("", line, count=1)))
    if found is None or re.match(r"[\d+*/^.,=(-]", found["tail"].strip()):
        return Unread("no-number")
    powers = (found["e"], found["ten"], found["of"])
    power = next((each.replace(" ", "") for each in powers if each), "0")
    if len(power) > len(str(-LARGEST_POWER)) or abs(int(power)) > LARGEST_POWER:
        return Unread("large")
    if found["under"] is not None:
        return _fraction(found)
    return _decimal(found, int(power))


def _currency_last(line: str) -> str:
    """`-$5` as `-5$`."""
    sign, rest = (line[0], line[1:].lstrip()) if line[:1] in {"+", "-"} else ("", line)
    if rest and unicodedata.category(rest[0]) == "Sc":
        return f"{sign}{rest[1:].lstrip()}{rest[0]}"
    return line


def _decimal(found: re.Match[str], power: int) -> Number | Unread:
    body = found["number"]
    if found["of"] is not None and body != "10":
        return Unread("no-number")
    readings = tuple(plain_decimals(body))
    if len(readings) != 1:
        return Unread("two-readings", readings) if readings else Unread("no-number")
    mantissa = "1" if found["of"] is not None else readings[0]
    value = Fraction(mantissa) * Fraction(10) ** power
    pointed = mantissa if not body.endswith((".", ",")) or "." in mantissa else f"{mantissa}."
    return Number(_signed(found, value), significant(pointed), found["tail"].strip())


def plain_decimals(body: str) -> Iterator[str]:
    """Every way to read digits with separators, as plain decimals: `1,234` is 1.234 or 1234."""
    body = body[:-1] if body[-1] in ".," else body
    last = max(body.rfind("."), body.rfind(","))
    whole, decimals = (body[:last], body[last + 1 :]) if last >= 0 else (body, "")
    groups = GROUPED.fullmatch(body)
    separator = body[last] if last >= 0 else ""
    is_decimal = (
        body.count(separator) == 1
        and (not whole or GROUPED.fullmatch(whole) is not None)
        and DECIMALS.fullmatch(decimals) is not None
    )
    if last >= 0 and is_decimal:
        yield f"{_joined(whole) or '0'}.{_joined(decimals)}"
    if groups and (last < 0 or separator == "," or body.count(".") > 1):
        yield _joined(body)


def _joined(grouped: str) -> str:
    return re.sub(r"[ '_.,]", "", grouped)


def significant(decimal: str) -> tuple[int, int] | None:
    """The fewest and most significant figures of a plain decimal: zeros at the end of a whole
    number may or may not be some.
    """
    digits = decimal.replace(".", "").lstrip("0")
    if not digits:
        return None
    return (len(digits) if "." in decimal else len(digits.rstrip("0"))), len(digits)


def _fraction(found: re.Match[str]) -> Number | Unread:
    above, below = found["number"], found["under"]
    values: dict[Fraction, str] = {}
    for under in plain_decimals(below):
        if not Fraction(under):
            return Unread("by-zero")
        for over in plain_decimals(above):
            values[Fraction(over) / Fraction(under)] = f"({over})/{under}"
        mixed = MIXED.fullmatch(above)
        if mixed and Fraction(mixed[2]) < Fraction(under):
            part = Fraction(mixed[2]) / Fraction(under)
            values[int(mixed[1]) + part] = f"{mixed[1]} + {mixed[2]}/{under}"
    if len(values) != 1:
        return Unread("two-readings", tuple(values.values())) if values else Unread("no-number")
    return Number(_signed(found, next(iter(values))), None, found["tail"].strip())


def _signed(found: re.Match[str], value: Fraction) -> Fraction:
    return -value if found["sign"] == "-" else value
