"""Numbers that are drawn for a learner, the same for the same seed and turn on every machine.

A number is drawn as a text, as it is put into the question: a range in steps of 0.1 has `2.0`.
"""

from __future__ import annotations

import hashlib
import keyword
import re
from collections import abc
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import gcd, prod

from attrs import frozen

from courseware.checkpoints.functions import WORDS
from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.spelling import normal, plain_number, quoted

LONGEST = 30  # characters of a number or a name
MOST_VALUES = 10_000
MOST_NAMES = 100
DRAWN = 8  # draws that a question is tried with, besides the lowest and the highest

EXACT = re.compile(rf"-?\d{{1,{LONGEST}}}(/\d{{1,{LONGEST}}})?", re.ASCII)


@frozen
class Range:
    """Numbers at equal steps (above 0), each spelled with the same decimals."""

    first: Fraction
    step: Fraction
    count: int
    decimals: int

    def value(self, index: int) -> str:
        """The number at an index (from 0)."""
        scaled = round((self.first + index * self.step) * 10**self.decimals)
        sign, digits = "-" if scaled < 0 else "", str(abs(scaled)).rjust(self.decimals + 1, "0")
        point = len(digits) - self.decimals
        return f"{sign}{digits[:point]}.{digits[point:]}" if self.decimals else f"{sign}{digits}"

    @property
    def ends(self) -> tuple[str, str]:
        """The lowest and the highest."""
        return self.value(0), self.value(self.count - 1)


@frozen
class Listed:
    """Numbers that an author lists, as they are typed (with a hyphen for a minus)."""

    values: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.values)

    def value(self, index: int) -> str:
        """The number at an index (from 0)."""
        return self.values[index]

    @property
    def ends(self) -> tuple[str, str]:
        """The lowest and the highest."""
        return min(self.values, key=Fraction), max(self.values, key=Fraction)


Numbers = Mapping[str, Range | Listed]


def dealt(numbers: Numbers, seed: str, turn: int) -> dict[str, str]:
    """A number for each name at a turn (from 0); all draws come once before one comes again.

    The draws are counted through in equal steps that share no divisor with their number.
    """
    total = prod(each.count for each in numbers.values())
    step = _index(seed, "step", total) or 1
    while gcd(step, total) > 1:
        step += 1
    at = (_index(seed, "first", total) + step * turn) % total
    drawn = {}
    for name, each in sorted(numbers.items()):  # the same in whatever order they are written
        at, index = divmod(at, each.count)
        drawn[name] = each.value(index)
    return drawn


def corners(numbers: Numbers) -> Iterator[dict[str, str]]:
    """The draws that a question is tried with: all at their lowest, all at their highest, and some
    between; none twice.
    """
    tried = [
        {name: each.ends[0] for name, each in numbers.items()},
        {name: each.ends[1] for name, each in numbers.items()},
        *(dealt(numbers, str(seed), 0) for seed in range(DRAWN)),
    ]
    yield from (each for at, each in enumerate(tried) if each not in tried[:at])


def each_draw(numbers: Numbers, most: int) -> Iterator[dict[str, str]]:
    """Every draw, or as many as `most` of them."""
    total = prod(each.count for each in numbers.values())
    yield from (dealt(numbers, "", turn) for turn in range(min(total, most)))


def to_json(numbers: Numbers) -> dict[str, JSON]:
    """The numbers as a student copy keeps them."""
    return {name: _json(each) for name, each in numbers.items()}


def from_json(value: JSON) -> Numbers:
    """The numbers that a student copy keeps; what cannot be meant is left out."""
    if not isinstance(value, Mapping):
        return {}
    read = {name: _from_json(each) for name, each in value.items() if why_no_name(name) is None}
    kept = [(name, each) for name, each in read.items() if each is not None]
    return dict(kept[:MOST_NAMES])


def why_no_name(name: str) -> str | None:
    """Why a text cannot be the name of a number, in a sentence."""
    if name in WORDS:
        return f"`{name}` has a meaning of its own in arithmetic."
    is_name = name.isidentifier() and not keyword.iskeyword(name) and normal(name) == name
    if len(name) <= LONGEST and is_name:
        return None
    return f"{quoted(name)} cannot be the name of a number."


def short_number(text: str) -> Fraction | None:
    """A number in digits that is not longer than a name may be."""
    return plain_number(text) if len(text) <= LONGEST else None


def _json(numbers: Range | Listed) -> JSON:
    if isinstance(numbers, Listed):
        return list(numbers.values)
    return {
        "first": str(numbers.first),
        "step": str(numbers.step),
        "count": numbers.count,
        "decimals": numbers.decimals,
    }


def _from_json(value: JSON) -> Range | Listed | None:
    if isinstance(value, Mapping):
        first, step = _fraction(value.get("first")), _fraction(value.get("step"))
        count = _whole(value.get("count"), 1, MOST_VALUES)
        decimals = _whole(value.get("decimals"), 0, LONGEST)
        if first is None or step is None or step <= 0 or count is None or decimals is None:
            return None
        return Range(first, step, count, decimals)
    if isinstance(value, str) or not isinstance(value, abc.Sequence):
        return None
    values = tuple(
        each for each in value if isinstance(each, str) and short_number(each) is not None
    )
    is_read = 0 < len(values) == len(value) <= MOST_VALUES
    return Listed(tuple(each.replace("−", "-") for each in values)) if is_read else None


def _fraction(value: JSON) -> Fraction | None:
    if not isinstance(value, str) or not EXACT.fullmatch(value):
        return None
    try:
        return Fraction(value)
    except ZeroDivisionError:
        return None


def _whole(value: JSON, least: int, most: int) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if least <= value <= most else None


def _index(seed: str, name: str, count: int) -> int:
    digest = hashlib.sha256(f"{seed}\0{name}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") % count
