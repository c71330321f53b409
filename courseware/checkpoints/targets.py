"""The numbers that an author calls right or wrong, with how far off an answer may be."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from courseware.checkpoints.numbers import Number, Unread, read_number
from courseware.checkpoints.units import Units, folded

SLACK = Fraction(1, 10**9)
"""What a number may be off, relatively, for its last digits are a computer's rounding."""

NOTHING = Fraction(1, 10**12)
"""What such rounding may leave of 0."""

SMALLEST_POWER = -4
"""Numbers smaller than this power of ten are written with one."""


@frozen
class Margin:
    """How far off an answer may be: absolutely in the main unit, relatively to the right value,
    or, where neither was said, half a unit of the last of so many significant figures.
    """

    absolute: Fraction = Fraction(0)
    relative: Fraction = Fraction(0)
    figures: int = 0

    def of(self, value: Fraction) -> Fraction:
        """The margin about a value."""
        if self.figures and not self.absolute and not self.relative:
            return last_place(value, self.figures) / 2
        return self.absolute + self.relative * abs(value)


@frozen
class Target:
    """The values from `low` to `high`, both included; `unit` is "" for the main unit, else the
    (folded) unit that cannot be converted to it.
    """

    low: Fraction
    high: Fraction
    unit: str = ""

    def holds(self, value: Fraction, unit: str = "") -> bool:
        """Whether a value lies in the target; whole numbers are compared without any slack."""
        if unit != self.unit:
            return False
        if self.low <= value <= self.high:
            return True
        if value.denominator == self.low.denominator == self.high.denominator == 1:
            return False
        slack = max(abs(self.low), abs(self.high)) * SLACK or NOTHING
        return self.low - slack <= value <= self.high + slack


def read_margin(text: str, figures: int, units: Units) -> Margin | None:
    """A tolerance such as `0.01`, `1 cm` or `1 %`; None if it cannot be read or is below 0."""
    if not text:
        return Margin(figures=figures)
    number = read_number(text)
    if isinstance(number, Unread) or number.value < 0:
        return None
    if folded(number.unit) == "%":
        return Margin(relative=number.value / 100, figures=figures)
    absolute = units.in_main(number)
    return None if absolute is None else Margin(absolute, figures=figures)


def ends(text: str) -> list[str]:
    """The two ends of a range `9.7 to 9.9`, or the one number of anything else."""
    return re.split(r"\s+to\s+", text.strip(), maxsplit=1)


def read_target(text: str, margin: Margin, units: Units) -> Target | Unread | None:
    """A number or a range, widened by the margin; None for a range from high to low.

    A unit at the end of a range holds for both of its ends.
    """
    numbers: list[Number] = []
    for each in ends(text):
        number = read_number(each)
        if isinstance(number, Unread):
            return number
        numbers.append(number)
    unit = numbers[-1].unit
    factor = units.factor(unit)
    values = [each.value * (units.factor(each.unit or unit) or 1) for each in numbers]
    if values[0] > values[-1]:
        return None
    exact = Margin(margin.absolute, margin.relative, margin.figures if len(values) == 1 else 0)
    low, high = values[0] - exact.of(values[0]), values[-1] + exact.of(values[-1])
    return Target(low, high, "" if factor is not None else folded(unit))


def last_place(value: Fraction, figures: int) -> Fraction:
    """One unit of the last of so many significant figures of a value; 0 for 0."""
    if not value:
        return Fraction(0)
    return Fraction(10) ** (magnitude(value) - figures + 1)


def magnitude(value: Fraction) -> int:
    """The power of ten of a value's first figure: 2 for 650, -3 for 0.0042."""
    top, bottom = abs(value.numerator), value.denominator
    power = len(str(top)) - len(str(bottom))
    return power if abs(value) >= Fraction(10) ** power else power - 1


def in_figures(value: Fraction, figures: int) -> str:
    """A value rounded to significant figures, as a person writes it: `6.50`, `3.00·10^8`."""
    if not value:
        return "0"
    place = last_place(value, figures)
    rounded = _nearest(value / place) * place
    power = magnitude(rounded)
    if SMALLEST_POWER <= power < figures:
        return _decimal(rounded, figures - 1 - power)
    return f"{_decimal(rounded / Fraction(10) ** power, figures - 1)}·10^{power}"


def _nearest(value: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, as people round."""
    whole = int(abs(value) + Fraction(1, 2))
    return -whole if value < 0 else whole


def _decimal(value: Fraction, places: int) -> str:
    scaled = str(abs(_nearest(value * 10**places))).zfill(places + 1)
    sign = "-" if value < 0 else ""
    return f"{sign}{scaled[:-places]}.{scaled[-places:]}" if places else f"{sign}{scaled}"
