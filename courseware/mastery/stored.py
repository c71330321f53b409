"""Reading back what was kept as JSON; what is odd raises `ValueError`."""

from __future__ import annotations

from collections.abc import Mapping

from courseware.mastery.parameters import JSON

MOST = 1e15
LONGEST = 30  # characters of a value in a message


def mapping(found: JSON, name: str) -> Mapping[str, JSON]:
    """The mapping under a name; empty where there is none."""
    inner = found.get(name, {}) if isinstance(found, Mapping) else None
    if not isinstance(inner, Mapping):
        raise ValueError(f"`{name}` is not a mapping")  # noqa: TRY004  one error for all that is odd
    return inner


def number(found: JSON) -> float:
    """A finite number."""
    if isinstance(found, bool) or not isinstance(found, int | float) or not -MOST < found < MOST:
        raise ValueError(f"{str(found)[:LONGEST]} is not a number within 1e15")
    return float(found)


def variance(found: float) -> float:
    """A number that is not below 0."""
    if found < 0:
        raise ValueError(f"{found!r} is below 0, and no variance is")
    return found


def numbers(found: JSON, count: int) -> list[float]:
    """So many finite numbers."""
    if isinstance(found, str) or not isinstance(found, list | tuple) or len(found) != count:
        raise ValueError(f"{found!r} is not a list of {count} numbers")
    return [number(each) for each in found]


def texts(found: JSON) -> tuple[str, ...]:
    """Texts in a list."""
    listed = found if isinstance(found, list | tuple) else [None]
    known = tuple(each for each in listed if isinstance(each, str))
    if len(known) < len(listed):
        raise ValueError(f"{str(found)[:LONGEST]} is not a list of names")
    return known
