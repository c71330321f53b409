"""Numbers that are drawn for a learner: `given: {t: 2 to 5 step 0.1, n: [2, 3, 5]}`.

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

from courseware.checkpoints.arithmetic import WORDS, normal, plain_number, quoted
from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.reading import Node, Reader, Scalar, Sequence
from courseware.errors.diagnostics import Rule

BAD_GIVEN = Rule("CW580", "bad-given")

LONGEST = 30  # characters of a number or a name
MOST_VALUES = 10_000
MOST_NAMES = 100
DRAWN = 8  # draws that a question is tried with, besides the lowest and the highest

FORM = re.compile(r"(\S+)\s+to\s+(\S+)(?:\s+step\s+(\S+))?")
EXACT = re.compile(rf"-?\d{{1,{LONGEST}}}(/\d{{1,{LONGEST}}})?", re.ASCII)
EXAMPLES = "Write for instance `2 to 5 step 0.1`, `1 to 6` or `[2, 3, 5]`."


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


def read_range(text: str) -> Range | str:
    """The numbers of `2 to 5 step 0.1` or `1 to 6`; or a sentence that says what is wrong."""
    found = FORM.fullmatch(text.strip())
    if found is None:
        return f"{quoted(text)} is not of the form `2 to 5 step 0.1`."
    typed = [each for each in found.groups() if each is not None]
    numbers = [number for each in typed if (number := _number(each)) is not None]
    if len(numbers) < len(typed):
        return f"{quoted(text)} should have numbers in digits with a decimal point."
    decimals = max(len(each.partition(".")[2]) for each in typed)
    if len(numbers) == len(("low", "high")):
        if decimals:
            return f"{quoted(text)} does not say its step, as in `2 to 5 step 0.1`."
        numbers.append(Fraction(1))
    low, high, step = numbers
    slip = _slip(low, high, step)
    if slip:
        return f"{quoted(text)} {slip}."
    return Range(low, step, int((high - low) // step) + 1, decimals)


def draw(numbers: Numbers, seed: str) -> dict[str, str]:
    """A number for each name; the same seed draws the same on every machine."""
    return {name: each.value(_index(seed, name, each.count)) for name, each in numbers.items()}


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
        *(draw(numbers, str(seed)) for seed in range(DRAWN)),
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
    read = {name: _from_json(each) for name, each in value.items() if _why_no_name(name) is None}
    kept = [(name, each) for name, each in read.items() if each is not None]
    return dict(kept[:MOST_NAMES])


def read_given(head: Reader) -> Numbers:
    """The key `given` of a head: for each name a range, or a list of numbers."""
    below = head.reader("given")
    if below is None:
        return {}
    below.know_all()
    numbers: dict[str, Range | Listed] = {}
    for typed, node in below.node.items.items():
        name, line = normal(typed), below.line_of(typed)
        why = _why_no_name(name)
        if name in numbers:
            why = f"{quoted(typed)} is given twice."
        found = _read(node) if why is None else None
        if why is not None:
            head.fault(BAD_GIVEN, why, line, "A name is letters and digits, such as `t` or `x1`.")
        elif isinstance(found, str):
            head.fault(BAD_GIVEN, found, line, EXAMPLES)
        elif found is not None:
            numbers[name] = found
    if len(numbers) > MOST_NAMES:
        head.fault(BAD_GIVEN, f"`given` has more than {MOST_NAMES} names.", "given")
    return dict(list(numbers.items())[:MOST_NAMES])


def _slip(low: Fraction, high: Fraction, step: Fraction) -> str:
    if step <= 0:
        return "has a step that is not above 0"
    if low > high:
        return "goes from high to low"
    return f"has more than {MOST_VALUES} values" if (high - low) // step >= MOST_VALUES else ""


def _read(node: Node) -> Range | Listed | str:
    if isinstance(node, Scalar):
        return read_range(node.text)
    if not isinstance(node, Sequence):
        return "A range or a list of numbers is expected here, and this is lines `key: value`."
    if not 0 < len(node.items) <= MOST_VALUES:
        return f"A list has from 1 to {MOST_VALUES} numbers, and this has {len(node.items)}."
    values = []
    for each in node.items:
        if not isinstance(each, Scalar):
            return "A list of numbers is expected here, and this holds something else."
        if _number(each.text.strip()) is None:
            return f"{quoted(each.text)} is no number in digits with a decimal point."
        values.append(each.text.strip().replace("−", "-"))
    return Listed(tuple(values))


def _why_no_name(name: str) -> str | None:
    """Why a text cannot be the name of a number, in a sentence."""
    if name in WORDS:
        return f"`{name}` has a meaning of its own in arithmetic."
    is_name = name.isidentifier() and not keyword.iskeyword(name) and normal(name) == name
    if len(name) <= LONGEST and is_name:
        return None
    return f"{quoted(name)} cannot be the name of a number."


def _number(text: str) -> Fraction | None:
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
    values = tuple(each for each in value if isinstance(each, str) and _number(each) is not None)
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
