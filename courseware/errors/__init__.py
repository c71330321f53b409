"""Everything that can go wrong, as one tree.

CoursewareError
├── AuthorError            a lesson or course that cannot be used as it is written
│   ├── LessonFaults       carries the diagnostics of a lesson, all of them
│   └── ReleaseRefused     a student copy would have held a key, or work would be lost
├── LearnerError           something a learner is told, in a sentence
│   ├── NotSaved           the record could not be written: the answer is not kept
│   └── ForeignRecord      a record of another learner lies where this one's belongs
└── UsageError             the program was called with something that cannot be meant
    └── NewerFormat        a file was written by a newer version of courseware

A message says what, where, what was got and expected, and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courseware.errors.diagnostics import Diagnostic


class CoursewareError(Exception):
    """The root of all errors of this package."""


class AuthorError(CoursewareError):
    """A lesson or course cannot be used as it is written."""


class LessonFaults(AuthorError):
    """A lesson has faults; `diagnostics` holds all of them."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Keep the diagnostics and say them one a line."""
        super().__init__("\n".join(str(each) for each in diagnostics))
        self.diagnostics = tuple(diagnostics)


class ReleaseRefused(AuthorError):
    """A release stopped before it gave away a key or overwrote work."""


class LearnerError(CoursewareError):
    """Something a learner is told, in a sentence."""


class NotSaved(LearnerError):
    """The record could not be written: the answer is not kept."""


class ForeignRecord(LearnerError):
    """A record of another learner lies where this learner's belongs."""


class UsageError(CoursewareError):
    """The program was called with something that cannot be meant."""


class NewerFormat(UsageError):
    """A file was written by a newer version of courseware."""

    def __init__(self, what: str, found: object, known: int) -> None:
        """Name the file or part, the version found and the newest version known."""
        super().__init__(
            f"{what} is written in format {found}, and this courseware reads up to format {known}."
            " Update courseware: pip install --upgrade courseware"
        )
        self.found, self.known = found, known
