"""A lesson as a whole: what is read, what is left out, and what stays the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.checkpoints.protocol import JSON, Part
from courseware.errors import LessonFaults, UsageError
from courseware.lesson.course import course_json
from courseware.lesson.model import Lesson
from courseware.lesson.notebook import notebook_of
from courseware.lesson.read import checkpoint_from_source, is_lesson, lesson_of
from courseware.lesson.released import dump, head_of
from tests.unit.lesson.notebooks import LOAD, NOWHERE, code, content, found, lesson, number, text


def test_a_single_lesson_is_a_course_of_its_own() -> None:
    read = lesson("title: Alone\nskills: [mean, median]\ninterests: {music: Music}\ntries: 5")
    assert read.diagnostics == ()
    assert (read.id, read.course.id, read.course.title) == ("lesson", "lesson", "Alone")
    assert read.skills == ("mean", "median")
    assert [each.title for each in read.course.skills.values()] == ["mean", "median"]
    assert read.course.interests == {"music": "Music"}
    assert (read.course.tries, read.skip) == (5, "offer")


@pytest.mark.parametrize(
    ("name", "id_"), [("01-centre", "01-centre"), ("My lesson (1)", "My-lesson-1"), ("!", "lesson")]
)
def test_the_id_of_a_lesson_is_its_file_s_name_where_it_says_none(name: str, id_: str) -> None:
    raw = content(code(LOAD), code("%%lesson\ntitle: X"))
    assert lesson_of(notebook_of(Path(f"/nowhere/{name}.ipynb"), raw)).id == id_


def test_tries_come_from_the_checkpoint_then_the_lesson_then_the_course() -> None:
    read = lesson("tries: 5", number("own", head="tries: 2"), number("given"))
    assert {id_: each.tries for id_, each in read.checkpoints.items()} == {"own": 2, "given": 5}
    assert lesson("", number("default")).checkpoints["default"].tries == 3


def test_a_faulty_checkpoint_is_left_out_and_the_rest_is_read() -> None:
    read = lesson("branches:\n  more: done('bad')", number("good"), number("bad", head="tipe: x"))
    assert list(read.checkpoints) == ["good"]
    assert found(read) == [("CW436", 2, 3), ("CW201", 4, 4)]
    assert list(read.broken) == ["bad"]
    assert "cell 4, line 4" in read.broken["bad"]
    assert [cell.checkpoint for cell in read.cells] == [None, None, "good", "bad"]


def test_only_a_lesson_head_that_cannot_be_read_is_reported_not_what_depends_on_it() -> None:
    read = lesson(
        "title: X\nskills: [a\nbranches:\n  core: done('nowhere')",
        number("q", head="skills: [b]"),
        text("x", "branch:unknown"),
    )
    assert found(read) == [("CW215", 2, 3)]
    assert list(read.checkpoints) == ["q"]
    assert read.cells[3].branches == ("unknown",)


def test_a_notebook_without_a_lesson_is_left_alone() -> None:
    plain = content(code("x = 1", "hide"), text("# Title"))
    assert not is_lesson(notebook_of(NOWHERE, plain))
    assert is_lesson(notebook_of(NOWHERE, content(number("q"))))
    assert is_lesson(notebook_of(NOWHERE, content(text("%%lesson\ntitle: X"))))


BRANCHES = """branches:
  a: done("q")
  b: {open: done("q"), within: a}
  music: interest("music")
  plain: {otherwise: [music]}
