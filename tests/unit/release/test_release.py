from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest

from courseware.cli import main
from courseware.errors import LessonFaults, ReleaseRefused, UsageError
from courseware.keyring import unseal
from courseware.lesson.model import Feedback
from courseware.lesson.read import read_lesson
from courseware.messages import say
from courseware.release import Released, release
from tests.unit.release.conftest import LESSON, cell, cells, write_lesson

DAY = date(2026, 11, 22)
BOTH = pytest.mark.parametrize("feedback", ["instant", "graded"])
FILES = ("01-centre/01-centre.ipynb", "01-centre/rain.csv", "course.yml")


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    return tmp_path / "student"


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def notebook(dest: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((dest / "01-centre" / "01-centre.ipynb").read_text())
    return found


def test_a_release_says_what_it_did(course: Path, dest: Path) -> None:
    assert release(course, dest) == Released(
        dest,
        "instant",
        lessons=("01-centre",),
        files=FILES,
        left_out=("01-centre/draft.txt",),
    )
    assert {*files(dest)} == {*FILES, ".courseware/release.json"}
    assert [path.name for path in dest.parent.iterdir()] == ["lessons", "student"]


@BOTH
def test_a_student_copy_is_the_lesson_without_its_keys(
    course: Path, dest: Path, feedback: Feedback
) -> None:
    release(course, dest, feedback)
    source = read_lesson(course / "01-centre" / "01-centre.ipynb")
    copy = read_lesson(dest / "01-centre" / "01-centre.ipynb", unseal)
    assert copy.diagnostics == ()
    assert copy.feedback == feedback
    for name in ("id", "title", "course", "version", "minutes", "skills", "branches", "files"):
        assert getattr(copy, name) == getattr(source, name)
    for id_, checkpoint in source.checkpoints.items():
        key = None if feedback == "graded" else _plain(checkpoint.key)
        assert _plain(copy.checkpoints[id_].key) == key
        assert copy.checkpoints[id_].hash == checkpoint.hash
    assert [copy.branch_of[id_] for id_ in ("warm-up", "length", "centre")] == [
        (),
        ("core",),
        ("extra",),
    ]


def _plain(value: object) -> object:
    return json.loads(json.dumps(value))


def test_a_student_copy_holds_each_cell_as_it_should_be(course: Path, dest: Path) -> None:
    release(course, dest)
    found = notebook(dest)
    nbformat.validate(found)
    assert found["metadata"].keys() == {"kernelspec", "courseware"}
    ours = {"deletable": False, "editable": False, "jupyter": {"source_hidden": True}}
    assert [
        (each["cell_type"], each["metadata"], "".join(each["source"]).split("\n")[0])
        for each in found["cells"]
    ] == [
        (
            "markdown",
            {"deletable": False, "editable": False, "tags": ["courseware:run-all"]},
            say("run-all"),
        ),
        ("code", ours, "%load_ext courseware"),
        ("code", ours, "%%lesson"),
        ("markdown", {}, "# The centre"),
        ("code", ours, "%%checkpoint warm-up"),
        ("code", {"tags": ["branch:core", "raises-exception"]}, "values = [29, 29.8]"),
        ("code", {"tags": ["branch:core"], **ours}, "%%checkpoint length"),
        ("markdown", {"tags": ["branch:extra"]}, "## One more"),
        ("code", {"tags": ["branch:extra"], **ours}, "%%checkpoint centre"),
        ("markdown", {}, "The end."),
    ]
    code = [each for each in found["cells"] if each["cell_type"] == "code"]
    assert all((each["outputs"], each["execution_count"]) == ([], None) for each in code)
    attachments = [each.get("attachments") for each in found["cells"]]
    assert {"line.png": {"image/png": "iVBORw0KGgo="}} in attachments
    ids = [each["id"] for each in found["cells"]]
    assert len(set(ids)) == len(ids)
    assert {"load", "lesson", "text", "warm-up", "centre"} <= {*ids}


@BOTH
def test_no_text_of_a_key_is_in_a_copy(course: Path, dest: Path, feedback: Feedback) -> None:
    release(course, dest, feedback)
    text = b"\n".join(files(dest).values()).decode()
    assert "Which of them uses every number?" in text
    assert "Divide by how many they are." in text
    for secret in (
        "It is the value in the middle",
        "Try it with three numbers",
        "Every value counts",
        "nobody else should read",
        "Add them up",
        "sum(values)",
        "a single value",
        "mean([41])",
        "For those who write",
        "Eve",
        "42",
    ):
        assert secret not in text
    for name in ("answer", "wrong", "other", "explain", "solution", "notes"):
        assert f'"{name}: ' not in text
    assert ("keyring" in text) == (feedback == "instant")


def test_a_graded_release_leaves_the_keys_with_the_instructor(course: Path, dest: Path) -> None:
    done = release(course, dest, "graded")
    assert done.keys == (str(course / "keys" / "01-centre.json"),)
    source = read_lesson(course / "01-centre" / "01-centre.ipynb")
    assert json.loads((course / "keys" / "01-centre.json").read_text()) == {
        "format": 1,
        "course": "data",
        "lesson": "01-centre",
        "version": source.version,
        "keys": {id_: _plain(each.key) for id_, each in source.checkpoints.items()},
    }
    assert release(course, dest.with_name("again")).left_out == ("01-centre/draft.txt",)


@BOTH
def test_the_same_source_gives_the_same_bytes(course: Path, dest: Path, feedback: Feedback) -> None:
    release(course, dest, feedback)
    release(course, dest.with_name("again"), feedback)
    assert files(dest) == files(dest.with_name("again"))


@pytest.mark.parametrize("place", ["01-centre", "01-centre/01-centre.ipynb"])
def test_a_single_lesson_is_released_by_its_folder_or_notebook(
    course: Path, dest: Path, place: str
) -> None:
    done = release(course / place, dest, "graded")
    assert (done.files, done.lessons) == (("01-centre.ipynb", "rain.csv"), ("01-centre",))
    assert done.keys == (str(course / "keys" / "01-centre.json"),)
    assert read_lesson(dest / "01-centre.ipynb").course.id == "data"


def test_a_lesson_of_its_own_needs_no_course(tmp_path: Path, dest: Path) -> None:
    head = "%%lesson\nskills: [mean]\n"
    found = [cell("%load_ext courseware"), cell(head), cells()[3]]
    write_lesson(tmp_path / "alone" / "alone.ipynb", found)
    done = release(tmp_path / "alone", tmp_path / "alone" / "copy", "graded")
    assert done.keys == (str(tmp_path / "alone" / "keys" / "alone.json"),)
    copy = read_lesson(tmp_path / "alone" / "copy" / "alone.ipynb")
    assert (copy.course.id, copy.diagnostics) == ("alone", ())
    assert release(tmp_path / "alone", dest).left_out == ("copy/",)


class TestWork:
    """What a student did in an earlier copy stays."""

    def test_an_unchanged_copy_is_replaced(self, course: Path, dest: Path) -> None:
        release(course, dest)
        (dest / ".courseware" / "record").write_text("kept")
        (dest / "mine.txt").write_text("kept")
        (course / "01-centre" / "rain.csv").write_text("month,rain\n1,30\n")
        assert release(course, dest).kept == ()
        release(course, dest.with_name("fresh"))
        fresh = files(dest.with_name("fresh"))
        assert files(dest) == {**fresh, ".courseware/record": b"kept", "mine.txt": b"kept"}

    def test_a_changed_copy_stays_beside_the_new_one(self, course: Path, dest: Path) -> None:
        release(course, dest)
        fresh = files(dest)
        notebook, data = dest / FILES[0], dest / FILES[1]
        for turn in ("", " 2", " 3"):
            notebook.write_text(f"my work{turn}")
            data.write_text(f"my numbers{turn}")
            done = release(course, dest, today=DAY)
            kept = {
                f"01-centre/01-centre (yours, 2026-11-22){turn}.ipynb": f"my work{turn}".encode(),
                f"01-centre/rain (yours, 2026-11-22){turn}.csv": f"my numbers{turn}".encode(),
            }
            assert done.kept == tuple(kept)
            assert {**kept, **fresh}.items() <= files(dest).items()

    def test_a_folder_that_was_never_released_to_is_not_overwritten(
        self, course: Path, dest: Path
    ) -> None:
        dest.mkdir()
        (dest / "course.yml").write_text("mine")
        (dest / ".courseware").mkdir()
        (dest / ".courseware" / "release.json").write_text('{"files": 3}')
        done = release(course, dest, today=DAY)
        assert done.kept == ("course (yours, 2026-11-22).yml",)
        assert (dest / done.kept[0]).read_text() == "mine"

    def test_a_refused_release_changes_nothing(self, course: Path, dest: Path) -> None:
        release(course, dest)
        before = files(dest)
        (course / "01-centre" / "rain.csv").write_text("Every value counts with its size.")
        with pytest.raises(ReleaseRefused):
            release(course, dest)
        assert files(dest) == before
        assert [path.name for path in dest.parent.iterdir()] == ["lessons", "student"]


class TestRefused:
    """What is wrong is said, and nothing is left at the students' place."""

    def test_a_lesson_with_faults(
        self, course: Path, dest: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = [cell(LESSON.replace("rain.csv", "sun.csv")), *cells()[2:]]
        write_lesson(course / "01-centre" / "01-centre.ipynb", bad)
        with pytest.raises(LessonFaults) as caught:
            release(course, dest)
        assert {each.name for each in caught.value.diagnostics} == {"no-load-ext", "no-such-file"}
        assert main(["release", str(course), str(dest)]) == 1
        told = capsys.readouterr().err
        assert told == f"{caught.value}\nNothing was released: put these right first.\n"
        assert not dest.exists()

    def test_a_file_behind_a_link(self, course: Path, dest: Path, tmp_path: Path) -> None:
        (tmp_path / "private.csv").write_text("1")
        (course / "01-centre" / "rain.csv").unlink()
        (course / "01-centre" / "rain.csv").symlink_to(tmp_path / "private.csv")
        with pytest.raises(LessonFaults, match="file-outside"):
            release(course, dest)

    def test_a_graded_lesson_whose_branch_could_never_open(
        self, course: Path, dest: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        head = LESSON.replace('    offer: done("length")\n', "")
        write_lesson(
            course / "01-centre" / "01-centre.ipynb", [cells()[0], cell(head), *cells()[2:]]
        )
        assert main(["release", str(course), str(dest), "--feedback", "graded"]) == 1
        told = capsys.readouterr().err
        assert '01-centre.ipynb, branch extra: mastered("mean") (mastered)' in told
        assert not dest.exists()
        assert main(["release", str(course), str(dest)]) == 0

    def test_two_lessons_of_one_id(self, course: Path, dest: Path) -> None:
        head = cell(LESSON.replace("title:", "id: 01-centre\ntitle:"))
        write_lesson(course / "02" / "other.ipynb", [cells()[0], head, *cells()[2:]])
        (course / "02" / "rain.csv").write_text("1")
        with pytest.raises(ReleaseRefused, match="have the same id, 01-centre: rename one"):
            release(course, dest)

    def test_a_copy_of_a_copy(self, course: Path, dest: Path) -> None:
        release(course, dest)
        with pytest.raises(ReleaseRefused, match="is a student copy already: release its source"):
            release(dest, dest.with_name("again"))

    def test_places_that_cannot_be_meant(self, course: Path, dest: Path) -> None:
        for target in (course, course.parent, course / "01-centre" / "01-centre.ipynb"):
            with pytest.raises(UsageError, match=r"name another folder|is a file"):
                release(course, target)
        with pytest.raises(UsageError, match="does not exist"):
            release(dest, dest)
        dest.mkdir()
        with pytest.raises(UsageError, match="holds no lesson"):
            release(dest, dest.with_name("again"))

    def test_a_place_that_cannot_be_written(self, course: Path, dest: Path) -> None:
        dest.write_text("a file")
        with pytest.raises(UsageError, match=r"nothing is released: .* cannot be written to"):
            release(course, dest / "below" / "it")


def test_the_command_says_what_was_done(
    course: Path, dest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", str(course), str(dest), "--feedback", "graded"]) == 0
    (dest / "01-centre" / "rain.csv").write_text("mine")
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out == (
        f"Released to {dest}, feedback graded: 01-centre\n"
        "  01-centre/01-centre.ipynb\n"
        "  01-centre/rain.csv\n"
        "  course.yml\n"
        "Left out, because no lesson declares them under `files:`:\n"
        "  01-centre/draft.txt\n"
        "The keys, which stay with you:\n"
        f"  {course / 'keys' / '01-centre.json'}\n"
    )
    assert main(["release", str(course), str(dest), "--json"]) == 0
    told = capsys.readouterr()
    kept = f"01-centre/rain (yours, {date.today().isoformat()}).csv"  # noqa: DTZ011 - as released
    assert json.loads(told.out) == {
        "dest": str(dest),
        "feedback": "instant",
        "lessons": ["01-centre"],
        "files": [*FILES],
        "left_out": ["01-centre/draft.txt"],
        "kept": [kept],
        "keys": [],
    }
