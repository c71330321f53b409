"""What is released: the lessons of a folder, and the files that go with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from attrs import evolve, frozen

from courseware.errors import LessonFaults, ReleaseRefused, UsageError
from courseware.errors.diagnostics import Diagnostic
from courseware.lesson.course import NAME as COURSE
from courseware.lesson.course import find_course
from courseware.lesson.keys import with_keys
from courseware.lesson.model import Lesson
from courseware.lesson.notebook import open_notebook
from courseware.lesson.read import is_lesson, lesson_of
from courseware.runner import ProcessRunner

KEYS = "keys"


@frozen
class Sources:
    """The lessons under a folder, its root; `warnings` holds what validation only advises."""

    root: Path
    lessons: tuple[Lesson, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def course_file(self) -> Path | None:
        """The root's own `course.yml`."""
        path = self.root / COURSE
        return path if path.is_file() else None

    @property
    def keys(self) -> Path:
        """Where the keys of graded lessons lie: in the folder of the course."""
        course = find_course(self.lessons[0].path)
        return (course.parent if course else self.root) / KEYS

    def path(self, lesson: Lesson) -> Path:
        """Where a lesson's notebook lies, seen from the root."""
        return lesson.path.relative_to(self.root)

    def left_out(self, released: Collection[Path], dest: Path) -> Iterator[str]:
        """The files near the lessons that are not released, seen from the root."""
        folders = {self.root, *(lesson.path.parent for lesson in self.lessons)}
        for path in sorted(path for folder in folders for path in folder.iterdir()):
            name = path.relative_to(self.root)
            hidden = path.name.startswith(".") or path in {dest, self.keys, *folders}
            if not hidden and name not in released:
                yield f"{name}/" if path.is_dir() else str(name)


def find_sources(src: Path) -> Sources:
    """Read and validate the lessons of a course folder, a lesson folder, or one notebook.

    Raises:
        UsageError: there is no lesson.
        LessonFaults: a lesson has errors; all of them are in it.
        ReleaseRefused: it is a student copy already, or two lessons have one id.
    """
    if not src.exists():
        raise UsageError(f"{src} does not exist: name a course folder, a lesson's, or a notebook")
    root = src if src.is_dir() else src.parent
    notebooks = _notebooks(src) if src.is_dir() else [src]
    found = [open_notebook(path) for path in notebooks]
    everything = [lesson_of(each) for each in found if each.diagnostics or is_lesson(each)]
    if not everything:
        raise UsageError(f"{src} holds no lesson: one has a cell that begins with %%lesson")
    lessons = tuple(lesson for lesson in everything if lesson.feedback is None)
    if not lessons:
        raise ReleaseRefused(f"{everything[0].path} is a student copy already: release its source")
    faults = [each for lesson in lessons for each in lesson.diagnostics]
    if any(each.severity == "error" for each in faults):
        raise LessonFaults(faults)
    _check_ids(lessons)
    return Sources(root, lessons, tuple(faults))


def with_whole_keys(sources: Sources) -> Sources:
    """The sources with the keys that are found by running something, each in its lesson's folder.

    Raises:
        LessonFaults: a key cannot be found; all that are wrong are in it.
    """
    lessons = tuple(
        with_keys(lesson, ProcessRunner(lesson.path.parent).run_now) for lesson in sources.lessons
    )
    faults = [each for lesson in lessons for each in lesson.diagnostics]
    if any(each.severity == "error" for each in faults):
        raise LessonFaults(faults)
    return evolve(sources, lessons=lessons)


def _notebooks(folder: Path) -> list[Path]:
    found = (*folder.glob("*.ipynb"), *folder.glob("*/*.ipynb"))
    hidden = (path for path in found if path.parent.name.startswith("."))
    return sorted({*found} - {*hidden})


def _check_ids(lessons: Sequence[Lesson]) -> None:
    paths: dict[str, Path] = {}
    for lesson in lessons:
        other = paths.setdefault(lesson.id, lesson.path)
        if other != lesson.path:
            raise ReleaseRefused(
                f"{other} and {lesson.path} have the same id, {lesson.id}: rename one of them"
            )
