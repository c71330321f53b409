"""`%%review`: what is due now as warm-up questions of the course's earlier lessons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from IPython.display import display

from courseware import widgets
from courseware.errors import CoursewareError
from courseware.kernel.slot import Slot
from courseware.kernel.wiring import schedule
from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.lesson.warm_up import read_review
from courseware.log import open_log
from courseware.messages import say
from courseware.session import Session
from courseware.session.warmup import review_id, review_lesson, titles

if TYPE_CHECKING:
    from courseware.lesson.model import Lesson
    from courseware.session import Outcome


class Review:
    """The warm-up of a lesson; its answers belong to the same record.

    A kernel may be made ready long before somebody looks at the page: what is asked follows what
    is due until the first answer.
    """

    def __init__(self, session: Session) -> None:
        """A warm-up before the lesson of this session."""
        self._session = session
        self._slot: Slot | None = None
        self._most = 0
        self._due: object = None
        self._warm_up: Session | None = None
        self._is_begun = False
        self._lock = RLock()  # what is due changes on any thread
        self._unsubscribe = session.subscribe(lambda _outcome: self._follow())

    def show(self, body: str) -> None:
        """Ask what is due, or say that nothing is; `body` is what stands below the magic."""
        self._session.refresh()
        with self._lock:
            self._most, _ = read_review(body)
            self._slot = Slot()
            self._ask(self._slot)
            display(self._slot)

    def close(self) -> None:
        """End the warm-up."""
        self._unsubscribe()
        with self._lock:
            self._slot = None
            if self._warm_up is not None:
                self._warm_up.close()

    def _follow(self) -> None:
        """Ask what is due by now, if that is something else and nothing was answered here."""
        with self._lock:
            if self._slot is not None and not self._is_begun and self._due != self._now():
                self._ask(self._slot)

    def _now(self) -> object:
        """What the questions of a warm-up depend on."""
        progress, when = self._session.progress, self._session.log.clock()
        id_ = review_id(when)
        return id_, progress.due_skills(when), progress.tally.left(id_)

    def _ask(self, slot: Slot) -> None:
        """Put the questions, or a sentence, into the slot."""
        self._due, self._is_begun = self._now(), False
        if self._warm_up is not None:
            self._warm_up.close()
        progress, log = self._session.progress, self._session.log
        lesson = review_lesson(progress, earlier(progress.lesson), log.clock(), self._most)
        self._warm_up = None
        if lesson is None:
            slot.fill(say("review-none"))
        else:
            own = open_log(lesson.course.id, lesson.id, clock=log.clock)
            self._warm_up = warm_up = Session(lesson, own, self._session.runner)
            warm_up.subscribe(self._tell)
            asked = (
                widgets.checkpoint_widget(warm_up, id_, schedule) for id_ in lesson.checkpoints
            )
            slot.fill(say("review-due", skills=titles(progress, lesson.skills)), *asked)
        self._session.warm_up(self._warm_up)

    def _tell(self, outcome: Outcome) -> None:
        """What was answered in the warm-up moves the lesson's skills too."""
        self._is_begun = self._is_begun or outcome.status is not None
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
