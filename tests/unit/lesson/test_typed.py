"""Heads as people type them: text stays as typed, the rest is YAML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.checkpoints.reading import Mapping_, Node, Scalar, Sequence
from courseware.lesson.plain import (
    read_plain,
)
from courseware.lesson.typed import (
    CODE_KEYS,
    TEXT_KEYS,
    read_typed,
)
from tests.unit.lesson.nodes import Plain, plain, typed

# What a text may be, typed on one line.
TEXTS = [
    "It is the value in the middle: the size of the largest does not move it.",
    "Use # for comments, and 50 % of * and & and !",
    "a 'quoted' word, a \"quoted\" word",
    "'one' or 'two'",
    '"one" or "two"',
    r"$\frac{a}{b}$ and C:\new\table",
    "[1, 2, 3]",
    "{x | x > 0}",
    "- 5 °C",
    "> 5",
    "| a | b |",
    "@home, `code`, %magic",
    "007",
    "no",
    "2024-09-01",
    "~",
    "🎉 ¿Qué? “So”, l’heure",
    "ends with a colon:",
    "---",
    "key: value: again",
    "it's",
    "#",
    "<!-- comment -->",
    "a\u00a0b",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_stays_as_typed_after_a_text_key_a_dash_and_an_id(text: str) -> None:
    head = f"explain: {text}\nhints:\n  - {text}\n- {text}\nwrong:\n  an id: {text}\n".replace(
        f"\n- {text}\nwrong", f"\noptions:\n- {text}\nwrong"
    )
    assert typed(head) == {
        "explain": text,
        "hints": [text],
        "options": [text],
        "wrong": {"an id": text},
    }


@pytest.mark.parametrize("key", sorted(TEXT_KEYS))
def test_every_text_key_takes_the_rest_of_its_line(key: str) -> None:
    assert typed(f"{key}: a: b # c") == {key: "a: b # c"}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"a: b"', "a: b"),
        ("'a: b'", "a: b"),
        ("'it''s'", "it's"),
        (r'"say \"no\""', 'say "no"'),
        (r'"$\frac{1}{2}$"', r"$\frac{1}{2}$"),
        (r'"C:\\"', r"C:\\"),
        ("'a' and 'b'", "'a' and 'b'"),
        ('"a" # b', '"a" # b'),
        ("“a”", "“a”"),
        ("''", ""),
        ("'", "'"),
    ],
)
def test_quotes_round_the_whole_text_are_dropped(written: str, text: str) -> None:
    assert typed(f"title: {written}") == {"title": text}


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("explain: one\n  two\n  three", {"explain": "one two three"}),
        ("explain:\n  one\n  two", {"explain": "one two"}),
        ("explain: one\n\n  two\n\npoints: 1", {"explain": "one\n\ntwo", "points": "1"}),
        ("explain: Two:\n  - one\n  - two\n    lines", {"explain": "Two:\n- one\n- two lines"}),
        ("explain:\n  | a | b |\n  | - | - |\n  end", {"explain": "| a | b |\n| - | - |\nend"}),
        ("explain: one\n  # two", {"explain": "one\n# two"}),
        ("hints:\n  - one\n    two\n  - three", {"hints": ["one two", "three"]}),
        (
            "wrong:\n  6.5: one\n    two\n  7:\n    three",
            {"wrong": {"6.5": "one two", "7": "three"}},
        ),
        ("explain: 'one\n  two'", {"explain": "one two"}),
        (
            "explain: |\n  one\n    two\n\n  three\n\npoints: 1",
            {"explain": "one\n  two\n\nthree", "points": "1"},
        ),
        (
            "explain: >\n  one\n  two\n\n  three\n    four\n  five",
            {"explain": "one two\nthree\n  four\nfive"},
        ),
        ("explain: |2\n    one\n  two", {"explain": "  one\ntwo"}),
        ("explain: |-  # kept\n  one", {"explain": "one"}),
        ("starter: |\n    if x:\n        y", {"starter": "if x:\n    y"}),
        ("starter: |\n\tif x:\n\t\ty", {"starter": "if x:\n\ty"}),
        ("code:\n  x = 1\n  if x:\n      y", {"code": "x = 1\nif x:\n    y"}),
        ("code: assert f(1) == 2\n  and g", {"code": "assert f(1) == 2 and g"}),
        ("hints:\n  - |\n    one\n    two", {"hints": ["one\ntwo"]}),
        ("title: |\npoints: 1", {"title": "", "points": "1"}),
        ("options:\n  - |\n  - >", {"options": ["|", ">"]}),
        (
            "lines:\n  - for x in xs:\n  -     total += x\n  - '    y'\n  - z  #distractor",
            {"lines": ["for x in xs:", "    total += x", "    y", "z  #distractor"]},
        ),
        ("lines: |\n  for x in xs:\n      y", {"lines": "for x in xs:\n    y"}),
        (
            "lines:\n  -     total = (a +\n              b)\n  -   |\n    c\n      d",
            {"lines": ["    total = (a + b)", "c\n  d"]},
        ),
        ("distractors:\n  -   a: b # c", {"distractors": ["  a: b # c"]}),
        (
            "also:\n  - - a: b # c\n    -   d\n  - |\n    e: f\n      # g\n  - [h, 'i: j']\n",
            {"also": [["a: b # c", "  d"], "e: f\n  # g", ["h", "i: j"]]},
        ),
        ("also:\n  -\n    - a: b\n  - c: d # e", {"also": [["a: b"], "c: d # e"]}),
        ("also: |\n  a\n    b: c", {"also": "a\n  b: c"}),
        ("hints:\n  Only: one # text\n  here", {"hints": "Only: one # text here"}),
        ("lines:\n  if x:\n      y", {"lines": "if x:\n    y"}),
        ("hints: Only one: this # one", {"hints": "Only one: this # one"}),
        ("hints:\n- at the\n- margin", {"hints": ["at the", "margin"]}),
        (
            "tests:\n- name: a: b\n  code: c # d\n- name: e",
            {"tests": [{"name": "a: b", "code": "c # d"}, {"name": "e"}]},
        ),
        ("tests:\n  -\n    name: a\n  - {name: b}", {"tests": [{"name": "a"}, {"name": "b"}]}),
        (
            "options:\n  *: times\n  &: and\n  '#': hash",
            {"options": {"*": "times", "&": "and", "#": "hash"}},
        ),
        ('options:\n  "a: b": c: d\n  don\'t: e', {"options": {"a: b": "c: d", "don't": "e"}}),
        ("options:\n  title: not a key # here", {"options": {"title": "not a key # here"}}),
        ("branches:\n  code: done('x') # why", {"branches": {"code": "done('x')"}}),
        (
            "branches:\n  a:\n    title: B: c # d\n    open: e # f",
            {"branches": {"a": {"title": "B: c # d", "open": "e"}}},
        ),
    ],
)
def test_text_over_several_lines_and_in_lists(head: str, meant: Plain) -> None:
    assert typed(head) == meant


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("answer: 007", {"answer": "007"}),
        ("answer: 1.50 # exactly", {"answer": "1.50"}),
        ("answer: no", {"answer": "no"}),
        ("answer: 2024-09-01", {"answer": "2024-09-01"}),
        ("answer: 12:30", {"answer": "12:30"}),
        ("answer: C#", {"answer": "C#"}),
        ("answer:\n  6.5", {"answer": "6.5"}),
        ("answer: one\n  two # three", {"answer": "one two"}),
        ("answer: 'it''s # one'  # two", {"answer": "it's # one"}),
        (r'answer: "a\tb"', {"answer": "a\tb"}),
        ("answer: 'one\n  two'", {"answer": "one two"}),
        ("answer: |\n  a: b", {"answer": "a: b"}),
        ("answer: >= 3", {"answer": ">= 3"}),
        ("answer: @home", {"answer": "@home"}),
        ("answer:", {"answer": ""}),
        ("answer: # nothing", {"answer": ""}),
        ("answer:\n- 1\n- 2 # two\n-\n  3", {"answer": ["1", "2", "3"]}),
        ("also:\n  - - a\n    - b\n  - [c, d]", {"also": [["a", "b"], ["c", "d"]]}),
        ("skills: [mean, median,]", {"skills": ["mean", "median"]}),
        ("skills: []", {"skills": []}),
        (
            "skills: [\n  mean, # one\n  'a, b'\n]\npoints: 1",
            {"skills": ["mean", "a, b"], "points": "1"},
        ),
        ("options: {a: 'b: c', d: \"e # f\"} # g", {"options": {"a": "b: c", "d": "e # f"}}),
        ("a: {b: [c, {d: 1.0}]}", {"a": {"b": ["c", {"d": "1.0"}]}}),
        ("{type: choice, points: 1}", {"type": "choice", "points": "1"}),
        (
            "# comment\n\ntype: choice # comment\n  # comment\npoints: 1",
            {"type": "choice", "points": "1"},
        ),
        ("", {}),
        ("  type: choice\n  points: 1", {"type": "choice", "points": "1"}),
        ("type : choice", {"type": "choice"}),
    ],
)
def test_everything_else_is_yaml_whose_values_are_texts(head: str, meant: Plain) -> None:
    assert typed(head) == meant


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("points:\t2", {"points": "2"}),
        ("hints:\n\t- one\n\t- two", {"hints": ["one", "two"]}),
        ("points:\u00a02\u00a0", {"points": "2"}),
        ("\u00a0\u00a0points: 2\n  tries: 3", {"points": "2", "tries": "3"}),
        ("tolerance: 1\u202f%", {"tolerance": "1 %"}),
        ("\ufefftype:\u2009choice\u200b", {"type": "choice"}),
        ("answer: “mean”", {"answer": "mean"}),
        ("answer: ‘mean’", {"answer": "mean"}),
        ("answer: „mean“", {"answer": "mean"}),
        ("answer: l’heure", {"answer": "l’heure"}),
        ("skills: [“mean”,\u00a0‘median’]", {"skills": ["mean", "median"]}),
        ("“my key”: x", {"my key": "x"}),
        ("cafe\u0301: e\u0301", {"café": "é"}),
        ("a: {b:\u00a0c}", {"a": {"b": "c"}}),
    ],
)
def test_odd_spaces_tabs_and_curly_quotes_outside_text_are_understood(
    head: str, meant: Plain
) -> None:
    assert typed(head) == meant


def test_every_node_knows_the_line_on_which_it_begins() -> None:
    head = "# comment\ntitle: a\n  b\nhints:\n  - c\n\n  -\n    d\n"
    head += "skills: [\n  e,\n  f]\nstarter: |\n\n  g"
    node, faults = read_typed(head, 2)
    assert faults == ()
    assert node == Mapping_(
        {
            "title": Scalar("a b", 3),
            "hints": Sequence((Scalar("c", 6), Scalar("d", 9)), 6),
            "skills": Sequence((Scalar("e", 11), Scalar("f", 12)), 10),
            "starter": Scalar("g", 14),
        },
        {"title": 3, "hints": 5, "skills": 10, "starter": 13},
        3,
    )


# Pieces of which slips are made, so that hypothesis meets them often.
WORDS = ["a", "type", "title", "hints", "options", "wrong", "tests", "code"]
INDENTED = ["\n", "\n  ", "\n\t", "\n- ", "\n  - ", "  ", "- "]
SIGNS = [*"[]{},:#|>&*!\\%?~\"'“”🎉\r\0\u00a0\u2028", ": ", " #", "---"]
PIECES = st.sampled_from([*WORDS, *INDENTED, *SIGNS])


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60), st.booleans())
def test_no_head_whatsoever_raises_and_every_fault_has_a_line(text: str, ended: bool) -> None:
    node, faults = read_typed(text, 2, ended=ended)
    assert _lines(node) | {each.line for each in faults} <= set(range(2, text.count("\n") + 3))


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_no_yaml_whatsoever_raises(text: str) -> None:
    node, faults = read_plain(text)
    last = text.count("\n") + 3
    assert all(each.line is not None and 1 <= each.line <= last for each in faults)
    assert node is None or isinstance(plain(node), str | list | dict)


# A text that is read as it stands wherever a text is: one line, no quotes round the whole.
ONE_LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"]), min_size=1)
TYPED = ONE_LINE.map(str.strip).filter(
    lambda text: text and text[0] not in "\"'|>" and text == text.strip()
)


@given(TYPED)
def test_any_text_on_one_line_is_read_as_it_was_typed(text: str) -> None:
    head = f"title: {text}\nhints:\n  - {text}\nwrong:\n  some id: {text}"
    assert typed(head) == {"title": text, "hints": [text], "wrong": {"some id": text}}


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1), min_size=1)
)
def test_a_block_keeps_every_line_and_its_indentation(words: list[str]) -> None:
    lines = [" " * (2 * (at % 3)) + word for at, word in enumerate(words)]
    head = "starter: |\n" + "\n".join(f"    {line}" for line in lines)
    assert typed(head) == {"starter": "\n".join(lines)}
    assert "starter" in CODE_KEYS


def _lines(node: Node) -> set[int]:
    if isinstance(node, Scalar):
        return {node.line}
    if isinstance(node, Sequence):
        return {node.line}.union(*map(_lines, node.items))
    return {node.line, *node.lines.values()}.union(*map(_lines, node.items.values()))
