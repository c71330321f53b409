"""What was expected of a step against what it came to; only the names that are given count."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence

from courseware.checkpoints.protocol import JSON

NOTHING = frozenset({"", "null", "~"})
ROUNDED = 2  # decimals from which a number stands for all that round to it


def differences(expected: Mapping[str, JSON], got: Mapping[str, JSON]) -> Iterator[str]:
    """A sentence for every expectation that was not met; `feedback` has to contain its text."""
    for name, value in expected.items():
        if name == "feedback":
            said = str(got.get(name, ""))
            if _blanks(str(value)) not in _blanks(said):
                yield f"feedback: expected it to contain {_said(value)}, got {_said(said)}"
        else:
            yield from _compare(name, value, got.get(name))


def _compare(name: str, expected: JSON, got: JSON) -> Iterator[str]:
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        for key, value in expected.items():
            if key in got:
                yield from _compare(f"{name}.{key}", value, got[key])
            else:
                known = ", ".join(got) or "nothing"
                yield f"{name}.{key}: expected {_said(value)}, but there is only {known}"
    elif not _same(expected, got):
        yield f"{name}: expected {_said(expected)}, got {_said(got)}"


def _same(expected: JSON, got: JSON) -> bool:
    """Whether a value is what its text in the file says."""
    if isinstance(got, str):
        return isinstance(expected, str) and expected.strip() == got.strip()
    if isinstance(got, Sequence):
        listed = [expected] if isinstance(expected, str) else expected
        return (
            isinstance(listed, Sequence)
            and len(listed) == len(got)
            and all(map(_same, listed, got))
        )
    if not isinstance(expected, str):
        return False
    if got is None:
        return expected.strip() in NOTHING
    return isinstance(got, int | float) and _is_number(expected.strip(), got)


def _is_number(text: str, got: float) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    decimals = len(text.partition(".")[2])
    if decimals >= ROUNDED and round(got, decimals) == number:
        return True
    return math.isclose(got, number, rel_tol=1e-9, abs_tol=1e-9)


def _blanks(text: str) -> str:
    """The text with runs of blanks as one."""
    return " ".join(text.split())


def _said(value: JSON) -> str:
    return json.dumps(value, ensure_ascii=False)
