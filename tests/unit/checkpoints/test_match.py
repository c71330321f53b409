"""Laying to each thing what belongs to it."""

from __future__ import annotations

import itertools

import pytest

from courseware.checkpoints.protocol import JSON, Malformed, Verdict
from tests.unit.checkpoints.heads import asked, built

HEAD = r"""pairs:
  mean: $\frac{1}{n}\sum x_i$: all of them # yes
  median: the one in the middle
  mode: the most frequent
extra:
  - the largest: less the smallest
wrong:
  - answer: {mean: the one in the middle}
    feedback: That is the median.
  - answer:
      mean: the most frequent
      mode: '$\frac{1}{n}\sum x_i$: all of them # yes'
    feedback: These two have changed places.
  - answer: [mean, mode]
    feedback: Look at mean and mode again.
other: Try it with 1, 2, 2.
"""
MEAN = r"$\frac{1}{n}\sum x_i$: all of them # yes"
MIDDLE, MOST, RANGE = (
    "the one in the middle",
    "the most frequent",
    "the largest: less the smallest",
)
RIGHT = {"mean": MEAN, "median": MIDDLE, "mode": MOST}


def test_pairs_are_read_as_typed_and_all_of_them_are_right() -> None:
    question = asked("match", HEAD)
    assert question.answer(RIGHT) == Verdict(1.0, correct=True)
    shuffled = {f" {left}\n": f"{RIGHT[left]} " for left in ("mode", "mean", "median")}
    assert question.parse(shuffled) == RIGHT


@pytest.mark.parametrize(
    ("changed", "score", "feedback"),
    [
        ({"median": RANGE}, 2 / 3, "Try it with 1, 2, 2."),
        ({"mode": RANGE}, 2 / 3, "Look at mean and mode again."),
        ({"mean": MIDDLE}, 2 / 3, "That is the median."),
        (
            {"mean": MIDDLE, "mode": RANGE},
            1 / 3,
            "That is the median.\n\nLook at mean and mode again.",
        ),
        ({"mean": MOST, "mode": MEAN}, 1 / 3, "These two have changed places."),
        ({"mean": RANGE, "median": RANGE, "mode": RANGE}, 0, "Look at mean and mode again."),
    ],
)
def test_the_share_counts_and_what_speaks_of_a_pair_outdoes_what_speaks_of_its_left(
    changed: dict[str, str], score: float, feedback: str
) -> None:
    verdict = asked("match", HEAD).answer({**RIGHT, **changed})
    assert verdict == Verdict(score, correct=False, feedback=feedback)


def test_short_lines_speak_of_a_left_whatever_wrong_is_laid_there() -> None:
    question = asked("match", "pairs: {a: x, b: y}\nwrong:\n  a: Look: at `a`.")
    assert question.feedback({"a": "y", "b": "y"}) == "Look: at `a`."
    assert question.feedback({"a": "x", "b": "x"}) == ""


def test_two_lefts_may_share_a_right() -> None:
    question = asked("match", "pairs: {a: x, b: x, c: y}")
    assert question.public == {"lefts": ["a", "b", "c"], "rights": ["x", "y"]}
    assert question.status({"a": "x", "b": "x", "c": "y"}) == "right"


def test_a_student_copy_has_both_sides_and_no_order_tells_what_belongs_together() -> None:
    question = asked("match", HEAD)
    assert question.public == {
        "lefts": ["mean", "median", "mode"],
        "rights": [MOST, MEAN, RANGE, MIDDLE],
    }
    public = {
        str(built("match", {"pairs": dict(zip("abc", rights, strict=True)), "extra": ["z"]}).public)
        for rights in itertools.permutations(["x", "y", "w"])
    }
    assert len(public) == 1


def test_show_how_lists_every_pair() -> None:
    question = asked("match", "pairs: {a: x, b: y}")
    assert question.type.worked(question.public, question.key) == "- a → x\n- b → y"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (None, "3 are still open: choose what belongs there."),
        ("", "3 are still open: choose what belongs there."),
        ({}, "3 are still open: choose what belongs there."),
        ({"mean": MEAN}, "2 are still open: choose what belongs there."),
        ({**RIGHT, "mode": ""}, "1 is still open: choose what belongs there."),
    ],
)
def test_what_leaves_something_open_is_malformed_and_told_how_much(raw: JSON, message: str) -> None:
    assert asked("match", HEAD).answer(raw) == Malformed(message)


@pytest.mark.parametrize(
    "raw",
    [
        "mean",
        [MEAN, MIDDLE, MOST],
        7,
        True,
        {**RIGHT, "mode": "something else"},
        {**RIGHT, "maen": MEAN},
        {**RIGHT, "mode": None},
        {**RIGHT, "mode": [MOST]},
    ],
)
def test_what_was_not_offered_is_malformed(raw: JSON) -> None:
    assert asked("match", HEAD).answer(raw) == Malformed("Choose for each from what is shown.")
