"""Every play beside this file is a test of a real lesson, and `courseware play` keeps its word."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from courseware.cli import main

HERE = Path(__file__).parent
LESSONS = HERE.parent.parent / "lessons"
PLAYS = sorted((HERE / "plays").glob("*.yml"))


def lesson_of(play: Path) -> Path:
    """The lesson by whose name the play's name begins."""
    (folder,) = (each for each in LESSONS.iterdir() if play.name.startswith(f"{each.name}-"))
    return folder / f"{folder.name}.ipynb"


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.stem)
def test_a_real_lesson_does_what_its_author_expects(
    play: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", str(lesson_of(play)), str(play)]) == 0, capsys.readouterr().err


def test_every_lesson_has_a_play() -> None:
    lessons = {each.parent.name for each in LESSONS.glob("*/*.ipynb")}
    assert lessons == {lesson_of(play).parent.name for play in PLAYS}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real course, apart from where it lies: a graded release keeps its keys beside it."""
    return Path(shutil.copytree(LESSONS, tmp_path_factory.mktemp("course") / "lessons"))


@pytest.fixture(scope="module")
def students(course: Path) -> Path:
    """The student copies of the real course."""
    folder = course.parent / "students"
    assert main(["release", str(course), str(folder)]) == 0
    return folder


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.stem)
def test_a_student_copy_does_the_same(
    play: Path, students: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = students / lesson_of(play).relative_to(LESSONS)
    assert main(["play", str(copy), str(play)]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.stem)
def test_a_graded_copy_records_every_answer_and_judges_none(
    play: Path, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = course.parent / f"graded-{play.stem}"
    assert main(["release", str(course), str(folder), "--feedback", "graded"]) == 0
    capsys.readouterr()
    main(["play", str(folder / lesson_of(play).relative_to(LESSONS)), str(play), "--json"])
    steps = json.loads(capsys.readouterr().out)
    answered = [each for each in steps if each["response"] is not None]
    assert {each["status"] for each in answered} <= {"recorded", "malformed", "closed"}
    assert {each["status"] for each in answered} >= {"recorded"}
    assert {each["score"] for each in steps} == {None}
    grasp = {estimate["state"] for each in steps for estimate in each["mastery"].values()}
    assert grasp == {"unknown"}


LESSON = """%%lesson
title: The centre
skills: [mean]
branches:
  refresher: score("warm-up") < 0.5 or stuck("warm-up")
  core: done("warm-up")
  stretch:
    open: mastered("mean")
    offer: done("warm-up")
  music:
    open: interest("music")
    within: core
"""
WARM_UP = """%%checkpoint warm-up
type: choice
skills: [mean]
tries: 2
options:
  mean: The mean
  median: The median
answer: mean
wrong:
  median: It is the value in the middle.
hints:
  - Which of them uses every number?
explain: Every value counts.
---
Which one is pulled most by a single huge value?
"""
MORE = """%%checkpoint more
type: numeric
answer: 1.50
---
How much?
"""
COURSE = """format: 1
id: course
title: The course
skills:
  mean: {title: The mean}
interests: {music: Music}
mastery: {rule: streak, length: 3}
skip: free
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """The lesson of the format's own example, cut short."""
    (tmp_path / "course.yml").write_text(COURSE)
    cells = [
        ("code", "%load_ext courseware", []),
        ("code", LESSON, []),
        ("code", WARM_UP, []),
        ("code", MORE, ["branch:stretch"]),
        *(("markdown", f"Text of {name}.", [f"branch:{name}"]) for name in ("core", "refresher")),
        ("markdown", "A song.", ["branch:music"]),
    ]
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {
                "id": f"cell-{place}",
                "cell_type": kind,
                "metadata": {"tags": tags},
                "source": source,
                **({"outputs": [], "execution_count": None} if kind == "code" else {}),
            }
            for place, (kind, source, tags) in enumerate(cells)
        ],
    }
    path = tmp_path / "centre" / "centre.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(notebook))
    return path


def steps(lesson: Path, text: str) -> Path:
    path = lesson.with_name("answers.yml")
    path.write_text("steps:\n" + text)
    return path


NOT_TRIED = {"mean": 0.0, "low": 0.0, "high": 0.0, "state": "unknown"}
LEARNING = {**NOT_TRIED, "state": "learning"}


