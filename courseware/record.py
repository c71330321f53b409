"""A learner's record as a whole: looked at, carried away, and joined with another one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

from attrs import frozen

from courseware.errors import ForeignRecord, NotSaved, UsageError
from courseware.events import Event, EventJSON
from courseware.lesson.model import Lesson
from courseware.lesson.notebook import open_notebook
from courseware.lesson.read import is_lesson, lesson_of, read_lesson
from courseware.log.disk import reason, write_new
from courseware.log.learner import claim, is_learner, join, read_learners
from courseware.log.place import IMPORTED, SUFFIX, file_name, home, id_of
from courseware.log.shelf import Shelf, flaws_of
from courseware.log.slice import Slice
from courseware.log.source import Source


class RecordJSON(TypedDict):
    """What `courseware record show --json` prints; learner and course are null without events."""

    learner: str | None
    course: str | None
    home: str
    events: list[EventJSON]
    problems: list[str]


@frozen
class Activity:
    """What was done in one lesson: answers given, checkpoints answered right, and all events."""

    lesson: str
    answers: int
    right: int
    events: tuple[Event, ...]


@frozen
class Joined:
    """What was joined with a record: how many new events, and what of the file was left out."""

    count: int
    problems: tuple[str, ...] = ()


@frozen
class Record:
    """All that one learner did in one course, as far as it can be read, and where it lies."""

    learner: str | None
    course: str | None
    home: Path
    events: tuple[Event, ...] = ()
    problems: tuple[str, ...] = ()

    @classmethod
    def none(cls) -> Record:
        """Nothing recorded anywhere."""
        return cls(None, None, home())

    @property
    def activities(self) -> tuple[Activity, ...]:
        """What was done in each lesson, in the order in which they were begun."""
        lessons = dict.fromkeys(event.lesson for event in self.events)
        return tuple(_activity(lesson, self.events) for lesson in lessons)

    def json(self) -> RecordJSON:
        """The record as a JSON object."""
        return {
            "learner": self.learner,
            "course": self.course,
            "home": str(self.home),
            "events": [event.json() for event in self.events],
            "problems": list(self.problems),
        }

    def text(self) -> str:
        """The events as JSON lines."""
        return "".join(event.line() + "\n" for event in self.events)


def courses() -> tuple[str, ...]:
    """The courses of which there is a record here, by name.

    Raises:
        UsageError: the home of the records cannot be read.
    """
    try:
        folders = [path for path in home().iterdir() if path.is_dir()]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(f"the records in {home()} cannot be read: {error.strerror}") from error
    return tuple(sorted(filter(None, map(_course_of, folders))))


def find_record(place: str) -> Record:
    """The record of a course, by its id or by a path: its folder, a lesson's, or a notebook.

    With a path, the slices beside the notebooks count too.

    Raises:
        UsageError: there is nothing of that name.
    """
    path = Path(place)
    if path.exists():
        lessons = _lessons(path)
        if not lessons:
            raise UsageError(f"{path} holds no lesson: name a course, a lesson or a notebook")
        slices = [Slice(lesson.path.parent, lesson.id) for lesson in lessons]
        return read_record(lessons[0].course.id, slices)
    if not _folder(place).is_dir():
        known = ", ".join(courses()) or "there is none yet"
        raise UsageError(f"there is no record of a course {place!r}; courses with one: {known}")
    return read_record(place)


def read_record(course: str, slices: Sequence[Slice] = ()) -> Record:
    """The record of a course, with these slices; what cannot be read is in its problems."""
    folder = _folder(course)
    shelf = Shelf(folder, slices)
    shelf.refresh()
    try:
        learners = read_learners(folder)
    except OSError:
        learners = ()
    last = shelf.last()
    if not learners and last:
        learners = (last.learner,)
    return Record(
        learner=learners[0] if learners else None,
        course=course,
        home=folder,
        events=shelf.events(course, learners),
        problems=tuple(shelf.problems(course, learners)),
    )


def export(record: Record, target: Path) -> None:
    """Write a record as one file of JSON lines.

    Raises:
        UsageError: there is such a file, or it cannot be written.
    """
    try:
        write_new(target, record.text().encode())
    except FileExistsError:
        raise UsageError(f"{target} exists: name a new file") from None
    except OSError as error:
        raise UsageError(f"the record is not written: {reason(error, target)}") from error


def merge(path: Path, confirm: Callable[[str], bool]) -> Joined:
    """Join a file of events, from another computer, with the record of its course.

    Where the file is another learner's, `confirm` is asked first: both
    records count as one person's from then on.

    Raises:
        UsageError: the file cannot be read, or holds no events, or those of several courses.
        ForeignRecord: it is another learner's, and it was not confirmed.
        NotSaved: it could not be written here.
    """
    source = _read_file(path)
    events = source.events
    known = read_record(events[0].course)
    learners = read_learners(known.home)
    others = sorted({event.learner for event in events} - set(learners))
    question = f"{path} is the record of another learner. Was that you?"
    if learners and others and not confirm(question):
        raise ForeignRecord(f"{path} is another learner's record, and was not joined.")
    there = {event.id for event in known.events}
    new = [event for event in events if event.id not in there]
    try:
        known.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        claim(known.home, events[-1].learner)
        for other in others:
            join(known.home, other)
        if new:
            target = known.home / f"{IMPORTED}{secrets.token_hex(8)}{SUFFIX}"
            write_new(target, "".join(event.line() + "\n" for event in new).encode())
    except OSError as error:
        raise NotSaved(f"The record is not joined: {reason(error, known.home)}.") from error
    return Joined(len(new), tuple(flaws_of(source)))


def _read_file(path: Path) -> Source:
    source = Source(path, chained=False)
    source.refresh()
    if source.unreadable or not source.events:
        raise UsageError(f"{path} holds no events: {source.unreadable or 'name a file with some'}")
    found = {event.course for event in source.events}
    if len(found) > 1:
        raise UsageError(f"{path} holds events of several courses: {', '.join(sorted(found))}")
    if not all(is_learner(event.learner) for event in source.events):
        raise UsageError(f"{path} is no record: it names a learner as courseware never does")
    return source


def _folder(course: str) -> Path:
    return home() / file_name(course)


def _course_of(folder: Path) -> str | None:
    shelf = Shelf(folder)
    shelf.refresh()
    last = shelf.last()
    if last:
        return last.course
    return id_of(folder.name) if any(shelf.problems(None, ())) else None


def _lessons(path: Path) -> list[Lesson]:
    """The lesson of a notebook, or those of a folder; plain notebooks in it are left alone."""
    if path.is_file():
        return [read_lesson(path)]
    paths = sorted((*path.glob("*.ipynb"), *path.glob("*/*.ipynb")))
    found = [open_notebook(each) for each in paths if not each.parent.name.startswith(".")]
    return [lesson_of(each) for each in found if is_lesson(each)]


def _activity(lesson: str, events: Sequence[Event]) -> Activity:
    here = tuple(event for event in events if event.lesson == lesson)
    answers = [event for event in here if event.kind == "answered"]
    right = {
        event.checkpoint
        for event in answers
        if event.verdict and event.verdict["status"] == "right"
    }
    return Activity(lesson, len(answers), len(right), here)
