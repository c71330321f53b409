"""Values out of a checkpoint's public part and key.

A student copy can be edited, so what is missing or of another kind there counts as empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from courseware.checkpoints.protocol import JSON, Part

MOST = 1_000_000
"""No number that a checkpoint counts with is larger."""


def text(part: Part, name: str) -> str:
    """A text."""
    value = part.get(name)
    return value if isinstance(value, str) else ""


def flag(part: Part, name: str) -> bool:
    """Whether something is so."""
    return part.get(name) is True


def number(
    part: Part, name: str, default: float = 0, *, least: float = 0, most: float = MOST
) -> float:
    """A number from least to most; the default in the place of any other."""
    value = part.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return value if least <= value <= most else default


def items(part: Part, name: str) -> Sequence[JSON]:
    """A list."""
    value = part.get(name)
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def texts(part: Part, name: str) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(each for each in items(part, name) if isinstance(each, str))


def mapping(part: Part, name: str) -> Mapping[str, JSON]:
    """Names with their values."""
    value = part.get(name)
    return value if isinstance(value, Mapping) else {}


def mappings(part: Part, name: str) -> tuple[Mapping[str, JSON], ...]:
    """A list of mappings."""
    return tuple(each for each in items(part, name) if isinstance(each, Mapping))


def wrong(key: Part, name: str = "wrong") -> tuple[tuple[str, str], ...]:
    """The wrong answers that the author expects, or what may be missing, each with its feedback."""
    return tuple((text(each, "answer"), text(each, "feedback")) for each in mappings(key, name))
