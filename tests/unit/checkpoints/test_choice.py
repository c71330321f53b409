"""Picking an option."""

from __future__ import annotations

import pytest

from courseware.checkpoints.protocol import JSON, Malformed, Samples, Verdict
from tests.unit.checkpoints.heads import asked

CENTRES = """options:
  mean: The mean
  median: The median
  mode: The mode
answer: mean
wrong:
  median: It is the value in the middle.
other: Try it with 1, 2, 3.
last: mode
"""


def test_the_answer_is_right_and_a_wrong_option_hears_its_own_feedback() -> None:
    question = asked("choice", CENTRES)
    assert question.answer("mean") == Verdict(1.0, correct=True)
    assert question.answer("median") == Verdict(
        0.0, correct=False, feedback="It is the value in the middle."
    )
    assert question.answer("mode") == Verdict(0.0, correct=False, feedback="Try it with 1, 2, 3.")


def test_a_student_copy_knows_the_options_and_not_the_answer() -> None:
    question = asked("choice", CENTRES)
    assert question.public == {
        "options": {"mean": "The mean", "median": "The median", "mode": "The mode"},
        "order": ["mean", "median", "mode"],
        "shuffle": False,
        "last": ["mode"],
    }
    assert question.type.worked(question.public, question.key) == "The mean"


def test_options_in_a_list_are_their_own_ids() -> None:
    question = asked("choice", "options:\n  - It grows\n  - It shrinks: a lot\nanswer: It grows")
    assert question.public["order"] == ["It grows", "It shrinks: a lot"]
    assert question.status("It grows") == "right"
    assert question.status("It shrinks: a lot") == "wrong"


@pytest.mark.parametrize("raw", ["Mean", "the mean", 1, True, ["mean"], {"id": "mean"}, "x" * 9999])
def test_what_is_not_an_option_is_malformed(raw: JSON) -> None:
    assert asked("choice", CENTRES).answer(raw) == Malformed(
        "That is not one of the options. Choose one of those shown."
    )


@pytest.mark.parametrize("raw", [None, "", []])
def test_no_choice_is_malformed(raw: JSON) -> None:
    assert asked("choice", CENTRES).answer(raw) == Malformed("Choose one of the options first.")


def test_samples_are_the_answer_and_the_other_options() -> None:
    assert asked("choice", CENTRES).samples == Samples(
        right=("mean", " mean\n"),
        wrong=("median", "mode"),
        malformed=("", None, "xxxxxxx", ["mean"], 7, {"id": "mean"}),
    )