interests: {weather: Weather, sport: Sport, music: Music}"""


def test_cells_are_in_the_branches_of_their_tags_and_of_the_comment_above_them() -> None:
    read = lesson(
        BRANCHES,
        number("q"),
        text("<!-- branch: a -->\n# A"),
        code("x = 1"),
        number("in-both", "branch:b"),
        text("<!-- branch:b -->"),
        code("<!-- branch: music -->"),
        text("<!-- branch: -->\nopen"),
        text("x", "branch: plain", "other"),
        text("x", "BRANCH:music", "branch:plain"),
    )
    assert [cell.branches for cell in read.cells[2:]] == [
        (),
        ("a",),
        ("a",),
        ("a", "b"),
        ("b",),
        ("b",),
        (),
        ("plain",),
        ("music", "plain"),
    ]
    assert read.branch_of == {"q": (), "in-both": ("a", "b")}
    assert read.diagnostics == ()


@pytest.mark.parametrize("tag", ["branch:c", "branch:", "branch: c d", "Branch:C"])
def test_a_tag_that_names_no_branch_is_a_fault_and_never_an_open_cell(tag: str) -> None:
    read = lesson('branches:\n  a: done("q")', number("q"), text("x", "branch:a"), text("x", tag))
    assert len(read.diagnostics) == 1
    assert read.cells[4].branches
    assert not set(read.cells[4].branches) & read.branches.keys()


def test_the_interests_of_a_lesson_are_those_its_rules_name_in_the_order_of_the_course() -> None:
    rules = "branches:\n  a: interest('music') or interest('weather')\n  b: {otherwise: [a]}\n"
    read = lesson(f"{rules}interests: {{weather: W, sport: S, music: M}}")
    assert read.interests == ("weather", "music")


@pytest.mark.parametrize(
    ("rules", "never"),
    [
        ("a: done('in-a')", {"a"}),
        ("a: done('in-a') or done('q')", set()),
        ("a: done('in-b')\n  b: done('in-a')", {"a", "b"}),
        ("a: done('in-b')\n  b: done('q')", set()),
        ("a: {open: done('q'), within: b}\n  b: passed('in-a')", {"b"}),
        ("a: attempts('in-a') == 0", set()),
        ("a: done('in-a') or mastered('s')", set()),
        ("a: {otherwise: [b]}\n  b: done('in-a')", set()),
    ],
)
def test_a_branch_that_waits_for_what_only_it_leads_to_never_opens(
    rules: str, never: set[str]
) -> None:
    read = lesson(
        f"skills: [s]\nbranches:\n  {rules}\n",
        number("q"),
        number("in-a", "branch:a"),
        *([number("in-b", "branch:b")] if "b:" in rules else []),
    )
    named = {each.message.split("`")[1] for each in read.diagnostics if each.code == "CW431"}
    assert named == never


def test_the_executed_text_defines_a_checkpoint() -> None:
    read = lesson("skills: [s]\ntries: 4", number("q"))
    again = checkpoint_from_source(
        "%%checkpoint q\r\ntype: numeric\nanswer: 2\n\n---\nWhat is it?", read
    )
    assert again == read.checkpoints["q"]
    other = checkpoint_from_source("%%checkpoint q\ntype: numeric\nanswer: 3\n---\nAnd now?", read)
    assert (other.prompt, other.tries, other.hash == again.hash) == ("And now?", 4, False)
    with pytest.raises(LessonFaults) as faults:
        checkpoint_from_source("%%checkpoint q\ntype: numeric\nanswer: 3\nskills: [t]", read)
    assert [(each.code, each.cell, each.line) for each in faults.value.diagnostics] == [
        ("CW407", None, 4),
        ("CW223", None, 2),
    ]


SOURCE = """title: "Source: here # there"
id: same
skills: {s: Skill}
branches:
  a:
    title: A: B # c
    open: done("p")
    offer: done("q")
tries: 2"""
HEAD: dict[str, JSON] = {
    "id": "same",
    "title": "Source: here # there",
    "skills": ["s"],
    "branches": {"a": {"title": "A: B # c", "open": 'done("p")', "offer": 'done("q")'}},
}


def source_lesson() -> Lesson:
    return lesson(
        SOURCE,
        number("p", head="skills: [s]\nhints: [one]\npoints: 2\nexplain: Because.\ntitle: P: q"),
        code(
            "%%checkpoint q\ntype: choice\noptions:\n  a: A: 1\n  b: B # 2\nanswer: a\n---\nWhich?"
        ),
        code("x = 1", "branch:a"),
    )


def copy_of(read: Lesson, **metadata: object) -> dict[str, Any]:
    """A student copy of it as a release writes one."""
    cells = [code(LOAD), code(f"%%lesson\n{dump(HEAD)}")]
    for cell in read.cells[2:]:
        asked = read.checkpoints.get(cell.checkpoint or "")
        head = "" if asked is None else f"%%checkpoint {asked.id}\n{dump(head_of(asked))}---\n"
        cells.append(code(head + (asked.prompt if asked else cell.source), *cell.tags))
    course = json.dumps(course_json(read.course))
    kinds = {"format": 1, "released": 1, "feedback": "instant", "course": course}
    return content(*cells, metadata={**kinds, **metadata})


def test_a_student_copy_is_the_same_lesson_with_the_keys_of_its_keyring() -> None:
    source = source_lesson()
    assert source.diagnostics == ()
    keys = {id_: each.key or {} for id_, each in source.checkpoints.items()}
    notebook = notebook_of(NOWHERE, copy_of(source, keyring="sealed"))
    copy = lesson_of(notebook, lambda sealed: keys if sealed == "sealed" else {})
    assert copy.diagnostics == ()
    assert copy.feedback == "instant"
    assert _sent(copy) == _sent(source)


def _sent(read: Lesson) -> Lesson:
    """The lesson without its cells, its checkpoints' parts as JSON knows them."""
    checkpoints = {
        id_: evolve(
            each, public=json.loads(json.dumps(each.public)), key=json.loads(json.dumps(each.key))
        )
        for id_, each in read.checkpoints.items()
    }
    return evolve(read, cells=(), feedback=None, checkpoints=checkpoints)


