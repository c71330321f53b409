"""Which lessons a course holds, which of their files are shown, and which comes next."""

import asyncio
import json
import os
from pathlib import Path

import pytest

from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.log import open_log
from courseware.runner import ProcessRunner
from courseware.session import Session
from courseware.voila.shelf import Shelf
from tests.browser.small_course import PNG, write_copy


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student copy, and a record of its own."""
    monkeypatch.setenv("COURSEWARE_HOME", str(tmp_path / "home"))
    return write_copy(tmp_path)


def work(notebook: Path, checkpoint: str | None = None, answer: str = "") -> None:
    """Begin a lesson, and answer one of its checkpoints."""
    lesson = read_lesson(notebook, unseal)
    log = open_log(lesson.course.id, lesson.id, notebook.parent)
    session = Session(lesson, log, ProcessRunner())
    session.begin()
    if checkpoint is not None:
        asyncio.run(session.answer(checkpoint, answer))
    session.close()


def test_lessons_come_in_the_order_of_their_files(copy: Path) -> None:
    assert [each.id for each in Shelf(copy).lessons()] == ["01-first", "02-second"]


def test_a_lesson_s_own_folder_is_a_course_of_one(copy: Path) -> None:
    assert [each.id for each in Shelf(copy / "02-second").lessons()] == ["02-second"]


def test_what_is_no_lesson_is_not_on_the_shelf(copy: Path) -> None:
    """Nor is an earlier version that a learner has kept, or what lies in a hidden folder."""
    first = copy / "01-first"
    text = (first / "01-first.ipynb").read_text()
    (first / "01-first (yours, 2026-11-22).ipynb").write_text(text)
    (first / ".ipynb_checkpoints").mkdir()
    (first / ".ipynb_checkpoints" / "01-first-checkpoint.ipynb").write_text(text)
    plain = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
    (copy / "plain.ipynb").write_text(json.dumps(plain))
    paths = [each.path for each in Shelf(copy).lessons()]
    assert paths == [first / "01-first.ipynb", copy / "02-second" / "02-second.ipynb"]


def test_a_changed_file_is_read_again(copy: Path) -> None:
    shelf = Shelf(copy)
    assert shelf.standings()[1].lesson.title == "The second lesson"
    notebook = copy / "02-second" / "02-second.ipynb"
    notebook.write_text(notebook.read_text().replace("The second lesson", "Another title"))
    os.utime(notebook, ns=(1, 1))
    assert shelf.standings()[1].lesson.title == "Another title"


def test_the_next_lesson_is_one_begun_else_the_first_new_one(copy: Path) -> None:
    shelf = Shelf(copy)
    first, second = copy / "01-first" / "01-first.ipynb", copy / "02-second" / "02-second.ipynb"
    assert shelf.next() == "01-first/01-first.ipynb"
    work(second)
    assert shelf.next() == "02-second/02-second.ipynb"
    work(second, "sum", "4")
    assert shelf.next() == "01-first/01-first.ipynb"
    work(first, "warm-up", "median")
    assert [(each.begun, each.done, each.open) for each in shelf.standings()] == [
        (True, 0, 1),
        (True, 1, 1),
    ]
    work(first, "warm-up", "mean")
    assert shelf.next() is None


def test_to_look_at_the_list_writes_nothing(copy: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    Shelf(copy).standings()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("lesson", "file", "is_shown"),
    [
        ("01-first", "map.png", True),
        ("01-first", "rain.csv", True),
        ("01-first", "secret.png", False),
        ("01-first", "page.html", False),
        ("01-first", "code.py", False),
        ("01-first", "undeclared.png", False),
        ("01-first", "01-first.ipynb", False),
        ("01-first", "./map.png", False),
        ("01-first", "../01-first/map.png", False),
        ("02-second", "map.png", False),
        ("none", "map.png", False),
    ],
)
def test_only_declared_harmless_files_that_open_cells_speak_of_are_shown(
    copy: Path, lesson: str, file: str, is_shown: bool
) -> None:
    (copy / "01-first" / "undeclared.png").write_bytes(PNG)
    found = Shelf(copy).file(lesson, file)
    assert found == (copy / lesson / file if is_shown else None)


def test_a_link_is_never_shown(copy: Path) -> None:
    picture = copy / "01-first" / "map.png"
    picture.rename(copy / "01-first" / "other.png")
    picture.symlink_to("other.png")
    assert Shelf(copy).file("01-first", "map.png") is None
