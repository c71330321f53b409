"""What holds for every type and every checkpoint: nothing raises, and samples are what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.checkpoints.protocol import JSON, Malformed, Part, Ran, Verdict
from tests.unit.checkpoints import specs
from tests.unit.checkpoints.heads import asked, built

SPECS = {
    "choice": specs.choices(),
    "multiple": specs.multiples(),
    "match": specs.matches(),
    "numeric": specs.numerics(),
    "text": specs.texts(),
    "predict": specs.predicts(),
    "order": specs.orders(),
    "code": specs.codes,
}
types = pytest.mark.parametrize("type_", SPECS)
rans = st.none() | st.builds(
    Ran, specs.anything, st.sampled_from(["", "timeout", "ended", "broken"])
)


@types
@given(data=st.data())
def test_no_answer_makes_parsing_raise_and_what_is_parsed_is_parsed_again_as_it_is(
    type_: str, data: st.DataObject
) -> None:
    question = built(type_, data.draw(SPECS[type_]))
    response = question.parse(data.draw(specs.anything))
    if isinstance(response, Malformed):
        assert response.message.strip()
    else:
        assert question.parse(response) == response


@types
@given(data=st.data())
def test_no_response_makes_grading_raise_and_the_same_gets_the_same_verdict(
    type_: str, data: st.DataObject
) -> None:
    question = built(type_, data.draw(SPECS[type_]), other="Look again.")
    response, ran = data.draw(specs.anything), data.draw(rans)
    verdict = question.type.grade(question.public, question.key, response, ran)
    assert verdict == question.type.grade(question.public, question.key, response, ran)
    assert verdict.score is not None
    assert 0 <= verdict.score <= 1
    assert verdict.correct == (verdict.score == 1)
    assert verdict.correct or verdict.feedback


@types
@given(data=st.data(), public=specs.anything, key=specs.anything)
def test_a_damaged_student_copy_makes_nothing_raise(
    type_: str, data: st.DataObject, public: JSON, key: JSON
) -> None:
    question = built(type_, data.draw(SPECS[type_]))
    damaged: Part = dict.fromkeys(question.public, public)
    lost: Part = dict.fromkeys(question.key, key)
    raw = data.draw(specs.anything | st.sampled_from(question.samples.right))
    for one, other in ((damaged, question.key), (question.public, lost), ({}, {}), (damaged, lost)):
        question.type.parse(one, raw)
        question.type.job(one, other, raw)
        question.type.worked(one, other)
        assert isinstance(question.type.grade(one, other, raw, None), Verdict)


@pytest.mark.parametrize("type_", ["choice", "multiple", "match", "numeric", "text", "predict"])
@given(data=st.data())
def test_samples_are_what_they_say(type_: str, data: st.DataObject) -> None:
    question = built(type_, data.draw(SPECS[type_]))
    samples = question.samples
    assert samples.right
    assert samples.wrong
    assert samples.malformed
    said = {"right": samples.right, "wrong": samples.wrong, "malformed": samples.malformed}
    for status, answers in said.items():
        assert [question.status(each) for each in answers] == [status] * len(answers), answers


HEADS = {
    "predict": "code: |\n  for i in range(2):\n      print(i, 'x')\n  1 / 0\nwrong:\n  1: No.",
    "code": "solution: |\n  def f(n): return n\ntests:\n  - code: assert f(2) == 2\n"
    "wrong:\n  - code: 'def f(n): return 2'\n    feedback: Only for 2.",
    "script": "solution: print(input())\ntests:\n  - {prints: a, input: a}",
    "numeric range": "answer: 9.7 to 9.9\nunit: m/s^2\nunit_needed: true",
    "numeric units": "answer: 9.7 to 9.9 cm\nunit: m\nunits: {cm: 0.01}\n"
    "wrong:\n  97 to 99 cm: Ten times.\n  5: No.",
    "numeric foreign": "answer: 5\nunit: N\nunit_needed: true\nwrong:\n  5 J: No.\n  6 to 7: No.",
    "numeric list": "answer: [2, -2]\nfigures: 2\nfigures_needed: true",
    "numeric fraction": "answer: 1/3\nfigures: 3",
    "text patterns": "answer: the median\npattern: (the )?median\nnear: 1\nother: No.",
}


@pytest.mark.parametrize("name", HEADS)
def test_samples_of_a_typed_head_are_what_they_say(name: str) -> None:
    type_ = "code" if name == "script" else name.partition(" ")[0]
    question = asked(type_, HEADS[name])
    samples = question.samples
    said = {"right": samples.right, "wrong": samples.wrong, "malformed": samples.malformed}
    for status, answers in said.items():
        assert [question.status(each) for each in answers] == [status] * len(answers), answers
