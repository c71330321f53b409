"""Where lines leave a right order: the first that is out of place, and what is the matter there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from courseware.checkpoints.lines import Line, Lines

Matter = Literal["elsewhere", "needless", "gap", "depth", "end"]


@frozen
class Astray:
    """The place (from 1) up to which all is right, and what is the matter with the line there.

    It belongs `elsewhere`, is `needless`, comes after a `gap` (something is missing before it), or
    has another `depth`. At the `end` all lines are right, and more have to follow.
    """

    place: int
    matter: Matter


def astray(laid: Lines, orders: Sequence[Lines]) -> Astray | None:
    """The first line out of place, seen from the right order that is followed furthest."""
    if not orders or laid in orders:
        return None
    order = max(orders, key=lambda each: (_common(laid, each), _common(_texts(laid), _texts(each))))
    at = _common(laid, order)
    return Astray(at + 1, _matter(laid, order, at))


def _matter(laid: Lines, order: Lines, at: int) -> Matter:
    if at == len(laid):
        return "end"
    texts, needed, line = _texts(laid), _texts(order), laid[at]
    if line.text in needed[at : at + 1]:
        return "depth"
    if texts[: at + 1].count(line.text) > needed.count(line.text):
        return "needless"
    rest = texts[at:]
    follows = next((each for each in needed[at:] if each in rest), None)
    return "gap" if needed[at] != follows == line.text else "elsewhere"


def _texts(lines: Lines) -> tuple[str, ...]:
    return tuple(each.text for each in lines)


def _common(one: Sequence[Line | str], other: Sequence[Line | str]) -> int:
    """How many of the first ones are the same."""
    pairs = zip(one, other, strict=False)
    length = min(len(one), len(other))
    return next((at for at, (mine, due) in enumerate(pairs) if mine != due), length)
