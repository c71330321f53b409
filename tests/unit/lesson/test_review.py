"""What a careful reader notices: names that may be out of reach, pictures without words."""

from __future__ import annotations

import pytest

from courseware.lesson.model import Lesson
from courseware.lesson.review import check_names, check_pictures
from tests.unit.lesson.notebooks import code, lesson, number, text

BRANCHES = """branches:
  core: done("q")
  inner: {open: done("q"), within: core}
  music: interest("music")
  plain: {otherwise: [music]}
interests: {music: Music}"""


def names(*cells: object) -> list[tuple[int, int | None, str]]:
    """Cell, line and name of each warning."""
    read = lesson(BRANCHES, number("q"), *cells)
    found = check_names(read.cells, read.branches)
    return [(cell.number, fault.line, fault.message.split("`")[1]) for cell, fault in found]


def test_a_name_defined_in_a_locked_cell_only_is_named_once_for_each_cell() -> None:
    cells = (
        code("a, b = 1, 2\nimport numpy as np\nfrom math import pi\nclass C: ...", "branch:core"),
        code("print(a)\na + b + np.x + pi\nC()"),
        code("def f():\n    return a"),
    )
    second = [(5, 1, "a"), (5, 2, "b"), (5, 2, "np"), (5, 2, "pi"), (5, 3, "C")]
    assert names(*cells) == [*second, (6, 2, "a")]


@pytest.mark.parametrize(
    "cells",
    [
        (code("a = 1", "branch:core"), code("a", "branch:core")),
        (code("a = 1", "branch:core"), code("a", "branch:inner")),
        (code("a = 0"), code("a = 1", "branch:core"), code("a")),
        (code("a = 1", "branch:core"), code("a = 2\na")),
        (code("a = 1", "branch:core"), code("[a for a in []]; f = lambda a: a")),
        (code("a = 1", "branch:music"), code("a = 2", "branch:plain"), code("a")),
        (code("def f():\n    a = 1", "branch:core"), code("a")),
        (code("sum = 1", "branch:core"), code("sum([])")),
        (code("a = [b for b in []]", "branch:core"), code("b")),
        (code("a = (", "branch:core"), code("a")),
        (number("a", "branch:core"), code("a")),
        (text("a = 1", "branch:core"), code("a")),
    ],
)
def test_names_that_are_always_there_or_never_are_not_named(cells: tuple[object, ...]) -> None:
    assert names(*cells) == []


def test_magics_of_ipython_do_not_hide_names() -> None:
    cells = (
        code("%matplotlib inline\na = 1", "branch:core"),
        code("if a:\n    !ls\na?\n%time x = a"),
    )
    assert names(*cells) == [(5, 1, "a")]


def lines(read: Lesson, number: int = 3) -> list[int | None]:
    return [fault.line for fault in check_pictures(read.cells[number - 1])]


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("![](a.png)", [1]),
        ("\n![ ][a] ![](b.png)", [2, 2]),
        ("![A line](a.png)", []),
        ("<img src='a.png'>\n<IMG alt='' src='a.png'>\n<img alt='A' src='a.png'>", [1, 2]),
        ("`![](a.png)`\n\n```\n![](a.png)\n```\n![](a.png)", [6]),
        ("~~~\n![](a.png)", []),
    ],
)
def test_a_picture_needs_words_for_those_who_do_not_see_it(source: str, where: list[int]) -> None:
    assert lines(lesson("", text(source))) == where
    asked = f"%%checkpoint q\ntype: numeric\nanswer: 1\n---\n{source}"
    assert lines(lesson("", code(asked))) == [line + 4 for line in where]
    assert lines(lesson("", code(f"'''\n{source}\n'''"))) == []
