from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from time import tzset

import pytest
from attrs import evolve

from courseware.cli import main
from courseware.events import Event, parse
from courseware.log.writer import Writer
from courseware.record import Record, RecordJSON
from tests.unit.event_strategies import answer


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("COURSEWARE_HOME", str(home))
    return home


def write(home: Path, *events: Event, learner: str = "ada") -> tuple[Event, ...]:
    folder = home / events[0].course
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "learner").write_text(f"{learner}\n")
    writer = Writer(folder)
    written = writer.append(events)
    writer.close()
    return written


def show(capsys: pytest.CaptureFixture[str], *options: str) -> RecordJSON:
    assert main(["record", "show", "--json", *options]) == 0
    found: RecordJSON = json.loads(capsys.readouterr().out)
    return found


def test_show_tells_everything_as_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = write(home, answer(0), answer(1))
    (home / "data" / "other.jsonl").write_text("torn")
    shown = show(capsys)
    assert shown == {
        "learner": "ada",
        "course": "data",
        "home": str(home / "data"),
        "events": [event.json() for event in events],
        "problems": [
            (
                f"The last line of {home / 'data' / 'other.jsonl'} is incomplete and is left out:"
                " it was not saved when its session ended."
            )
        ],
    }
    assert tuple(map(parse, shown["events"])) == events


def test_show_without_a_record_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert show(capsys) == Record(None, None, home).json()
    assert main(["record", "show"]) == 0
    assert capsys.readouterr().out == f"Nothing is recorded yet in {home}.\n"
    assert not home.exists()


def test_show_prints_each_lesson(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    write(home, answer(0), answer(1), evolve(answer(60), lesson="02-spread", checkpoint="b"))
    assert main(["record", "show"]) == 0
    assert capsys.readouterr().out == (
        "Course   data\n"
        "Learner  ada\n"
        f"Record   {home / 'data'}\n"
        "\n"
        "lesson                   answers  right  last activity\n"
        f"01-centre                      2      1  {_local(answer(1))}\n"
        f"02-spread                      1      1  {_local(answer(60))}\n"
    )


def _local(event: Event) -> str:
    return f"{event.time.astimezone():%Y-%m-%d %H:%M}"


def test_several_courses_are_shown_one_after_the_other_and_one_as_json(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(home, answer(0))
    write(home, evolve(answer(1), course="music"))
    assert main(["record", "show"]) == 0
    assert capsys.readouterr().out.count("Course   ") == 2
    assert main(["record", "show", "--json"]) == 2
    assert "add --course data|music" in capsys.readouterr().err
    assert show(capsys, "--course", "music")["course"] == "music"
    assert main(["record", "show", "--course", "maths"]) == 2
    assert "no record of a course 'maths'; courses with one: data, music" in capsys.readouterr().err


def test_a_course_is_found_by_its_notebook_with_the_slice_beside_it(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = tmp_path / "lesson" / "01-centre.ipynb"
    (notebook.parent / ".courseware").mkdir(parents=True)
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "source": source}
        for source in ("%load_ext courseware", "%%lesson\nid: one")
    ]
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    notebook.write_text(json.dumps(content))
    event = evolve(answer(0), course="one", lesson="one")
    (notebook.parent / ".courseware" / "one.jsonl").write_text(event.line() + "\n")
    for place in (notebook, notebook.parent, tmp_path):
        shown = show(capsys, "--course", str(place))
        assert (shown["learner"], shown["course"]) == ("ada", "one")
        assert shown["events"] == [event.json()]
    assert not home.exists()


@pytest.mark.usefixtures("home")
def test_plain_notebooks_beside_a_lesson_are_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [{"cell_type": "code", "metadata": {}, "source": "%%lesson\nid: one"}]
    for name, found in (("plain", []), ("theirs", cells)):
        content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": found}
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(content))
    assert show(capsys, "--course", str(tmp_path))["course"] == "one"
    (tmp_path / "theirs.ipynb").unlink()
    assert main(["record", "show", "--course", str(tmp_path)]) == 2
    assert "holds no lesson" in capsys.readouterr().err


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize(
    "time", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)]
)
def test_an_event_at_the_end_of_the_calendar_is_shown_anywhere(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    time: datetime,
) -> None:
    monkeypatch.setenv("TZ", zone)
    tzset()
    try:
        write(home, evolve(answer(0), time=time))
        assert main(["record", "show"]) == 0
    finally:
        monkeypatch.undo()
        tzset()
    assert "01-centre                      1      1" in capsys.readouterr().out


def test_export_writes_a_new_file(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = write(home, answer(0), answer(1))
    target = tmp_path / "mine.jsonl"
    assert main(["record", "export", str(target)]) == 0
    assert capsys.readouterr().out == f"2 events written to {target}.\n"
    assert target.read_text() == "".join(event.line() + "\n" for event in events)
    assert main(["record", "export", str(target)]) == 2
    assert f"{target} exists: name a new file" in capsys.readouterr().err


def test_merge_joins_another_computers_record_once(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = write(home, answer(0))
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_text("".join(answer(number, "bob").line() + "\n" for number in (1, 2)))
    for count in (2, 0):
        assert main(["record", "merge", str(theirs), "--yes"]) == 0
        assert capsys.readouterr().out == f"{count} new events joined.\n"
    shown = show(capsys)
    assert (shown["learner"], shown["problems"]) == ("ada", [])
    events = (*mine, answer(1, "bob"), answer(2, "bob"))
    assert shown["events"] == [event.json() for event in events]


@pytest.mark.usefixtures("home")
def test_merge_names_what_it_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_text(f"{answer(0).line()}\nnothing\n{answer(1).line()}")
    assert main(["record", "merge", str(theirs)]) == 0
    printed = capsys.readouterr()
    assert printed.out == "1 new events joined.\n"
    assert printed.err == (
        f"{theirs}, line 2 is left out: this line is not JSON.\n"
        f"The last line of {theirs} is incomplete and is left out: it was not saved when its"
        " session ended.\n"
    )


def test_merge_asks_before_it_joins_another_learners_record(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, answer(0))
    before = show(capsys)
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_text(answer(1, "bob").line() + "\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert main(["record", "merge", str(theirs)]) == 2
    told = capsys.readouterr()
    assert told.out == f"{theirs} is the record of another learner. Was that you? [y/N] "
    assert "was not joined" in told.err
    assert show(capsys) == before


def test_merge_takes_up_a_record_where_there_is_none(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_text(answer(1, "bob").line() + "\n")
    assert main(["record", "merge", str(theirs)]) == 0
    capsys.readouterr()
    shown = show(capsys)
    assert (shown["learner"], shown["events"]) == ("bob", [answer(1, "bob").json()])
    assert (home / "data" / "learner").read_text() == "bob\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no events"),
        ("{}\n", "holds no events"),
        (
            answer(0).line() + "\n" + evolve(answer(1), course="music").line() + "\n",
            "holds events of several courses: data, music",
        ),
        (answer(0, "Ada Lovelace").line() + "\n", "it names a learner as courseware never does"),
    ],
)
def test_merge_refuses_what_is_no_record(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_text(text)
    assert main(["record", "merge", str(theirs), "--yes"]) == 2
    assert message in capsys.readouterr().err
    assert not home.exists()