def test_without_its_keyring_a_student_copy_has_no_keys_and_is_the_same_version() -> None:
    source = source_lesson()
    copy = lesson_of(notebook_of(NOWHERE, copy_of(source, feedback="graded")))
    assert copy.diagnostics == ()
    assert copy.feedback == "graded"
    assert copy.version == source.version
    assert {id_: each.key for id_, each in copy.checkpoints.items()} == {"p": None, "q": None}


def test_a_damaged_keyring_is_told_and_the_lesson_opens_without_keys() -> None:
    def damaged(_sealed: str) -> dict[str, Part]:
        raise UsageError("the lesson's keyring is damaged")

    notebook = notebook_of(NOWHERE, copy_of(source_lesson(), keyring="sealed"))
    copy = lesson_of(notebook, damaged)
    assert found(copy) == [("CW112", None, None)]
    assert {each.key for each in copy.checkpoints.values()} == {None}


def test_an_executed_cell_of_a_copy_takes_its_key_from_the_file() -> None:
    source = source_lesson()
    keys = {id_: each.key or {} for id_, each in source.checkpoints.items()}
    notebook = notebook_of(NOWHERE, copy_of(source, keyring="sealed"))
    copy = lesson_of(notebook, lambda _sealed: keys)
    typed = copy.cells[2].source.replace("What is it?", "And now?")
    again = checkpoint_from_source(typed, copy)
    assert (again.prompt, again.key) == ("And now?", keys["p"])


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (("title: A: B # c", "title: Another"), True),
        (("minutes: 1", "minutes: 2"), True),
        (('done("p")', 'passed("p")'), False),
        (("skills: {s: Skill}", "skills: {t: Skill}"), False),
    ],
)
def test_the_version_is_what_a_lesson_asks_and_when(change: tuple[str, str], same: bool) -> None:
    head = f"{SOURCE}\nminutes: 1"
    cells = (number("p"), number("q"), code("x = 1", "branch:a"))
    before, after = lesson(head, *cells), lesson(head.replace(*change), *cells)
    assert (before.version == after.version) is same
    assert before.version != lesson(head, *cells[:1]).version


NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=6), below, max_size=3)
    ),
    max_leaves=5,
)
TYPED = ["%%lesson\n", "%%lesson\ntitle: X\n", "%%checkpoint q\ntype: choice\n", "%%checkpoint"]
RELEASED = ["%%checkpoint q\nreleased: 1\n", "%%lesson\nreleased: 1\n"]
SOURCES = st.sampled_from([*TYPED, *RELEASED, "<!-- branch: a -->\n", LOAD, ""])
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | NODES,
        "source": st.builds("".join, st.tuples(SOURCES, st.text(max_size=20))) | NODES,
        "metadata": st.fixed_dictionaries({"tags": st.lists(st.text(max_size=9)) | NODES}) | NODES,
        "attachments": NODES,
        "id": NODES,
    },
)
COPIES = st.fixed_dictionaries(
    {},
    optional={
        "format": st.just(1) | NODES,
        "released": NODES,
        "feedback": NODES,
        "course": NODES | NODES.map(json.dumps),
        "keyring": NODES,
    },
)
NOTEBOOKS = st.fixed_dictionaries(
    {"nbformat": st.just(4) | NODES, "cells": st.lists(CELLS, max_size=4) | NODES},
    optional={"metadata": st.fixed_dictionaries({"courseware": COPIES | NODES}) | NODES},
)


@given(NOTEBOOKS | NODES)
def test_no_json_whatsoever_raises(raw: object) -> None:
    notebook = notebook_of(NOWHERE, json.loads(json.dumps(raw)))
    read = lesson_of(notebook, lambda _sealed: {})
    assert read.id
    assert (
        set(read.checkpoints) | set(read.broken)
        == {cell.checkpoint for cell in read.cells if cell.checkpoint}
        or not notebook.cells
    )
    json.dumps([each.json() for each in read.diagnostics]).encode()


@given(st.text(max_size=40), st.sampled_from(["lesson", "checkpoint q"]))
def test_no_text_below_a_magic_raises(typed: str, magic: str) -> None:
    raw = content(code(LOAD), code("%%lesson"), code(f"%%{magic}\n{typed}"))
    read = lesson_of(notebook_of(NOWHERE, raw))
    assert read.diagnostics
    if magic != "lesson":
        assert list(read.broken) == ["q"]


def test_a_line_of_hyphens_before_the_head_of_a_lesson_is_named() -> None:
    (fault,) = lesson("---\ntitle: T").diagnostics
    assert (fault.line, fault.help) == (
        3,
        "The head ends at the first line `---`: leave out one that stands before it.",
    )


def test_a_lesson_has_no_prompt_that_a_line_could_be_missing_before() -> None:
    faults = lesson("title: T\nbranches:\n  a\n  b").diagnostics
    assert [(each.code, each.line, each.help) for each in faults] == [
        ("CW219", 4, None),
        ("CW219", 5, None),
    ]
