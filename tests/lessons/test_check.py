"""`courseware check`: what it prints, and its exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from courseware.cli import main

CORPUS = Path(__file__).parent.parent / "corpus"
LESSONS = Path(__file__).parents[2] / "lessons"


def test_every_real_lesson_is_without_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(LESSONS), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_fault_is_printed_with_its_place_and_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CORPUS / "bad")
    assert main(["check", "course-unreadable", "good.ipynb"]) == 2
    assert main(["check", "course-unreadable"]) == 1
    printed = capsys.readouterr()
    assert printed.err == "courseware: good.ipynb does not exist.\n"
    assert printed.out == (
        "course-unreadable/course.yml, line 2: error CW211 unreadable-yaml:"
        " A colon and a space stand where one value was expected.\n"
        "    Write `title: 'Data: with uncertainty'`.\n"
        "Checked 1 lesson: 1 error.\n"
    )


def test_warnings_alone_are_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(CORPUS / "bad" / "pictures")]) == 0
    assert capsys.readouterr().out.endswith("Checked 1 lesson: 4 warnings.\n")


def test_a_notebook_a_course_and_a_folder_can_be_checked_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = CORPUS / "good"
    paths = [good / "plain" / "plain.ipynb", good / "example" / "course.yml", good, good / "copy"]
    assert main(["check", *map(str, paths)]) == 0
    lessons = sum(path.is_dir() for path in good.iterdir()) - 1
    said = f"Checked {lessons} lessons and 1 plain notebook: no faults.\n"
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere", "{path} does not exist."),
        ("empty", "There is nothing to check in {path}: no notebook and no course.yml."),
        ("notes.txt", "{path} is neither a notebook (.ipynb) nor a course.yml nor a folder."),
    ],
)
def test_what_cannot_be_checked_is_said_and_the_status_is_2(
    name: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty" / ".ipynb_checkpoints").mkdir(parents=True)
    (tmp_path / "empty" / ".ipynb_checkpoints" / "old.ipynb").write_text("{}")
    (tmp_path / "notes.txt").write_text("notes")
    assert main(["check", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err == f"courseware: {reason.format(path=tmp_path / name)}\n"


def test_one_file_that_cannot_be_read_does_not_hide_the_faults_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(CORPUS / "bad" / "no-lesson-head", tmp_path / "course")
    (tmp_path / "course" / "gone.ipynb").symlink_to(tmp_path / "nowhere")
    expected = json.loads((CORPUS / "bad" / "no-lesson-head" / "diagnostics.json").read_text())
    assert main(["check", str(tmp_path / "course"), "--json"]) == 1
    gone, *others = json.loads(capsys.readouterr().out)
    assert (gone["code"], gone["message"]) == ("CW115", f"{gone['file']} does not exist.")
    assert [each["code"] for each in others] == [each["code"] for each in expected]


def test_a_lesson_is_checked_with_the_course_above_it_wherever_one_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(CORPUS / "bad" / "course-unreadable", tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course" / "lesson")
    assert main(["check", "lesson.ipynb", "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["file"] == str(tmp_path / "course" / "course.yml")


def test_the_command_needs_no_file_but_the_lesson_s_and_runs_nothing_in_it(tmp_path: Path) -> None:
    sources = ["%load_ext courseware", "%%lesson\ntitle: X", "open('ran', 'w')"]
    cells = [{"cell_type": "code", "metadata": {}, "source": each} for each in sources]
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (tmp_path / "lesson.ipynb").write_text(json.dumps(content))
    ran = subprocess.run(
        [sys.executable, "-m", "courseware", "check", "lesson.ipynb", "--json"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    )
    assert (ran.stdout, ran.stderr) == ("[]\n", "")
    assert [path.name for path in tmp_path.iterdir()] == ["lesson.ipynb"]
