"""Raw answers as they come from a page: they may be anything."""

from __future__ import annotations

from math import isfinite
from typing import TypeGuard

from courseware.events import DEPTH, JSON

LONGEST = 100_000  # characters: a long program, not a flood
LARGEST = 1 << 53  # beyond it a browser does not count exactly


def is_json(raw: object, depth: int = DEPTH) -> TypeGuard[JSON]:
    """Whether it can be written down as an event's response."""
    if isinstance(raw, dict):
        return depth > 0 and all(_is_text(k) and is_json(v, depth - 1) for k, v in raw.items())
    if isinstance(raw, list):
        return depth > 0 and all(is_json(each, depth - 1) for each in raw)
    if isinstance(raw, str):
        return _is_text(raw)
    if isinstance(raw, float):
        return isfinite(raw)
    return raw is None or (isinstance(raw, int) and abs(raw) <= LARGEST)


def is_short(raw: JSON) -> bool:
    """Whether it is short enough to be kept."""
    return _size(raw) <= LONGEST


def _is_text(raw: object) -> bool:
    """Whether it is text that can be written down: half of a surrogate pair cannot."""
    if not isinstance(raw, str):
        return False
    try:
        raw.encode()
    except UnicodeEncodeError:
        return False
    return True


def _size(raw: JSON) -> int:
    if isinstance(raw, str):
        return len(raw)
    if isinstance(raw, dict):
        return sum(1 + _size(key) + _size(each) for key, each in raw.items())
    if isinstance(raw, list):
        return sum(1 + _size(each) for each in raw)
    return 1
