"""`%%review`: what is due now as warm-up questions of the course's earlier lessons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from IPython.display import display

from courseware import widgets
from courseware.errors import CoursewareError
from courseware.kernel.note import Note
from courseware.kernel.wiring import schedule
from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.lesson.warm_up import read_review
from courseware.log import open_log
from courseware.messages import say
from courseware.session import Session
from courseware.session.warmup import review_lesson, titles

if TYPE_CHECKING:
    from courseware.lesson.model import Lesson
    from courseware.session import Outcome


class Review:
    """The warm-up of a lesson; its answers belong to the same record."""

    def __init__(self, session: Session) -> None:
        """A warm-up before the lesson of this session."""
        self._session = session
        self._warm_up: Session | None = None

    def show(self, body: str) -> None:
        """Ask what is due, or say that nothing is; `body` is what stands below the magic."""
        self.close()
        self._session.refresh()
        progress, when = self._session.progress, self._session.log.clock()
        most, _ = read_review(body)
        lesson = review_lesson(progress, earlier(progress.lesson), when, most)
        if lesson is None:
            display(Note(say("review-none")))
            return
        log = open_log(lesson.course.id, lesson.id, clock=self._session.log.clock)
        self._warm_up = warm_up = Session(lesson, log, self._session.runner)
        warm_up.subscribe(self._tell)
        display(Note(say("review-due", skills=titles(progress, lesson.skills))))
        for id_ in lesson.checkpoints:
            display(widgets.checkpoint_widget(warm_up, id_, schedule))

    def close(self) -> None:
        """End the warm-up."""
        if self._warm_up is not None:
            self._warm_up.close()
        self._warm_up = None

    def _tell(self, _outcome: Outcome) -> None:
        """What was answered in the warm-up moves the lesson's skills too."""
        self._session.refresh()


def earlier(lesson: Lesson) -> Iterator[Lesson]:
    """The lessons of the course that come before this one, in the order of their folders."""
    here = lesson.path.absolute().parent
    for folder in sorted(path for path in here.parent.iterdir() if path.is_dir()):
        if folder.name >= here.name:
            return
        yield from filter(None, (_read(path, lesson) for path in sorted(folder.glob("*.ipynb"))))


def _read(path: Path, lesson: Lesson) -> Lesson | None:
    """A lesson of the same course; None for any other notebook."""
    try:
        found = read_lesson(path, unseal=unseal)
    except CoursewareError:
        return None
    return found if found.course.id == lesson.course.id else None
