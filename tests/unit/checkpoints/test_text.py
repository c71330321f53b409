"""Judging words."""

from __future__ import annotations

import pytest

from courseware.checkpoints.edits import edits
from courseware.checkpoints.protocol import JSON, Malformed, Verdict
from tests.unit.checkpoints.heads import asked


@pytest.mark.parametrize(
    ("head", "right", "wrong"),
    [
        (
            "answer: median",
            ["median", "Median", " MEDIAN ", "me\u200bdian"],
            ["the median", "mean"],
        ),
        ("answer: the median", ["the  median", "The\n median", "the\u00a0median"], ["themedian"]),
        ("answer: [two, 2]", ["two", "2", "Two"], ["three"]),
        ("answer: NaN\ncase: true", ["NaN", " NaN"], ["nan", "NAN"]),
        ("answer: l'école", ["l’école", "L'ÉCOLE", "l'e\u0301cole"], ["l'ecole", "l'êcole"]),
        ("answer: école\naccents: free", ["ecole", "Ecole", "école", "êcôlé"], ["ecol"]),
        ("answer: Straße", ["strasse", "STRASSE"], ["strase"]),
        (
            "answer: median\npattern: (the )?medians?",
            ["the median", "Medians"],
            ["a median", "medianss"],
        ),
        ("answer: ab\npattern: [ab]+\ncase: true", ["ab", "ba", "bbb"], ["AB", "abc"]),
    ],
)
def test_case_blanks_and_typographic_signs_do_not_matter_unless_the_author_says_so(
    head: str, right: list[str], wrong: list[str]
) -> None:
    question = asked("text", head)
    assert {each: question.status(each) for each in right} == dict.fromkeys(right, "right")
    assert {each: question.status(each) for each in wrong} == dict.fromkeys(wrong, "wrong")


def test_an_answer_comes_before_wrong_ones_these_before_patterns_and_these_before_edits() -> None:
    question = asked(
        "text",
        "answer: median\nwrong:\n  mean: Not that.\n  medium: That is a size.\n"
        "pattern: m.*n\nnear: 2\nother: No.",
    )
    assert question.answer("median") == Verdict(1.0, correct=True)
    assert question.answer("Mean") == Verdict(0.0, correct=False, feedback="Not that.")
    assert question.answer("medium") == Verdict(0.0, correct=False, feedback="That is a size.")
    assert question.answer("median of the men") == Verdict(1.0, correct=True)
    assert question.answer("medain") == Verdict(1.0, correct=True)
    assert question.answer("medial") == Verdict(1.0, correct=True, note="It is spelled `median`.")
    assert question.answer("mode") == Verdict(0.0, correct=False, feedback="No.")


def test_accents_can_be_hinted_at() -> None:
    question = asked("text", "answer: école\naccents: hint\nnear: 1\nwrong:\n  êcole: A hat?")
    said = "Almost: only the accents differ. Look at each of them again."
    assert question.answer("ecole") == Verdict(0.0, correct=False, feedback=said)
    assert question.answer("êcole") == Verdict(0.0, correct=False, feedback="A hat?")
    assert question.answer("école") == Verdict(1.0, correct=True)
    assert question.answer("écoles") == Verdict(1.0, correct=True, note="It is spelled `école`.")


def test_an_edit_is_forgiven_but_never_in_a_digit() -> None:
    question = asked("text", "answer: the year 1914\nnear: 1")
    assert question.status("the yaer 1914") == "right"
    assert question.status("the year 1941") == "wrong"
    assert question.status("the year 1915") == "wrong"
    assert question.status("year 1914") == "wrong"


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("", "ab", 2),
        ("ab", "", 2),
        ("median", "median", 0),
        ("median", "meidan", 1),
        ("median", "medians", 1),
        ("median", "midian", 1),
        ("kitten", "sitting", 3),
        ("ca", "abc", 3),
    ],
)
def test_edits_are_insertions_deletions_substitutions_and_swaps(
    one: str, other: str, distance: int
) -> None:
    assert edits(one, other) == edits(other, one) == distance


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (None, "Type an answer first."),
        ("", "Type an answer first."),
        (" \n\u200b", "Type an answer first."),
        (5, "Type an answer in words."),
        (["median"], "Type an answer in words."),
        ("x" * 501, "That is too long: an answer here is at most 500 characters."),
    ],
)
def test_what_is_no_text_is_malformed_with_one_sentence(raw: JSON, message: str) -> None:
    assert asked("text", "answer: median").answer(raw) == Malformed(message)


def test_a_student_copy_knows_what_matters_and_no_answer() -> None:
    question = asked("text", "answer: median\npattern: m.*\nnear: 1\nwrong:\n  mean: No.")
    assert question.public == {"case": False, "accents": "needed"}
    assert question.type.worked(question.public, question.key) == "median"
