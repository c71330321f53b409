"""A type of another package works by its entry points alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notebooks import code, write_notebook
from tests.plugin.installed import CHECKPOINT, LESSON, install

ANSWERS = """\
steps:
  - height: tall
    expect: {status: malformed, feedback: Choose a number on the scale.}
  - height: 20
    expect: {status: wrong, score: 0, feedback: Look at the scale again.}
  - height: 165
    expect: {status: right, score: 1, feedback: Most grown-ups are that tall.}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it."""
    return install(tmp_path_factory.mktemp("site"))


def courseware(place: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command where the package is installed."""
    environment = {**os.environ, "PYTHONPATH": str(place)}
    command = [sys.executable, "-m", "courseware", *map(str, arguments)]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)


def lesson(folder: Path, checkpoint: str = CHECKPOINT) -> Path:
    """A lesson with one checkpoint of the package's type."""
    cells = (code("%load_ext courseware"), code(LESSON), code(checkpoint))
    return write_notebook(folder / "estimates.ipynb", *cells)


def test_it_is_checked_released_and_played(place: Path, tmp_path: Path) -> None:
    source, student = lesson(tmp_path / "source"), tmp_path / "student"
    answers = tmp_path / "answers.yml"
    answers.write_text(ANSWERS)
    checked = courseware(place, "check", source, "--execute")
    assert (checked.returncode, checked.stdout) == (0, "Checked 1 lesson: no faults.\n")
    assert courseware(place, "release", source.parent, student).returncode == 0
    assert "170" not in (student / "estimates.ipynb").read_text("utf-8")
    for each in (source, student):
        played = courseware(place, "play", each, answers, "--json")
        assert (played.returncode, played.stderr) == (0, "")
        assert [each["status"] for each in json.loads(played.stdout)] == [
            "malformed",
            "wrong",
            "right",
        ]


def test_its_own_faults_and_a_forgotten_prompt_are_read_as_those_of_ours(
    place: Path, tmp_path: Path
) -> None:
    head = CHECKPOINT.partition("---")[0]
    source = lesson(tmp_path, head.replace("answer: 170", "answer: 400").replace("near", "naer"))
    found = json.loads(courseware(place, "check", source, "--json").stdout)
    assert [(each["code"], each["line"]) for each in found] == [("EST01", 6), ("CW201", 7)]


def test_a_graded_copy_of_it_records_answers(place: Path, tmp_path: Path) -> None:
    student, answers = tmp_path / "student", tmp_path / "answers.yml"
    answers.write_text("steps:\n  - height: 20\n    expect: {status: recorded, score: null}\n")
    source = lesson(tmp_path / "source")
    courseware(place, "release", source.parent, student, "--feedback", "graded")
    played = courseware(place, "play", student, answers, "--json")
    assert (played.returncode, played.stderr) == (0, "")
    assert json.loads(played.stdout)[0]["feedback"] == "Your answer is recorded."


def test_without_the_package_its_lessons_say_what_is_missing(tmp_path: Path) -> None:
    found = json.loads(courseware(tmp_path, "check", lesson(tmp_path), "--json").stdout)
    assert [(each["code"], each["message"]) for each in found] == [
        ("CW501", "There is no checkpoint type `estimate`.")
    ]
