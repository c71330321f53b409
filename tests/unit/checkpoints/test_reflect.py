"""Free text: recorded whatever it says, with what to compare it with."""

from __future__ import annotations

import pytest
from hypothesis import given

from courseware.checkpoints.protocol import JSON, Malformed, Part, Verdict
from tests.unit.checkpoints import specs
from tests.unit.checkpoints.heads import asked, built, found

RATED = """rubric:
  - I name a number.
  - I say: what it hides.
model: |
  The mean is 29.
  It hides *one* run.
"""
COMPARE = (
    "Now compare it with the answer below. Then choose the description that fits your text best."
)


def test_a_text_is_recorded_with_the_model_answer_and_the_rating_is_asked_for() -> None:
    question = asked("reflect", RATED)
    model = "The mean is 29.\nIt hides *one* run."
    assert question.answer({"text": "A."}) == Verdict(None, None, feedback=model, note=COMPARE)
    assert question.answer({"text": "A.", "rating": 1}) == Verdict(None, None, feedback=model)
    assert question.parse("A.") == {"text": "A."}
    assert question.parse({"text": "A.", "rating": "1"}) == {"text": "A.", "rating": 1}


def test_a_student_copy_has_the_rubric_and_not_the_model() -> None:
    question = asked("reflect", RATED)
    rubric = ["I name a number.", "I say: what it hides."]
    assert question.public == {"rubric": rubric, "graded": ""}
    withheld = question.type.grade(question.public, {}, {"text": "A."}, None)
    note = "Now choose the description that fits your text best."
    assert withheld == Verdict(None, None, note=note)


def test_a_text_that_is_graded_by_hand_has_no_rating() -> None:
    question = asked("reflect", "graded: by hand")
    note = "Somebody will read it. Until then you can change it as you like."
    assert question.answer({"text": "A."}) == Verdict(None, None, note=note)
    assert question.status({"text": "A.", "rating": 0}) == "malformed"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "Write something first."),
        ({"text": " \n"}, "Write something first."),
        ({"rating": 1}, "Write something first."),
        ({"text": ["A."]}, "Write your answer in words."),
        ({"text": "A.", "rating": 2}, "Choose one of the descriptions that are shown."),
        ({"text": "A.", "rating": True}, "Choose one of the descriptions that are shown."),
        ({"text": "A.", "rating": "high"}, "Choose one of the descriptions that are shown."),
        ("x" * 20_001, "That is too long: an answer here is at most 20000 characters."),
    ],
)
def test_what_is_no_text_or_no_rating_is_malformed(raw: JSON, said: str) -> None:
    assert asked("reflect", RATED).answer(raw) == Malformed(said)


@given(spec=specs.reflects, raw=specs.anything, public=specs.anything, key=specs.anything)
def test_nothing_raises_and_nothing_is_ever_right_or_wrong(
    spec: Part, raw: JSON, public: JSON, key: JSON
) -> None:
    question = built("reflect", spec)
    response = question.parse(raw)
    if not isinstance(response, Malformed):
        assert question.parse(response) == response
    damaged: Part = dict.fromkeys(question.public, public)
    lost: Part = dict.fromkeys(question.key, key)
    for one, other in ((question.public, question.key), (damaged, lost), ({}, {})):
        question.type.parse(one, raw)
        question.type.worked(one, other)
        assert question.type.grade(one, other, raw, None).status == "recorded"


@given(spec=specs.reflects)
def test_samples_are_malformed_as_they_say(spec: Part) -> None:
    question = built("reflect", spec)
    samples = question.samples
    assert (samples.right, samples.wrong) == ((), ())
    assert [question.status(each) for each in samples.malformed] == ["malformed"] * len(
        samples.malformed
    )


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ("model: A.", ["CW570"]),
        ("rubric: [Good]", ["CW571"]),
        ("rubric: ['', Good]", ["CW207"]),
        ("graded: by machine", ["CW206"]),
        ("graded: by hand\nexplain: Because.", ["CW572"]),
        ("graded: by hand\nother: Look again.", ["CW572"]),
        ("graded: by hand\nanswer: A.", ["CW201"]),
    ],
)
def test_each_fault_has_its_code(head: str, codes: list[str]) -> None:
    assert found("reflect", head) == codes
