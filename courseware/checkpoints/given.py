"""Numbers that are drawn for a learner: `given: {t: 2 to 5 step 0.1, n: [2, 3, 5]}`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from courseware.checkpoints import parts
from courseware.checkpoints.arithmetic import WORDS
from courseware.checkpoints.protocol import JSON, Part
from courseware.checkpoints.reading import Reader, Scalar, Sequence
from courseware.errors.diagnostics import Rule

BAD_GIVEN = Rule("CW580", "bad-given")

MOST = 2_000  # values of one name
TRIED = 8  # draws besides the lowest and the highest
FORM = re.compile(r"\s*(\S+)\s+to\s+(\S+?)(?:\s+step\s+(\S+))?\s*")
NUMBER = re.compile(r"[-−]?\d{1,20}(?:\.\d{1,12})?", re.ASCII)
NAME = re.compile(r"[^\W\d]\w{0,30}")


@frozen
class Range:
    """Numbers that a question may have, each as it is spelled, in the order of the author."""

    values: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Range | str:
        """The numbers of `2 to 5 step 0.1`; or a sentence that says what is wrong."""
        found = FORM.fullmatch(text)
        if found is None or not all(NUMBER.fullmatch(each) for each in found.groups() if each):
            return f"`{text}` is no range of numbers."
        low, high, step = (None if each is None else _exact(each) for each in found.groups())
        if low is None or high is None or low > high:
            return f"`{text}` goes from high to low."
        if step is None:
            if low.denominator != 1 or high.denominator != 1:
                return f"`{text}` does not say its step."
            step = Fraction(1)
        if step <= 0:
            return f"The step of `{text}` is not above 0."
        count = (high - low) // step + 1
        if count > MOST:
            return f"`{text}` has more than {MOST} values."
        decimals = max(len(each.partition(".")[2]) for each in found.groups() if each)
        return cls(tuple(f"{float(low + at * step):.{decimals}f}" for at in range(count)))


Numbers = Mapping[str, Range]


def draw(numbers: Numbers, seed: str) -> dict[str, str]:
    """A number for each name; the same seed draws the same on every machine."""
    return {
        name: each.values[_pick(seed, name, len(each.values))] for name, each in numbers.items()
    }


def corners(numbers: Numbers) -> Iterator[dict[str, str]]:
    """The draws that a question is tried with: the lowest, the highest, and some between."""
    tried = [
        {name: each.values[0] for name, each in numbers.items()},
        {name: each.values[-1] for name, each in numbers.items()},
        *(draw(numbers, str(number)) for number in range(TRIED)),
    ]
    yield from (each for at, each in enumerate(tried) if each not in tried[:at])


def to_json(numbers: Numbers) -> dict[str, JSON]:
    """The numbers as a student copy keeps them."""
    return {name: list(each.values) for name, each in numbers.items()}


def from_json(found: Part) -> Numbers:
    """The numbers of a student copy; what cannot be meant is left out."""
    read = {}
    for name in found:
        values = tuple(each for each in parts.texts(found, name) if NUMBER.fullmatch(each))
        if values and NAME.fullmatch(name):
            read[name] = Range(values[:MOST])
    return read


def read_given(head: Reader) -> Numbers:
    """The key `given` of a head: a range or a list of numbers for each name."""
    below = head.reader("given")
    if below is None:
        return {}
    numbers = {}
    for name, node in below.node.items.items():
        below.has(name)
        line = below.line_of(name)
        if not NAME.fullmatch(name) or name in WORDS:
            message = f"`{name}` cannot be the name of a number."
            below.fault(BAD_GIVEN, message, line, "A name is letters and digits, such as `t`.")
            continue
        found: Range | str = f"`{name}` should be a range or a list of numbers."
        if isinstance(node, Scalar):
            found = Range.read(node.text)
        elif isinstance(node, Sequence):
            texts = [each.text.strip() for each in node.items if isinstance(each, Scalar)]
            if texts and len(texts) == len(node.items) and all(map(NUMBER.fullmatch, texts)):
                found = Range(tuple(each.replace("−", "-") for each in texts))
        if isinstance(found, str):
            help_ = "For example: `2 to 5 step 0.1`, or `[2, 3, 5]`."
            below.fault(BAD_GIVEN, found, line, help_)
        else:
            numbers[name] = found
    return numbers


def _exact(text: str) -> Fraction:
    return Fraction(text.replace("−", "-"))


def _pick(seed: str, name: str, count: int) -> int:
    digest = hashlib.sha256(f"{seed}\0{name}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) % count
