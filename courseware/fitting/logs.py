"""Records of learners as responses to fit to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from courseware.errors import UsageError
from courseware.events import Event
from courseware.fitting.table import Row
from courseware.lesson.model import Course, Lesson
from courseware.log import union
from courseware.log.source import Source
from courseware.mastery.credit import credit
from courseware.session import fold

NO_LESSON = Lesson(Path(), "", "", Course("", ""), "")
"""A lesson to which no event belongs: all of them count for mastery alone."""


def read_logs(paths: Sequence[Path]) -> list[Row]:
    """The counted answers in records: files of JSON lines (exported, or slices), or folders.

    An answer that is in several files is one; its score is less the help before it.

    Raises:
        UsageError: a file cannot be read, there is no answer in them, or they are of several
            courses, whose skills and questions have nothing to do with each other.
    """
    events: dict[str, list[Event]] = {}
    courses: set[str] = set()
    for path in _files(paths):
        source = Source(path, chained=False)
        source.refresh()
        why = [source.unreadable] if source.unreadable else []
        why += [f"line {flaw.line}: {flaw.why}" for flaw in source.flaws.values()]
        if why:
            raise UsageError(f"{path} cannot be read as a record: {'; '.join(why)}")
        for event in source.events:
            events.setdefault(event.learner, []).append(event)
            courses.add(event.course)
    if len(courses) > 1:
        named = ", ".join(sorted(courses))
        raise UsageError(f"these are records of several courses ({named}): name those of one")
    rows = [row for found in events.values() for row in _rows(union(found))]
    if not rows:
        raise UsageError("there is no judged answer in these records")
    return rows


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            if not (found := sorted(path.rglob("*.jsonl"))):
                raise UsageError(f"there is no record (*.jsonl) in {path}; a table is named itself")
            yield from found
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"there is no {path}")


def _rows(events: Iterable[Event]) -> Iterator[Row]:
    """The answers of one learner that count, those of reviews among them."""
    progress = fold(NO_LESSON, ())
    for event in events:
        progress, answer = progress.counting(event)
        if answer is not None:
            worth = credit(answer.score, answer.attempt, answer.hints)
            skills, seconds = tuple(sorted(set(answer.skills))), answer.when.timestamp()
            yield Row(event.learner, answer.item, skills, worth, seconds)
