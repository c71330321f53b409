"""Bringing lines into their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.checkpoints.astray import Astray
from courseware.checkpoints.lines import Line
from courseware.checkpoints.order import first_astray
from courseware.checkpoints.protocol import JSON, Malformed, Verdict
from tests.unit.checkpoints import specs
from tests.unit.checkpoints.heads import asked, built, found, read

SUM = """lines: |
  total = 0
  for x in xs:
      total += x  # one: more
      count += 1

  print(total)
  total = x   #distractor
distractors:
  -     while xs:
also:
  - |
    total = 0
    for x in xs:
      count += 1
      total += x  # one: more
    print(total)
wrong:
  - answer: |
      total = 0
      for x in xs:
          total += x  # one: more
          count += 1
          print(total)
    feedback: It prints in every turn.
other: Read it line by line.
"""
START, LOOP, ADD, COUNT, PRINT = RIGHT = [
    "total = 0",
    "for x in xs:",
    "    total += x  # one: more",
    "    count += 1",
    "print(total)",
]
WORDS = "lines: [the, cat, saw, the, dog]\nother: Who saw whom?"


def test_the_right_order_and_the_other_right_orders_are_right() -> None:
    question = asked("order", SUM)
    assert question.answer(RIGHT) == Verdict(1.0, correct=True)
    swapped = [START, LOOP, COUNT, ADD, PRINT]
    assert question.answer([f"{each} \t" for each in swapped]) == Verdict(1.0, correct=True)


@pytest.mark.parametrize(
    ("laid", "feedback", "note"),
    [
        (
            [LOOP, START, ADD, COUNT, PRINT],
            "Read it line by line.",
            "Line 1 is the first that is out of place: it belongs somewhere else.",
        ),
        (
            [START, LOOP, ADD, "total = x", PRINT],
            "Read it line by line.",
            "Line 4 is the first that is out of place: it is not needed.",
        ),
        (
            [START, LOOP, COUNT, PRINT],
            "Read it line by line.",
            "Something is missing before line 4.",
        ),
        (
            [START, LOOP],
            "Read it line by line.",
            "So far so good. Something comes after that.",
        ),
        (
            [*RIGHT, "while xs:"],
            "Read it line by line.",
            "Line 6 is the first that is out of place: it is not needed.",
        ),
        (
            [*RIGHT[:4], "    print(total)"],
            "It prints in every turn.",
            "Line 5 is in its place. Look again at how far it is indented.",
        ),
    ],
)
def test_feedback_says_where_the_first_line_is_out_of_place_and_not_what_belongs_there(
    laid: list[JSON], feedback: str, note: str
) -> None:
    answer = asked("order", SUM).answer(laid)
    assert answer == Verdict(0.0, correct=False, feedback=feedback, note=note)


def test_the_right_order_that_is_followed_furthest_counts() -> None:
    question = asked("order", SUM)
    laid: JSON = [START, LOOP, COUNT, ADD]
    assert first_astray(question.public, question.key, laid) == Astray(5, "end")
    assert first_astray(question.public, question.key, RIGHT) is None
    assert first_astray(question.public, {}, laid) is None


def test_a_student_copy_has_the_lines_without_their_indentation_and_mixed() -> None:
    question = asked("order", SUM)
    assert question.public == {
        "lines": [
            "count += 1",
            "total = 0",
            "print(total)",
            "while xs:",
            "total += x  # one: more",
            "for x in xs:",
            "total = x",
        ],
        "indent": 4,
        "deepest": 5,
        "code": True,
    }
    worked = "```\n" + "\n".join(RIGHT) + "\n```"
    assert question.type.worked(question.public, question.key) == worked


@given(specs.orders())
def test_the_lines_are_never_offered_in_a_right_order(spec: dict[str, JSON]) -> None:
    question = built("order", spec)
    offered = question.public["lines"]
    assert isinstance(offered, list)
    distractors = spec["distractors"]
    assert isinstance(distractors, list)
    assert question.status([each for each in offered if each not in distractors]) != "right"
    assert sorted(offered) == sorted(
        [*(each.strip() for each in question.samples.right[0]), *distractors]  # type: ignore[union-attr]
    )


def test_equal_lines_are_interchangeable_and_words_have_no_indentation() -> None:
    question = asked("order", WORDS)
    assert (question.public["indent"], question.public["code"]) == (0, False)
    assert question.parse(["  the", "cat "]) == ["the", "cat"]
    assert question.status(["the", "cat", "saw", "the", "dog"]) == "right"
    assert question.status(["the", "dog", "saw", "the", "cat"]) == "wrong"
    worked = question.type.worked(question.public, question.key)
    assert worked == "1. the\n2. cat\n3. saw\n4. the\n5. dog"


@pytest.mark.parametrize("raw", [None, "", []])
def test_no_lines_are_malformed(raw: JSON) -> None:
    said = "Bring lines into your answer first, in the order that you think is right."
    assert asked("order", WORDS).answer(raw) == Malformed(said)


@pytest.mark.parametrize(
    "raw",
    ["the", 1, {"the": 1}, ["The"], ["the", "the", "the"], ["cat", 1], [["cat"]], [""], ["a"] * 9],
)
def test_what_was_not_given_or_not_so_often_is_malformed(raw: JSON) -> None:
    said = "Use the lines that are shown, each as often as it is shown."
    assert asked("order", WORDS).answer(raw) == Malformed(said)


@pytest.mark.parametrize(
    ("unit", "laid", "meant"),
    [
        (4, ["a", "    b", "        c"], [0, 1, 2]),
        (4, ["a", "   b", "          c"], [0, 1, 3]),
        (2, ["a", "  b", "      c"], [0, 1, 3]),
        (4, ["a", "\tb", "\t\tc"], [0, 1, 2]),
        (0, ["a", "  b", "    c"], [0, 0, 0]),
    ],
)
def test_depths_are_counted_in_steps(unit: int, laid: list[str], meant: list[int]) -> None:
    indented = ["a", " " * unit + "b", " " * 2 * unit + "c"]
    question = asked("order", "lines: |\n" + "\n".join(f"  {each}" for each in indented))
    expected = [Line(text, depth) for text, depth in zip("abc", meant, strict=True)]
    assert question.parse(laid) == [" " * unit * each.depth + each.text for each in expected]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("lines: |\n  xs = sorted(xs)\n  half = len(xs) // 2", True),
        ("lines: |\n  print(1)\n  print(2)", True),
        ("lines: [a, b]", False),
        ("lines: |\n  wake up\n  get up", False),
        ("lines: |\n  Monday: rain\n  Tuesday: sun", False),
        ("lines: |\n  SELECT a\n  FROM b\ncode: yes", True),
        ("lines: |\n  Introduction\n    Question\n  End\ncode: no", False),
    ],
)
def test_lines_are_code_where_they_are_indented_or_python_or_said_to_be(
    head: str, code: bool
) -> None:
    assert asked("order", head).public["code"] is code


@pytest.mark.parametrize(
    "also",
    [
        "also: [c, a, b]",
        "also: |\n  c\n  a\n  b",
        "also:\n  c\n  a\n  b",
        "also:\n  - c\n  - a\n  - b",
        "also:\n  - [c, a, b]",
        "also:\n  - |\n    c\n    a\n    b",
        "also:\n  - - c\n    - a\n    - b",
        "also:\n  -\n    - c\n    - a\n    - b",
    ],
)
def test_other_right_orders_are_typed_in_many_ways(also: str) -> None:
    assert read("order", f"lines: [a, b, c]\n{also}")[0]["also"] == [["c", "a", "b"]]


def test_several_other_right_orders_keep_their_signs_and_their_indentation() -> None:
    one = "  - - if x: # if\n    -     y()\n    - z: 1\n"
    other = "  - |\n    z: 1\n    if x: # if\n      y()"
    spec, faults = read("order", f"lines:\n- if x: # if\n-     z: 1\n- y()\nalso:\n{one}{other}")
    assert faults == ()
    assert spec["also"] == [["if x: # if", "    y()", "z: 1"], ["z: 1", "if x: # if", "    y()"]]


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ("lines: []", ["CW207"]),
        ("lines: [a, a]", ["CW550"]),
        ("lines: one line", ["CW550"]),
        ("lines:\n  - a\n  - ''\n  - b", ["CW207"]),
        ("lines:\n  - |\n    a\n    b\n  - c\n  - d", ["CW552"]),
        ("lines:\n  a: b", ["CW550"]),
        ("lines: {a: b}", ["CW203"]),
        ("lines: [a, b, {c: d}]", ["CW203"]),
        ("lines: |\n  a\n  b\n  #distractor", ["CW207"]),
        ("lines: [a, b]\ndistractors: [a]", ["CW505"]),
        ("lines: [a, b]\ndistractors: [c, c]", ["CW505"]),
        ("lines: [a, b]\nalso: [a, b]", ["CW505"]),
        ("lines: [a, b]\nalso: [[b, a], [b, a]]", ["CW505"]),
        ("lines: [a, b]\nalso: [b, c]", ["CW551"]),
        ("lines: [a, b]\nalso: [b, b]", ["CW551"]),
        ("lines: [a, b]\nwrong:\n  a b: No.", ["CW203"]),
        ("lines: [a, b]\nwrong:\n  - answer: [a, b]\n    feedback: No.", ["CW504"]),
        ("lines: [a, b]\nwrong:\n  - answer: [b, c]\n    feedback: No.", ["CW551"]),
        ("lines: [a, b]\nwrong:\n  - answer: [b, a]", ["CW202"]),
        ("lines: [a, b]\nwrong:\n  - answer: []\n    feedback: No.", ["CW207"]),
        ("lines: |\n  a\n  b\n  c  #distracter", ["CW206"]),
        ("lines: |\n  a\n  b\n  c # Distractors", ["CW206"]),
        ("lines: |\n  a\n    b\nwrong:\n  - answer: [b, a]\n    feedback: No.", ["CW553"]),
        ("lines: |\n  a\n    b\n     c", ["CW554"]),
        ("lines: [a, b]\ncode: |\n  print(1)", ["CW205"]),
        ("", ["CW202"]),
    ],
)
def test_a_slip_is_named(head: str, codes: list[str]) -> None:
    assert found("order", head) == codes


@given(st.data())
def test_a_wrong_answer_is_out_of_place_where_the_note_says(data: st.DataObject) -> None:
    question = built("order", data.draw(specs.orders()))
    offered = question.public["lines"]
    assert isinstance(offered, list)
    laid = data.draw(st.permutations(offered))
    astray = first_astray(question.public, question.key, laid)
    assert (astray is None) == (question.status(laid) == "right")
    if astray is not None:
        assert 1 <= astray.place <= len(laid) + 1
        assert (astray.matter == "end") == (astray.place == len(laid) + 1)
        assert str(astray.place) in question.note(laid) or astray.matter == "end"
