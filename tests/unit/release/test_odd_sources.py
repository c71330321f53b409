"""Sources that no editor of today writes, or that nobody thought of: released all the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from courseware.errors import ReleaseRefused
from courseware.release import release
from tests.unit.release.conftest import cell, write_lesson

LOAD = cell("%load_ext courseware")


def number(id_: str, more: str = "") -> dict[str, Any]:
    return cell(f"%%checkpoint {id_}\ntype: numeric\nanswer: 512\n{more}---\nHow many?")


def lesson(path: Path, *cells: dict[str, Any], files: str = "[]") -> Path:
    write_lesson(path, [LOAD, cell(f"%%lesson\ntitle: T\nfiles: {files}"), *cells])
    return path


def change(path: Path, **changes: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


@pytest.mark.parametrize(
    "metadata", [None, [], {"kernelspec": {}}, {"kernelspec": 7, "language_info": {"name": 7}}]
)
def test_metadata_that_is_none_is_left_out(tmp_path: Path, metadata: object) -> None:
    source = lesson(tmp_path / "a" / "a.ipynb", number("q"))
    change(source, metadata=metadata)
    release(source, tmp_path / "student")
    assert set(read(tmp_path / "student" / "a.ipynb")["metadata"]) == {"courseware"}


def test_tags_that_a_notebook_cannot_have_are_left_out(tmp_path: Path) -> None:
    tagged = cell("x = 1", metadata={"tags": ["a,b", "", "hide"]})
    release(lesson(tmp_path / "a" / "a.ipynb", tagged), tmp_path / "student")
    cells = read(tmp_path / "student" / "a.ipynb")["cells"]
    assert cells[-1]["metadata"] == {"tags": ["hide"]}


def test_a_picture_held_as_a_list_of_lines_is_released(tmp_path: Path) -> None:
    picture = cell("![A dot](attachment:a.png)", "markdown")
    picture["attachments"] = {"a.png": {"image/png": ["iVBOR\n", "w0KGgo=\n"]}}
    release(lesson(tmp_path / "a" / "a.ipynb", picture), tmp_path / "student")
    cells = read(tmp_path / "student" / "a.ipynb")["cells"]
    assert cells[-1]["attachments"] == {"a.png": {"image/png": "iVBOR\nw0KGgo=\n"}}


def test_a_lesson_that_declares_itself_and_its_course_is_released_as_a_copy(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "course.yml").write_text("id: c\n# what nobody else should read\n")
    source = lesson(tmp_path / "a" / "a.ipynb", number("q"), files="[a.ipynb, course.yml]")
    done = release(source, tmp_path / "student")
    assert done.files == ("a.ipynb", "course.yml")
    assert read(tmp_path / "student" / "a.ipynb")["metadata"]["courseware"]["lesson"] == "a"
    assert "#" not in (tmp_path / "student" / "course.yml").read_text()


def test_a_plain_notebook_can_go_with_a_lesson(tmp_path: Path) -> None:
    write_lesson(tmp_path / "a" / "plain.ipynb", [cell("# Notes", "markdown"), cell("1 + 1")])
    source = lesson(tmp_path / "a" / "a.ipynb", number("q"), files="[plain.ipynb]")
    release(source, tmp_path / "student")
    assert read(tmp_path / "student" / "plain.ipynb") == read(tmp_path / "a" / "plain.ipynb")


def test_a_declared_notebook_with_checkpoints_stops_a_release(tmp_path: Path) -> None:
    lesson(tmp_path / "b" / "data" / "old" / "b.ipynb", number("q"))
    source = lesson(tmp_path / "b" / "a.ipynb", number("q"), files="[data/old/b.ipynb]")
    with pytest.raises(ReleaseRefused, match=r"b\.ipynb would hold .* q as it was written"):
        release(source, tmp_path / "student")


def test_checkpoints_of_two_lessons_may_have_one_id(tmp_path: Path) -> None:
    text = cell("%%checkpoint q\ntype: text\nanswer: mean\n---\nWhich?")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "course.yml").write_text("id: c\n")
    lesson(tmp_path / "c" / "a" / "a.ipynb", number("q", "unit: m\n"))
    lesson(tmp_path / "c" / "b" / "b.ipynb", text)
    assert release(tmp_path / "c", tmp_path / "student").lessons == ("a", "b")


def test_notes_in_the_head_of_a_lesson_stay_with_its_author(tmp_path: Path) -> None:
    head = cell("%%lesson\ntitle: T\nnotes: Ask them first.")
    write_lesson(tmp_path / "a" / "a.ipynb", [LOAD, head, number("q")])
    assert release(tmp_path / "a", tmp_path / "student").warnings == ()
    assert "Ask them" not in (tmp_path / "student" / "a.ipynb").read_text()
