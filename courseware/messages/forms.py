"""Sentences that change with a number: the English categories of Unicode's plural rules.

Source: Unicode CLDR, Language Plural Rules, English (cardinal and ordinal).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Plural(NamedTuple):
    """A sentence for one thing and one for any other number of them."""

    one: str
    other: str

    def choose(self, count: float) -> str:
        """The form for this many."""
        return self.one if count == 1 else self.other


class Ordinal(NamedTuple):
    """A sentence for 1st, one for 2nd, one for 3rd and one for 4th, by how the number ends."""

    one: str
    two: str
    few: str
    other: str

    def choose(self, count: float) -> str:
        """The form for this place in a row."""
        if count % 100 in {11, 12, 13}:
            return self.other
        return {1: self.one, 2: self.two, 3: self.few}.get(int(count) % 10, self.other)


Catalogue = Mapping[str, str | Plural | Ordinal]
