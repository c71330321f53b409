"""Picking several options."""

from __future__ import annotations

import pytest

from courseware.checkpoints.protocol import JSON, Malformed, Samples, Verdict
from tests.unit.checkpoints.heads import asked

MOVED = """options:
  mean: The mean
  range: The range
  median: The median
  mode: The mode
answer: [mean, range]
wrong:
  median: It stays where it is.
missing:
  - answer: [mean, range]
    feedback: "Which of them sees how large a value is?"
other: Try it with 1, 2, 300.
shuffle: true
last: mode
"""
SEES = "Which of them sees how large a value is?"


def test_exactly_the_right_options_are_right_in_any_order_and_however_often() -> None:
    question = asked("multiple", MOVED)
    right = Verdict(1.0, correct=True)
    assert question.answer(["mean", "range"]) == right
    assert question.answer(["range", " mean\n", "range"]) == right
    assert question.parse(["range", "mean", "range"]) == ["mean", "range"]


@pytest.mark.parametrize(
    ("picked", "score", "feedback"),
    [
        (["mean"], 0.5, SEES),
        ("mean", 0.5, SEES),
        (["mean", "range", "mode"], 0.5, "Try it with 1, 2, 300."),
        (["mean", "range", "median"], 0.5, "It stays where it is."),
        (["mean", "median"], 0.0, f"It stays where it is.\n\n{SEES}"),
        (["median", "mode"], 0.0, f"It stays where it is.\n\n{SEES}"),
        (["mean", "range", "median", "mode"], 0.0, "It stays where it is."),
    ],
)
def test_a_wrong_pick_takes_a_right_one_away_and_each_slip_is_spoken_of_once(
    picked: JSON, score: float, feedback: str
) -> None:
    verdict = asked("multiple", MOVED).answer(picked)
    assert verdict == Verdict(score, correct=False, feedback=feedback)


def test_without_partial_credit_all_or_nothing_counts() -> None:
    question = asked("multiple", f"{MOVED}partial: false")
    assert question.status(["mean", "range"]) == "right"
    assert question.answer(["mean"]) == Verdict(0.0, correct=False, feedback=SEES)


def test_a_single_right_option_may_stand_alone() -> None:
    question = asked("multiple", "options:\n  - It grows\n  - It shrinks: a lot\nanswer: It grows")
    assert question.status(["It grows"]) == "right"
    assert question.type.worked(question.public, question.key) == "It grows"


def test_a_student_copy_knows_the_options_and_nothing_about_them() -> None:
    question = asked("multiple", MOVED)
    assert question.public == {
        "options": {
            "mean": "The mean",
            "range": "The range",
            "median": "The median",
            "mode": "The mode",
        },
        "order": ["mean", "range", "median", "mode"],
        "shuffle": True,
        "last": ["mode"],
    }
    assert question.type.worked(question.public, question.key) == "- The mean\n- The range"


@pytest.mark.parametrize("raw", [None, "", []])
def test_an_empty_pick_is_malformed(raw: JSON) -> None:
    said = Malformed("Choose at least one of the options first.")
    assert asked("multiple", MOVED).answer(raw) == said


@pytest.mark.parametrize(
    "raw", ["Mean", ["mean", "maen"], ["mean", 1], [["mean"]], [""], {"mean": "mean"}, True, 0]
)
def test_what_is_not_an_option_is_malformed(raw: JSON) -> None:
    said = Malformed("That is not one of the options. Choose one of those shown.")
    assert asked("multiple", MOVED).answer(raw) == said


def test_samples_of_all_or_nothing_know_too_few_and_too_many() -> None:
    head = "options: {a: One, b: Two, c: Three}\nanswer: [a, b]\npartial: false"
    assert asked("multiple", head).samples == Samples(
        right=(["a", "b"], [" b\n", " a\n", " a\n", " b\n"]),
        wrong=(["c"], ["b"], ["a", "b", "c"]),
        malformed=(None, "", [], "xx", ["xx"], ["a", "b", "xx"], [["a", "b"]], 7, {"a": "b"}),
    )
