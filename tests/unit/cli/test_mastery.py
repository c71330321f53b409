"""`courseware mastery`: what it prints, writes and refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from courseware.cli import main
from courseware.events import VerdictJSON
from courseware.fitting.logs import read_logs
from courseware.fitting.table import Row
from courseware.log import MemoryLog
from courseware.log.protocol import What
from courseware.mastery.priors import Priors
from tests.unit.fitting.simulated import simulated
from tests.unit.session.lessons import Learner, choice, lesson

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def table(path: Path, rows: list[Row]) -> Path:
    lines = [f"{row.learner},{row.item},{';'.join(row.skills)},{row.score}" for row in rows]
    path.write_text("\n".join(["learner,item,skills,score", *lines]))
    return path


def record(path: Path, learner: str, scores: str, course: str = "course") -> Path:
    """An exported record: a hint before each answer but the first, one checkpoint each."""
    now = NOW
    log = MemoryLog(learner, course, "01", clock=lambda: now)
    for place, mark in enumerate(scores):
        score = float(mark == "+")
        verdict: VerdictJSON = {
            "status": "right" if score else "wrong",
            "score": score,
            "feedback": "",
            "note": "",
            "tests": [],
        }
        about: What = {"version": "v", "checkpoint": f"c{place}", "hash": "h", "response": 1}
        if place:
            log.append(log.new("hinted", **about))
        now += timedelta(seconds=60)
        about |= {"attempt": 1, "verdict": verdict, "skills": ("mean",)}
        log.append(log.new("answered", **about))
    path.write_text(log.text())
    return path


def test_a_table_is_evaluated_as_json_and_in_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "a.csv", simulated(6, 15))
    picture = tmp_path / "calibration.svg"
    options = ["mastery", "evaluate", str(path), "--folds", "2", "--model", "shipped,best-lr"]
    assert main([*options, "--json", "--picture", str(picture)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["shipped", "best-lr"]
    for each in found.values():
        assert set(each) == {
            "auc", "log_loss", "rmse", "ece", "seconds", "responses", "learners",
        }  # fmt: skip
        assert (each["responses"], each["learners"]) == (90, 6)
    assert picture.read_text().startswith("<svg")
    assert main(options) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["model", "shipped", "best-lr", "90"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--model", "magic"], "there is no model magic"),
        (["--folds", "9"], "of 3 learners, and cannot make 9 folds"),
        (["--model", " ,"], "--model names no model"),
    ],
)
def test_what_cannot_be_evaluated_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    path = table(tmp_path / "a.csv", simulated(3, 5))
    assert main(["mastery", "evaluate", str(path), *more]) == 2
    assert said in capsys.readouterr().err


def test_a_fit_that_helps_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "a.csv", simulated(6, 10, spread=3))
    out = tmp_path / "params.json"
    assert main(["mastery", "fit", str(path), "--out", str(out)]) == 0
    assert "is written. Log-loss of learners held out:" in capsys.readouterr().out
    assert Priors.read(json.loads(out.read_text())).difficulties.keys() >= {"i0", "i1"}


def test_a_fit_that_does_not_help_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for learner, scores in (("one", "++++"), ("two", "----")):
        record(tmp_path / f"{learner}.jsonl", learner, scores)
    out = tmp_path / "params.json"
    assert main(["mastery", "fit", str(tmp_path), "--out", str(out)]) == 1
    assert capsys.readouterr().out.startswith("Nothing is written: the fit is no better.")
    assert not out.exists()


@pytest.mark.parametrize("place", ["no/file", "."])
def test_what_cannot_be_written_is_refused_before_the_work_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    gone, out = str(tmp_path / "gone.csv"), str(tmp_path / place)
    said = "there is no such folder" if place != "." else "that is a folder; name a file in it"
    for command in (["fit", gone, "--out", out], ["evaluate", gone, "--picture", out]):
        assert main(["mastery", *command]) == 2
        assert said in capsys.readouterr().err


def test_records_are_read_with_the_help_taken_off(tmp_path: Path) -> None:
    path = record(tmp_path / "one.jsonl", "one", "+-+")
    begin = NOW.timestamp()
    rows = [
        Row("one", "01/c0", ("mean",), 1.0, begin + 60),
        Row("one", "01/c1", ("mean",), 0.0, begin + 120),
        Row("one", "01/c2", ("mean",), 0.75, begin + 180),
    ]
    assert read_logs([path, path]) == rows
    assert read_logs([tmp_path]) == rows


def test_reviews_in_a_record_are_answers_too(tmp_path: Path) -> None:
    """They are what tells how soon things are forgotten."""
    one = Learner(lesson(*(choice(f"c{number}", "mean") for number in range(5))))
    one.answers(*(f"c{number}:r" for number in range(5)), "c1:r")
    one.clock.wait(days=60)
    one.answers("c1:r", "c1:r")
    path = tmp_path / "one.jsonl"
    path.write_text(one.log.text())
    items = [f"lesson/c{number}" for number in (*range(5), 1)]
    assert [(row.item, row.score) for row in read_logs([path])] == [(each, 1.0) for each in items]


def test_records_that_cannot_be_read_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "params.json")
    odd = tmp_path / "odd.jsonl"
    odd.write_text("{}\n")
    assert main(["mastery", "fit", str(odd), "--out", out]) == 2
    assert "odd.jsonl cannot be read as a record: line 1:" in capsys.readouterr().err
    odd.write_text("")
    assert main(["mastery", "fit", str(odd), "--out", out]) == 2
    assert "no judged answer" in capsys.readouterr().err
    assert main(["mastery", "fit", str(tmp_path / "gone"), "--out", out]) == 2
    assert "there is no" in capsys.readouterr().err


def test_a_folder_without_records_is_named_and_a_table_that_is_named_twice_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "a.csv", simulated(6, 10, spread=3))
    out = tmp_path / "params.json"
    assert main(["mastery", "fit", str(tmp_path), "--out", str(out)]) == 2
    assert "a table is named itself" in capsys.readouterr().err
    written = []
    for tables in ([path], [path, path]):
        assert main(["mastery", "fit", *map(str, tables), "--out", str(out)]) == 0
        written.append(out.read_text())
    assert written[0] == written[1]


def test_records_of_two_courses_are_not_mixed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two courses may have skills of one name, and lessons too."""
    for course in ("algebra", "biology"):
        record(tmp_path / f"{course}.jsonl", "one", "+-+", course)
    out = str(tmp_path / "params.json")
    assert main(["mastery", "fit", str(tmp_path), "--out", out]) == 2
    said = "records of several courses (algebra, biology): name those of one"
    assert said in capsys.readouterr().err