def test_every_step_is_one_object_with_the_keys_of_the_format(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = steps(
        lesson,
        "  - more: 1.5\n"
        "  - warm-up: mode\n"
        "  - warm-up: median\n"
        "    expect: {status: wrong, feedback: middle}\n"
        "  - hint: warm-up\n"
        "  - reveal: warm-up\n"
        "  - warm-up: median\n"
        "  - reveal: warm-up\n"
        "  - interest: music\n"
        "  - open: stretch\n"
        "  - wait: 3 days\n"
        "  - more: '1,50'\n",
    )
    assert main(["play", str(lesson), str(answers), "--json"]) == 0
    locked = {"refresher": "locked", "core": "locked", "stretch": "locked", "music": "locked"}
    tried = {**locked, "refresher": "open"}
    released = {**tried, "core": "open", "stretch": "offered"}
    chosen = {**released, "music": "open"}
    taken = {**chosen, "stretch": "open"}
    begin = {"checkpoint": "warm-up", "reason": "to begin with"}
    again = {"checkpoint": "warm-up", "reason": "because it is not right yet"}

    def step(**different: object) -> dict[str, object]:
        return {
            "checkpoint": None,
            "response": None,
            "status": None,
            "score": None,
            "feedback": "",
            "branches": tried,
            "opened": [],
            "mastery": {"mean": LEARNING},
            "next": again,
            **different,
        }

    found = json.loads(capsys.readouterr().out)
    malformed = found[1].pop("feedback")
    assert malformed
    before = {"branches": locked, "mastery": {"mean": NOT_TRIED}, "next": begin}
    closed = "This part of the lesson is not open yet."
    wrong = "It is the value in the middle."
    shown = "The mean\n\nEvery value counts."
    expected = [
        step(checkpoint="more", response="1.5", status="closed", feedback=closed, **before),
        step(checkpoint="warm-up", response="mode", status="malformed", **before),
        step(
            checkpoint="warm-up",
            response="median",
            status="wrong",
            score=0.0,
            feedback=wrong,
            opened=["refresher"],
        ),
        step(checkpoint="warm-up", feedback="Which of them uses every number?"),
        step(checkpoint="warm-up", feedback="The worked answer can be shown after one more try."),
        step(
            checkpoint="warm-up",
            response="median",
            status="wrong",
            score=0.0,
            feedback=f"{wrong}\n\nEvery value counts.",
            branches=released,
            opened=["core"],
            next=None,
        ),
        step(
            checkpoint="warm-up",
            status="released",
            feedback=shown,
            branches=released,
            next=None,
        ),
        step(branches=chosen, opened=["music"], next=None),
        step(
            branches=taken,
            opened=["stretch"],
            next={"checkpoint": "more", "reason": "because “stretch” is open now"},
        ),
        step(
            branches=taken,
            next={"checkpoint": "more", "reason": "because “stretch” is open now"},
        ),
        step(
            checkpoint="more",
            response="1,50",
            status="right",
            score=1.0,
            branches={**taken, "stretch": "done"},
            next=None,
        ),
    ]
    del expected[1]["feedback"]
    assert found == expected


def test_an_expectation_that_is_not_met_is_named_with_its_step(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = steps(
        lesson,
        "  - warm-up: mean\n"
        "    expect: {status: wrong, branches: {core: open, stretch: locked}}\n"
        "  - warm-up: mean\n"
        "    expect: {score: 1}\n",
    )
    assert main(["play", str(lesson), str(answers)]) == 1
    printed = capsys.readouterr()
    assert printed.err == (
        'step 1 (warm-up: mean): status: expected "wrong", got "right"\n'
        'step 1 (warm-up: mean): branches.stretch: expected "locked", got "offered"\n'
    )
    assert printed.out.startswith("  1  warm-up: mean")
    assert printed.out.endswith("2 steps, 1 not as expected\n")


def test_skip_opens_a_locked_branch_where_that_is_free_and_open_takes_offers_only(
    lesson: Path,
) -> None:
    answers = steps(
        lesson,
        "  - open: core\n"
        "    expect: {branches: {core: locked}, opened: []}\n"
        "  - skip: core\n"
        "    expect: {branches: {core: open}, opened: [core]}\n"
        "  - skip: core\n"
        "    expect: {opened: [], feedback: open already}\n"
        "  - interest: no preference\n"
        "    expect: {branches: {music: offered}}\n",
    )
    assert main(["play", str(lesson), str(answers)]) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "  - warmup: mean\n",
            "line 2: The lesson has no checkpoint `warmup`. Did you mean `warm-up`?",
        ),
        ("  - hint: warmup\n", "line 2: The lesson has no checkpoint `warmup`."),
        ("  - open: cor\n", "line 2: The lesson has no branch `cor`. Did you mean `core`?"),
        ("  - interest: musik\n", "line 2: The lesson has no interest `musik`."),
        ("  - wait: long\n", "line 2: `long` is no span of time, such as `3 days`."),
        ("  - wait: 99999999999 weeks\n", "line 2: `99999999999 weeks` is no span of time, such"),
        ("  - wait: 9999999 weeks\n", "line 2: `9999999 weeks` is too long: at most ten years"),
        ("  - warm-up: mean\n    more: 1\n", "line 2: A step is one line such as"),
        (
            "  - warm-up: mean\n    expect: {statsu: right}\n",
            "`statsu` cannot be expected. Did you mean `status`?",
        ),
        ("  - warm-up: mean\n    expect: right\n", "`expect` holds names with values"),
        ("  - [1, 2\n", "line 2"),
    ],
)
def test_a_file_that_cannot_be_meant_is_not_played(
    lesson: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", str(lesson), str(steps(lesson, text))]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_a_file_without_steps_or_no_file_is_not_played(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = lesson.with_name("empty.yml")
    empty.write_text("")
    assert main(["play", str(lesson), str(empty)]) == 2
    assert "should have a list under `steps:`" in capsys.readouterr().err
    assert main(["play", str(lesson), str(lesson.with_name("gone.yml"))]) == 2
    assert "gone.yml cannot be read" in capsys.readouterr().err


def test_a_lesson_with_faults_is_not_played(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = lesson.read_text().replace("answer: mean", "answer: maen")
    lesson.write_text(text)
    assert main(["play", str(lesson), str(steps(lesson, "  - warm-up: mean\n"))]) == 2
    assert "`maen` is not one of the options" in capsys.readouterr().err


def test_a_folder_means_its_lesson_also_beside_work_that_was_set_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    play = PLAYS[0]
    folder = shutil.copytree(lesson_of(play).parent, tmp_path / "lesson")
    shutil.copy(LESSONS / "course.yml", tmp_path)
    original = folder / lesson_of(play).name
    aside = original.with_stem(f"{original.stem} (yours, 2026-11-22)")
    aside.write_text(original.read_text().replace("%%lesson", f"%%lesson\\nid: {original.stem}"))
    (folder / "notes.ipynb").write_text('{"nbformat": 4, "nbformat_minor": 5, "cells": []}')
    assert main(["play", str(folder), str(play)]) == 0, capsys.readouterr().err
    assert main(["play", str(tmp_path), str(play)]) == 2
    assert "0 lessons (none)" in capsys.readouterr().err
