"""What runs when a lesson is checked with `--execute`, released and played."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from courseware.cli import main
from courseware.errors import LessonFaults
from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.release import release
from tests.notebooks import code, write_notebook

CORPUS = Path(__file__).parent.parent / "corpus"
LESSONS = Path(__file__).parents[2] / "lessons"
ANSWERS = """\
steps:
  - loop: |
      1
      2
      3
    expect: {status: wrong, feedback: Counting begins at 0.}
  - loop: |
      0
      1
      2
    expect: {status: right, score: 1}
  - error: 0
    expect: {status: wrong}
  - error: "ZeroDivisionError: division by zero"
    expect: {status: right}
  - lines: 2
  - look-back: {text: It tells where the middle is.}
    expect: {status: recorded, score: null, feedback: The mean is 29.}
  - look-back: {text: It tells where the middle is., rating: 1}
    expect: {status: recorded, score: null}
  - essay: Runs.
    expect: {status: recorded, feedback: Somebody will read it.}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A lesson that asks what code prints, and for texts."""
    folder = tmp_path / "source"
    shutil.copytree(CORPUS / "good" / "predict-reflect", folder)
    return folder


def test_the_real_lessons_and_the_good_ones_stand_their_own_samples() -> None:
    assert main(["check", str(LESSONS), str(CORPUS / "good"), "--execute"]) == 0


def test_without_being_asked_nothing_is_run(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    head = f"%%checkpoint a\ntype: predict\ncode: print(open({str(trace)!r}, 'w').write('a'))"
    cells = (code("%load_ext courseware"), code("%%lesson\ntitle: Small"), code(head))
    lesson = write_notebook(tmp_path / "lesson.ipynb", *cells)
    assert main(["check", str(lesson)]) == 0
    assert not trace.exists()
    assert main(["check", str(lesson), "--execute"]) == 0
    assert trace.exists()


def test_a_release_seals_what_the_code_prints_and_a_copy_is_played_as_its_source(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yml"
    answers.write_text(ANSWERS)
    release(source, tmp_path / "student")
    copy = read_lesson(tmp_path / "student" / "predict-reflect.ipynb", unseal)
    key = copy.checkpoints["loop"].key
    assert key is not None
    assert (key["answer"], key["error"]) == ("0\n1\n2", False)
    outcomes = []
    capsys.readouterr()
    for folder in (source, tmp_path / "student"):
        assert main(["play", str(folder), str(answers), "--json"]) == 0
        outcomes.append(json.loads(capsys.readouterr().out))
    assert outcomes[0] == outcomes[1]


def test_a_graded_copy_holds_neither_what_is_printed_nor_a_model(
    source: Path, tmp_path: Path
) -> None:
    release(source, tmp_path / "student", "graded")
    text = (tmp_path / "student" / "predict-reflect.ipynb").read_text("utf-8")
    assert "60 km" not in text
    assert "keyring" not in text
    kept = json.loads((source / "keys" / "predict-reflect.json").read_text("utf-8"))
    assert kept["keys"]["loop"]["answer"] == "0\n1\n2"
    assert kept["keys"]["look-back"]["model"].startswith("The mean is 29.")


def test_nothing_is_released_where_a_key_cannot_be_found_and_all_reasons_are_told(
    tmp_path: Path,
) -> None:
    with pytest.raises(LessonFaults) as refused:
        release(CORPUS / "bad" / "executed" / "executed.ipynb", tmp_path / "student")
    codes = [each.code for each in refused.value.diagnostics]
    assert codes == ["CW560", "CW561", "CW562", "CW563", "CW567", "CW564", "CW504", "CW573"]
    assert not (tmp_path / "student").exists()
