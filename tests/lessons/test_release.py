"""Every real lesson as students get it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from courseware.cli import main
from courseware.errors.diagnostics import Diagnostic
from courseware.keyring import unseal
from courseware.lesson.keys import with_keys
from courseware.lesson.model import Feedback, Lesson
from courseware.lesson.read import read_lesson
from courseware.release import release
from courseware.runner import ProcessRunner

COURSE = Path(__file__).parents[2] / "lessons"
BOTH = pytest.mark.parametrize("feedback", ["instant", "graded"])


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The course by another path, so that no keys are written into this one's folder."""
    folder = tmp_path / "lessons"
    for path in sorted(COURSE.rglob("*")):
        target = folder / path.relative_to(COURSE)
        if path.is_file() and not path.relative_to(COURSE).as_posix().startswith((".", "keys/")):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return folder


def lessons(folder: Path) -> list[Lesson]:
    return [read_lesson(path, unseal) for path in sorted(folder.glob("*/*.ipynb"))]


def whole(found: Sequence[Lesson]) -> list[Lesson]:
    """With the keys that are found by running something, as a release has them."""
    return [with_keys(each, ProcessRunner(each.path.parent).run_now) for each in found]


def errors(found: Sequence[Lesson]) -> list[Diagnostic]:
    return [each for lesson in found for each in lesson.diagnostics if each.severity == "error"]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from texts(each)


@BOTH
def test_a_copy_is_read_as_its_source(course: Path, tmp_path: Path, feedback: Feedback) -> None:
    done = release(course, tmp_path / "student", feedback)
    sources, copies = whole(lessons(course)), lessons(tmp_path / "student")
    assert sources
    assert errors(copies) == []
    assert [each.id for each in copies] == [each.id for each in sources] == list(done.lessons)
    for source, copy in zip(sources, copies, strict=True):
        assert (copy.version, copy.course, copy.feedback) == (
            source.version,
            source.course,
            feedback,
        )
        assert copy.checkpoints.keys() == source.checkpoints.keys()
        for id_, checkpoint in source.checkpoints.items():
            key = json.loads(json.dumps(checkpoint.key)) if feedback == "instant" else None
            assert copy.checkpoints[id_].key == key
            assert copy.checkpoints[id_].hash == checkpoint.hash
            assert copy.branch_of[id_] == source.branch_of[id_]
    assert main(["check", str(tmp_path / "student")]) == 0


@BOTH
def test_no_copy_tells_an_answer(course: Path, tmp_path: Path, feedback: Feedback) -> None:
    """Looked for in another way than the release's own scan does."""
    release(course, tmp_path / "student", feedback)
    everything = "\n".join(
        path.read_text("utf-8", "replace")
        for path in (tmp_path / "student").rglob("*")
        if path.is_file()
    )
    for lesson in lessons(course):
        said = "\n".join(
            [cell.source for cell in lesson.cells if cell.checkpoint is None]
            + [
                "\n".join((each.title, each.prompt, *each.hints, *texts(each.public)))
                for each in lesson.checkpoints.values()
            ]
        )
        for checkpoint in lesson.checkpoints.values():
            for text in texts(checkpoint.key):
                if len(text) >= 8 and text not in said:
                    assert json.dumps(text, ensure_ascii=False)[1:-1] not in everything
                    assert text not in everything


@BOTH
def test_a_release_can_be_repeated(course: Path, tmp_path: Path, feedback: Feedback) -> None:
    def files(name: str) -> dict[Path, bytes]:
        folder = tmp_path / name
        paths = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder): path.read_bytes() for path in paths}

    for name in ("one", "two", "two"):
        assert release(course, tmp_path / name, feedback).kept == ()
    assert files("one") == files("two")
