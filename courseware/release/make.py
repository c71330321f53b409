"""Releasing a course: from the author's folder to the student's, without the keys."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import TypedDict

from attrs import frozen

from courseware.errors import ReleaseRefused, UsageError
from courseware.errors.diagnostics import Diagnostic
from courseware.lesson.course import NAME as COURSE
from courseware.lesson.course import course_json
from courseware.lesson.model import Feedback, Lesson
from courseware.log.disk import reason
from courseware.log.place import file_name
from courseware.release.gradable import shut_branches, withheld
from courseware.release.install import install
from courseware.release.scan import scan
from courseware.release.sources import Sources, find_sources, with_whole_keys
from courseware.release.student import keys_of, student_copy

FORMAT = 1


class ReleasedJSON(TypedDict):
    """What `courseware release --json` prints; paths are seen from `dest`, or from the source."""

    dest: str
    feedback: Feedback
    lessons: list[str]
    files: list[str]
    left_out: list[str]
    kept: list[str]
    keys: list[str]


@frozen
class Released:
    """What a release did.

    `files` were written under `dest`, `left_out` lie in the source and were not declared, `kept`
    are the student's own versions that stayed beside the new ones, `keys` the instructor's files
    of a graded release.
    """

    dest: Path
    feedback: Feedback
    lessons: tuple[str, ...]
    files: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    def json(self) -> ReleasedJSON:
        """What a release did, as a JSON object."""
        return {
            "dest": str(self.dest),
            "feedback": self.feedback,
            "lessons": list(self.lessons),
            "files": list(self.files),
            "left_out": list(self.left_out),
            "kept": list(self.kept),
            "keys": list(self.keys),
        }


def release(
    src: Path, dest: Path, feedback: Feedback = "instant", today: date | None = None
) -> Released:
    """Make the student copy of a course folder, a lesson folder or a notebook in `dest`.

    Everything is written beside `dest` first and searched for keys; only then it is moved there.
    `today` names the files that a student changed since the last release (default: this day).

    Raises:
        UsageError: there is no lesson in `src`, or `dest` cannot be written.
        LessonFaults: a lesson has errors; all of them are in it.
        ReleaseRefused: the copy would hold a key, or cannot work without keys.
    """
    _check_places(src, dest)
    sources = find_sources(src)
    if feedback == "graded":
        _check_gates(sources)
    sources = with_whole_keys(sources)
    try:
        dest.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{dest.name}-", dir=dest.parent))
        try:
            return _release(sources, draft, dest, feedback, today or date.today())  # noqa: DTZ011 - the author's day
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        place = Path(error.filename or dest)
        raise UsageError(f"nothing is released: {reason(error, place)}") from error


def _release(
    sources: Sources, draft: Path, dest: Path, feedback: Feedback, today: date
) -> Released:
    files = _write(sources, draft, feedback)
    scan(draft, sources.lessons)
    keys = _write_keys(sources, dest) if feedback == "graded" else ()
    kept = install(draft, dest, today)
    return Released(
        dest,
        feedback,
        tuple(lesson.id for lesson in sources.lessons),
        tuple(sorted(path.as_posix() for path in files)),
        tuple(sources.left_out(files, dest)),
        kept,
        keys,
        sources.warnings,
    )


def _write(sources: Sources, draft: Path, feedback: Feedback) -> set[Path]:
    """Write the student's files into the draft; their paths in it.

    What a lesson declares comes first: a notebook among it that is a lesson, or the course's file,
    gives way to what is made of it.
    """
    declared = {
        sources.path(lesson).parent / name for lesson in sources.lessons for name in lesson.files
    }
    for path in declared:
        (draft / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sources.root / path, draft / path)
    made = {sources.path(lesson): student_copy(lesson, feedback) for lesson in sources.lessons}
    if sources.course_file:
        lines = course_json(sources.lessons[0].course).items()
        made[Path(COURSE)] = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines
        )
    for path, text in made.items():
        (draft / path).parent.mkdir(parents=True, exist_ok=True)
        (draft / path).write_text(text, "utf-8", newline="\n")
    return declared | made.keys()


def _write_keys(sources: Sources, dest: Path) -> tuple[str, ...]:
    """Write what the student copies lack, for grading, on the instructor's side."""
    folder = sources.keys
    if folder.resolve().is_relative_to(dest.resolve()):
        raise ReleaseRefused(f"the keys would lie in the student's folder, in {folder}")
    folder.mkdir(exist_ok=True)
    written = []
    for lesson in sources.lessons:
        path = folder / f"{file_name(lesson.id)}.json"
        path.write_text(_keys_text(lesson), "utf-8", newline="\n")
        written.append(str(path))
    return tuple(written)


def _keys_text(lesson: Lesson) -> str:
    content = {
        "format": FORMAT,
        "course": lesson.course.id,
        "lesson": lesson.id,
        "version": lesson.version,
        "keys": keys_of(lesson),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _check_places(src: Path, dest: Path) -> None:
    source, target = (src if src.is_dir() else src.parent).resolve(), dest.resolve()
    if source.is_relative_to(target):
        raise UsageError(f"{dest} holds the source {src}: name another folder for the copy")
    if dest.exists() and not dest.is_dir():
        raise UsageError(f"{dest} is a file: name a folder for the copy")


def _check_gates(sources: Sources) -> None:
    shut = [(lesson, branch) for lesson in sources.lessons for branch in shut_branches(lesson)]
    if shut:
        named = "\n".join(
            f"  {lesson.path}, branch {branch.name}: {branch.open.text if branch.open else ''}"
            f" ({', '.join(withheld(branch))})"
            for lesson, branch in shut
        )
        raise ReleaseRefused(
            "In a graded copy nobody is told what is right, so these branches would never open:\n"
            f"{named}\n"
            "Let done, attempts, chose, interest or opened open them too, or add `offer:` with one"
            " of these."
        )
