"""The key `given` of a head: `given: {t: 2 to 5 step 0.1, n: [2, 3, 5]}`."""

from __future__ import annotations

import re
from fractions import Fraction

from courseware.checkpoints.draws import (
    MOST_NAMES,
    MOST_VALUES,
    Listed,
    Numbers,
    Range,
    short_number,
    why_no_name,
)
from courseware.checkpoints.reading import Node, Reader, Scalar, Sequence
from courseware.checkpoints.spelling import normal, quoted
from courseware.errors.diagnostics import Rule

BAD_GIVEN = Rule("CW580", "bad-given")

FORM = re.compile(r"(\S+)\s+to\s+(\S+)(?:\s+step\s+(\S+))?")
EXAMPLES = "Write for instance `2 to 5 step 0.1`, `1 to 6` or `[2, 3, 5]`."


def read_range(text: str) -> Range | str:
    """The numbers of `2 to 5 step 0.1` or `1 to 6`; or a sentence that says what is wrong."""
    found = FORM.fullmatch(text.strip())
    if found is None:
        return f"{quoted(text)} is not of the form `2 to 5 step 0.1`."
    typed = [each for each in found.groups() if each is not None]
    numbers = [number for each in typed if (number := short_number(each)) is not None]
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


def read_given(head: Reader) -> Numbers:
    """The key `given` of a head: for each name a range, or a list of numbers."""
    below = head.reader("given")
    if below is None:
        return {}
    below.know_all()
    numbers: dict[str, Range | Listed] = {}
    for typed, node in below.node.items.items():
        name, line = normal(typed), below.line_of(typed)
        why = why_no_name(name)
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
        if short_number(each.text.strip()) is None:
            return f"{quoted(each.text)} is no number in digits with a decimal point."
        values.append(each.text.strip().replace("−", "-"))
    return Listed(tuple(values))
