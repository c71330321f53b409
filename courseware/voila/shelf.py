"""The lessons that a course holds, and how far the learner is in each."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from attrs import frozen

from courseware.errors import UsageError
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Lesson
from courseware.lesson.notebook import open_notebook
from courseware.lesson.read import is_lesson, lesson_of
from courseware.log import Clock, FileLog, open_log, wall_clock
from courseware.session import HeaderView, fold
from courseware.session.ahead import ahead
from courseware.session.overview import header_view

# Harmless in a browser, even when opened by themselves.
SERVED = {".avif", ".csv", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".tsv", ".txt", ".webp"}


@frozen
class Standing:
    """A lesson of the course, and the learner in it; `done` of the `open` questions are done.

    Those of a test before the lesson are none of them.
    """

    lesson: Lesson
    header: HeaderView
    begun: bool
    done: int
    open: int


class Shelf:
    """The lessons of a student copy, read again when their files change.

    Its methods may be called from any thread; they read files.
    """

    def __init__(self, root: Path, clock: Clock = wall_clock) -> None:
        """Look for lessons in this folder and in those directly below it."""
        self.root = root.resolve()
        self._clock = clock
        self._lock = Lock()
        self._read: dict[Path, tuple[tuple[int, int], Lesson | None]] = {}
        self._logs: dict[Path, FileLog] = {}

    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons in the order of their files.

        Where two files are the same lesson, one is a learner's own earlier version, kept beside
        the new one under a longer name.
        """
        with self._lock:
            found: dict[str, Lesson] = {}
            paths = [*self.root.glob("*.ipynb"), *self.root.glob("[!.]*/*.ipynb")]
            for path in sorted(paths, key=lambda path: len(path.name)):
                lesson = self._lesson(path)
                if lesson is not None:
                    found.setdefault(lesson.id, lesson)
            return tuple(sorted(found.values(), key=lambda lesson: lesson.path))

    def standings(self) -> tuple[Standing, ...]:
        """How far the learner is, as the record has it now."""
        lessons = self.lessons()
        with self._lock:
            return tuple(self._standing(lesson) for lesson in lessons)

    def next(self) -> str | None:
        """The notebook that the learner will most likely open: one begun, else the first new one.

        It is named by its path below the root; None where all is done.
        """
        to_do = [each for each in self.standings() if not each.header.completed]
        ahead = next((each for each in to_do if each.begun), to_do[0] if to_do else None)
        return None if ahead is None else self._below(ahead.lesson.path)

    def notebook(self, name: str) -> str | None:
        """The notebook of the lesson of this name, by its path below the root."""
        lesson = self._named(name)
        return None if lesson is None else self._below(lesson.path)

    def file(self, name: str, file: str) -> Path | None:
        """A file that the lesson of this name declares, if a page may show it.

        It has to be of a harmless kind and to lie, itself, in the lesson's folder. What only closed
        cells speak of is not served: the kernel puts it into their output once they are open.
        """
        lesson = self._named(name)
        if lesson is None or file not in lesson.files or _is_closed(lesson, file):
            return None
        folder = lesson.path.parent.resolve()
        path = folder / file
        hidden = any(part.startswith(".") for part in Path(file).parts)
        is_fit = path.suffix.lower() in SERVED and path.is_file() and not hidden
        return path if is_fit and path.resolve() == path and folder in path.parents else None

    def _named(self, name: str) -> Lesson | None:
        return next((each for each in self.lessons() if each.id == name), None)

    def _below(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _lesson(self, path: Path) -> Lesson | None:
        """The lesson that a file is, read once for each version of it; None for other files."""
        try:
            now = path.stat()
            version = (now.st_mtime_ns, now.st_size)
            known = self._read.get(path)
            if known is None or known[0] != version:
                notebook = open_notebook(path)
                is_ours = bool(notebook.diagnostics) or is_lesson(notebook)
                known = self._read[path] = version, lesson_of(notebook) if is_ours else None
        except (OSError, UsageError):
            return None
        return known[1]

    def _standing(self, lesson: Lesson) -> Standing:
        log = self._logs.get(lesson.path)
        if log is None:
            log = open_log(lesson.course.id, lesson.id, lesson.path.parent, self._clock)
            self._logs[lesson.path] = log
        else:
            log.refresh()
        progress = fold(lesson, log.read())
        inside = [id_ for id_ in progress.own if progress.is_open(id_)]
        done = progress.questions(id_ for id_ in inside if progress.is_done(id_))
        when = self._clock()
        header = header_view(progress, when, ahead(progress, when))
        return Standing(lesson, header, progress.begun, len(done), len(progress.questions(inside)))


def _is_closed(lesson: Lesson, file: str) -> bool:
    """Whether only cells in branches speak of a file."""
    speaking = [
        bool(cell.branches)
        for cell in lesson.cells
        if file in cell.source and not _is_head(cell.source)
    ]
    return bool(speaking) and all(speaking)


def _is_head(source: str) -> bool:
    magic = magic_of(source)
    return magic is not None and magic.name == "lesson"
