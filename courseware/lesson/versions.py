"""The versions of the lesson format, and what is said to a version that is not known yet."""

from __future__ import annotations

from attrs import frozen

from courseware.checkpoints.reading import NOT_A_NUMBER, Reader
from courseware.errors import NewerFormat
from courseware.errors.diagnostics import Fault, Rule

NEWER_FORMAT = Rule("CW301", "newer-format")


@frozen
class Version:
    """One version of the format: its number, the release that brought it, and what it brought."""

    number: int
    since: str
    brought: str


HISTORY = (
    Version(1, "0.1.0", "Text as typed; branches with rules; choice, numeric, text and code."),
)
NEWEST = HISTORY[-1].number


def check_format(head: Reader, what: str, key: str = "format") -> bool:
    """Read a format number; False, with a fault that names both versions, for one not known."""
    number = head.integer(key, NEWEST)
    line = head.line_of(key)
    if number is not None and number > NEWEST:
        head.faults.append(newer(what, number, line))
    elif number is not None and number < HISTORY[0].number:
        head.fault(NOT_A_NUMBER, f"`{key}` counts from {HISTORY[0].number}.", line)
    return number is None or number <= NEWEST


def newer(what: str, number: object, line: int | None = None) -> Fault:
    """The fault of something that a newer courseware wrote."""
    sentence, _, help_ = str(NewerFormat(what, number, NEWEST)).rpartition(" Update ")
    return Fault(NEWER_FORMAT, sentence, line, f"Update {help_}")
