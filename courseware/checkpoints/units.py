"""The units that an answer may be typed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from courseware.checkpoints.numbers import Number, read_number
from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.signs import mathematical

LONGEST = 20
SHARES = {"%": Fraction(1, 100), "percent": Fraction(1, 100), "‰": Fraction(1, 1000)}


def folded(unit: str) -> str:
    """A unit without what people write differently: `m·s⁻¹`, `m s^-1` and `m s-1` are one."""
    return re.sub(r"[ ^*(){}]", "", mathematical(unit).replace("µ", "μ"))


def is_unit(text: str) -> bool:
    """Whether a text could name a unit, known or not: `kg`, `m/s^2`, `°C`, `%`, `€`."""
    if len(text) > LONGEST:
        return False
    return (
        re.fullmatch(r"[^\d\s.,;:!?()=+*/^-](?:[^\d.,;:!?=]|\^-?\d|(?<=\w)-?\d)*", text) is not None
    )


@frozen
class Units:
    """The main unit ("" for a plain number) and how many of it each other unit is."""

    main: str = ""
    others: Mapping[str, Fraction] = field(factory=dict)

    @classmethod
    def of(cls, unit: JSON, units: JSON) -> Units:
        """The units of a checkpoint's public part; what is no number there is left out."""
        others: dict[str, Fraction] = {}
        for name, factor in units.items() if isinstance(units, Mapping) else ():
            number = read_number(str(factor))
            if isinstance(number, Number):
                others[name] = number.value
        return cls(unit if isinstance(unit, str) else "", others)

    @property
    def names(self) -> tuple[str, ...]:
        """All units as their author wrote them, the main one first."""
        return (self.main, *self.others) if self.main else tuple(self.others)

    def factor(self, unit: str) -> Fraction | None:
        """How many of the main unit one of this is; None if it is not one of these units.

        No unit means the main one; a plain number may be typed in per cent.
        """
        known = {folded(name): factor for name, factor in self.others.items()}
        known |= {folded(self.main): Fraction(1), "": Fraction(1)}
        if not self.main:
            known |= SHARES
        return known.get(folded(unit))

    def in_main(self, number: Number) -> Fraction | None:
        """A number's value in the main unit; None if its unit is not one of these."""
        factor = self.factor(number.unit)
        return None if factor is None else number.value * factor
