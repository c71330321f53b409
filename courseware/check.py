"""Checking lessons for their author: every fault of every lesson below a path, all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from courseware.errors import UsageError
from courseware.errors.diagnostics import Diagnostic, Fault, Rule
from courseware.lesson.course import NAME, find_course, open_course
from courseware.lesson.keys import with_keys
from courseware.lesson.model import Lesson
from courseware.lesson.notebook import open_notebook, placed
from courseware.lesson.read import is_lesson, lesson_of
from courseware.lesson.rehearsal import rehearse
from courseware.lesson.review import check_names, check_pictures
from courseware.runner import ProcessRunner

DUPLICATE_LESSON = Rule("CW311", "duplicate-lesson")
UNREADABLE = Rule("CW115", "unreadable")
SUFFIX = ".ipynb"


@frozen
class Report:
    """What was found: the diagnostics, and how many lessons and plain notebooks were read."""

    diagnostics: tuple[Diagnostic, ...]
    lessons: int
    plain: int

    @property
    def errors(self) -> int:
        """How many of the diagnostics are errors."""
        return sum(each.severity == "error" for each in self.diagnostics)

    def summary(self) -> str:
        """The report in one sentence."""
        read = _count(self.lessons, "lesson")
        if self.plain:
            read += f" and {_count(self.plain, 'plain notebook')}"
        warnings = len(self.diagnostics) - self.errors
        parts = [_count(self.errors, "error")] if self.errors else []
        parts += [_count(warnings, "warning")] if warnings else []
        return f"Checked {read}: {' and '.join(parts) or 'no faults'}."


def check(paths: Sequence[Path], *, execute: bool = False) -> Report:
    """Check notebooks, course files, and all that lie below folders.

    Nothing in them is run, unless `execute` says so: then the code of `predict` runs, and every
    checkpoint is tried with answers of its own.

    Raises:
        UsageError: a path does not exist or cannot be read, or there is nothing to check.
    """
    files = list(dict.fromkeys(file for path in paths for file in _files(path)))
    if not files:
        where = ", ".join(str(path) for path in paths)
        raise UsageError(f"There is nothing to check in {where}: no notebook and no {NAME}.")
    found: dict[Diagnostic, None] = {}
    lessons: list[Lesson] = []
    plain = 0
    for file in files:
        if file.suffix != SUFFIX:
            found |= dict.fromkeys(open_course(file)[1])
            continue
        try:
            notebook = open_notebook(file)
        except UsageError as error:
            if file in paths:
                raise
            found[placed(Fault(UNREADABLE, str(error)), file)] = None
            continue
        if notebook.diagnostics or is_lesson(notebook):
            lessons.append(lesson_of(notebook))
            found |= dict.fromkeys(_reviewed(lessons[-1]))
            found |= dict.fromkeys(_executed(lessons[-1]) if execute else ())
        else:
            plain += 1
    found |= dict.fromkeys(_twice(lessons))
    return Report(tuple(found), len(lessons), plain)


def _files(path: Path) -> Iterator[Path]:
    """The notebooks and course files of a path; hidden folders are left alone."""
    if not path.is_dir():
        if path.exists() and path.suffix != SUFFIX and path.name != NAME:
            raise UsageError(f"{path} is neither a notebook ({SUFFIX}) nor a {NAME} nor a folder.")
        yield path
        return
    for folder, below, names in os.walk(path):
        below[:] = sorted(each for each in below if not each.startswith((".", "__")))
        for name in sorted(names, key=lambda each: (each != NAME, each)):
            if name == NAME or (name.endswith(SUFFIX) and not name.startswith(".")):
                yield Path(folder) / name


def _reviewed(lesson: Lesson) -> Iterator[Diagnostic]:
    """The lesson's own diagnostics, and in a source what a careful reader adds."""
    yield from lesson.diagnostics
    if lesson.feedback is not None:
        return
    for cell in lesson.cells:
        yield from (placed(fault, lesson.path, cell) for fault in check_pictures(cell))
    for cell, fault in check_names(lesson.cells, lesson.branches):
        yield placed(fault, lesson.path, cell)


def _executed(lesson: Lesson) -> Iterator[Diagnostic]:
    """What only running it shows of a source."""
    if lesson.feedback is None:
        run = ProcessRunner(lesson.path.parent).run_now
        whole = with_keys(lesson, run)
        yield from whole.diagnostics
        yield from rehearse(whole, run)


def _twice(lessons: Sequence[Lesson]) -> Iterator[Diagnostic]:
    """An error for each lesson whose id another lesson of the course has: records would mix."""
    first: dict[tuple[Path, str], Path] = {}
    for lesson in lessons:
        course = find_course(lesson.path)
        if course is None or lesson.feedback is not None:
            continue
        before = first.setdefault((course, lesson.id), lesson.path)
        if before != lesson.path:
            message = f"The lesson id `{lesson.id}` is that of {before} already."
            help_ = "Give one of them another `id:` in `%%lesson`."
            yield placed(Fault(DUPLICATE_LESSON, message, None, help_), lesson.path)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
