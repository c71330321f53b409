"""Lines below each other: what they say, and how deep each is indented."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from attrs import frozen

from courseware.checkpoints.signs import bare

TAB = 4


@frozen
class Line:
    """A line without the white space around it, and its depth in steps of indentation."""

    text: str
    depth: int = 0


Lines = tuple[Line, ...]


def width(typed: str) -> int:
    """How many columns a line is indented by."""
    return len(typed[: len(typed) - len(typed.lstrip())].expandtabs(TAB))


def step(typed: Iterable[str]) -> int:
    """The columns of one step of indentation: the widest that measures every line; 0 for none."""
    return math.gcd(*map(width, typed))


def read(typed: Sequence[str], unit: int) -> Lines:
    """Lines with their depths; between two steps the nearer one counts."""
    return tuple(
        Line(bare(each), (2 * width(each) + unit) // (2 * unit) if unit else 0) for each in typed
    )


def written(lines: Lines, unit: int) -> list[str]:
    """Lines as texts with their indentation."""
    return [" " * (unit * each.depth) + each.text for each in lines]


def without_margin(typed: Sequence[str]) -> list[str]:
    """Lines as texts, indented by spaces, without the indentation that all of them have."""
    margin = min(map(width, typed), default=0)
    return [" " * (width(each) - margin) + bare(each) for each in typed]
