"""Judging numbers."""

from __future__ import annotations

import pytest

from courseware.checkpoints.protocol import Malformed, Verdict
from tests.unit.checkpoints.heads import asked

METRES = "answer: 6.5\ntolerance: 0.01\nunit: m\nunits: {cm: 0.01, km: 1000}"


@pytest.mark.parametrize(
    ("head", "right", "wrong"),
    [
        (
            "answer: 6.5",
            ["6.5", "6,50", "13/2", "6 1/2", "65e-1", "6.5"],
            ["6.49", "6.500001", "65"],
        ),
        ("answer: 0.3\ntolerance: 0.1", ["0.2", "0.4", "0.4000000000000001"], ["0.41", "0.19"]),
        ("answer: 0.2\ntolerance: 0.1", ["0.30000000000000004", "0.1"], ["0.3001"]),
        ("answer: 200\ntolerance: 1 %", ["198", "202"], ["197.9", "202.1"]),
        ("answer: -200\ntolerance: 1 %", ["-198", "-202", "−200"], ["200", "-197.9"]),
        ("answer: [2, -2]", ["2", "-2", "−2"], ["0", "4"]),
        ("answer: 9.7 to 9.9", ["9.7", "9.9", "9.81"], ["9.69", "9.91"]),
        ("answer: 9.7 to 9.9\ntolerance: 0.1", ["9.6", "10"], ["9.59", "10.01"]),
        (
            "answer: 3e8\ntolerance: 1 %",
            ["3·10^8", "3 x 10^8", "299 792 458", "300 000 000"],
            ["3e7"],
        ),
        ("answer: 0.5", ["50 %", "50%", "500 ‰", "½", ".5"], ["50", "5 %"]),
        ("answer: 50\nunit: '%'", ["50 %", "50"], ["0.5"]),
        ("answer: 0", ["0", "0.0", "-0", "5.551115123125783e-17"], ["0.001"]),
        ("answer: 3", ["2.9999999999999996", "3.0"], ["2.999"]),
        ("answer: 1099511627776", ["1099511627776", "1 099 511 627 776"], ["1099511627777"]),
    ],
)
def test_a_number_is_right_within_its_tolerance(
    head: str, right: list[str], wrong: list[str]
) -> None:
    question = asked("numeric", head)
    assert {each: question.status(each) for each in right} == dict.fromkeys(right, "right")
    assert {each: question.status(each) for each in wrong} == dict.fromkeys(wrong, "wrong")


def test_a_third_is_not_a_decimal_but_figures_or_a_tolerance_say_how_far_to_go() -> None:
    assert asked("numeric", "answer: 1/3\ntolerance: 0.01").status("0.33") == "right"
    assert asked("numeric", "answer: 1/3\nfigures: 2").status("0.33") == "right"
    assert asked("numeric", "answer: 9.80665\nfigures: 3").status("9.81") == "right"
    assert asked("numeric", "answer: 9.80665\nfigures: 3").status("9.8") == "wrong"


@pytest.mark.parametrize("typed", ["6.5", "6.50 m", "650 cm", "0,0065 km", "650cm", "6.5m"])
def test_the_unit_may_be_left_out_or_be_any_of_those_listed(typed: str) -> None:
    assert asked("numeric", METRES).status(typed) == "right"


@pytest.mark.parametrize("typed", ["9.81 m/s^2", "9.81 m/s²", "9,81 m / s**2", "9.81 m/s2"])
def test_a_unit_is_the_same_in_every_way_to_write_it(typed: str) -> None:
    assert asked("numeric", "answer: 9.81\nunit: m/s²").status(typed) == "right"


def test_another_unit_is_malformed_and_names_those_that_fit() -> None:
    question = asked("numeric", METRES)
    assert question.answer("6.5 kg") == Malformed(
        "The unit `kg` does not belong here. Type the number in `m`, `cm`, `km`."
    )
    assert question.answer("650 CM") == Malformed(
        "The unit `CM` does not belong here. Did you mean `cm`?"
    )
    assert asked("numeric", "answer: 6.5").answer("6.5 kg") == Malformed(
        "Only a number is asked for here: leave out `kg`."
    )


def test_where_the_unit_is_needed_it_is_part_of_the_question() -> None:
    question = asked(
        "numeric",
        "answer: 5\nunit: N\nunit_needed: true\nwrong:\n  5 J: That is energy.\nother: No.",
    )
    assert question.status("5 N") == "right"
    assert question.answer("5") == Malformed("Type the unit too, after the number.")
    assert question.answer("5 ?!") == Malformed(
        "`?!` is not a unit. Type the number, then its unit."
    )
    assert question.answer("5 J") == Verdict(0.0, correct=False, feedback="That is energy.")
    assert question.answer("5 W") == Verdict(0.0, correct=False, feedback="No.")


def test_a_right_value_in_other_figures_is_right_with_a_note() -> None:
    question = asked("numeric", "answer: 6.5\nfigures: 3\nunit: m")
    assert question.answer("6.50 m") == Verdict(1.0, correct=True)
    note = "To 3 significant figures this is 6.50 m."
    assert question.answer("6.5 m") == Verdict(1.0, correct=True, note=note)
    assert question.note("13/2") == "To 3 significant figures this is 6.50."
    assert asked("numeric", "answer: 650\nfigures: 1\ntolerance: 60").note("650") == (
        "To 1 significant figure this is 7·10^2."
    )
    assert question.note("0.0650e2") == ""


def test_a_right_value_in_other_figures_is_wrong_where_they_are_needed() -> None:
    question = asked("numeric", "answer: 6.5\nfigures: 3\nfigures_needed: true")
    assert question.status("6.50") == "right"
    assert question.answer("6.5") == Verdict(
        0.0, correct=False, feedback="The value is right. Give it to 3 significant figures."
    )


def test_expected_wrong_answers_are_numbers_too_and_others_hear_other() -> None:
    question = asked(
        "numeric",
        "answer: 6.5\ntolerance: 0.01\nunit: m\nunits: {cm: 0.01}\n"
        "wrong:\n  65: Ten times too much.\n  6 to 6.4: Too little.\nother: Look again.",
    )
    assert question.feedback("65,00") == "Ten times too much."
    assert question.feedback("6500 cm") == "Ten times too much."
    assert question.feedback("6.2") == "Too little."
    assert question.feedback("7") == "Look again."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Type a number first, such as 3.5."),
        (None, "Type a number first, such as 3.5."),
        ("about five", "`about five` is not a number that can be read here. Type one such as 3.5."),
        ("1,234", "`1,234` can be read as `1.234` or as `1234`. Type the one you mean."),
        ("1/0", "Nothing can be divided by 0. Look at the number again."),
        (
            "1e999",
            "That power of ten is larger than anything here needs. Look at it again.",
        ),
        ("9" * 101, "That is too long for a number. Type one such as 3.5."),
        (["6.5"], "Type a number, such as 3.5."),
        (True, "Type a number, such as 3.5."),
        (10**400, "That is too long for a number. Type one such as 3.5."),
        (float("nan"), "`nan` is not a number that can be read here. Type one such as 3.5."),
    ],
)
def test_what_is_no_number_is_malformed_with_one_sentence(typed: object, message: str) -> None:
    assert asked("numeric", "answer: 6.5").answer(typed) == Malformed(message)  # type: ignore[arg-type]


def test_a_number_of_json_counts_as_its_text() -> None:
    question = asked("numeric", "answer: 6.5")
    assert question.parse(6.5) == "6.5"
    assert question.status(6.5) == "right"
    assert question.status(65) == "wrong"


@pytest.mark.parametrize("typed", ["20 °C", "20 ℃", "20 º C", "20˚C", "20.0 ° C"])
def test_a_degree_is_one_whichever_sign_a_keyboard_has(typed: str) -> None:
    question = asked("numeric", "answer: 20\nunit: °C\nunit_needed: true")
    assert question.status(typed) == "right"


@pytest.mark.parametrize("typed", ["9.81 m/s²", "9.81 m/s^2", "9.81 m / s2"])
@pytest.mark.parametrize("other", ["9.81 m s^-2", "9.81 m·s⁻²", "9.81 m s-2"])
def test_a_unit_may_be_a_product_of_powers(typed: str, other: str) -> None:
    question = asked("numeric", "answer: 9.81\nunit: m/s²\nunits: {m s^-2: 1}\nunit_needed: true")
    assert (question.status(typed), question.status(other)) == ("right", "right")


def test_the_worked_answer_has_its_unit() -> None:
    question = asked("numeric", METRES)
    assert question.type.worked(question.public, question.key) == "6.5 m"
    question = asked("numeric", "answer: 650 cm\nunit: m\nunits: {cm: 0.01}")
    assert question.type.worked(question.public, question.key) == "650 cm"


def test_a_student_copy_knows_the_units_and_figures_and_no_number() -> None:
    question = asked("numeric", f"{METRES}\nfigures: 3\nwrong:\n  65: No.")
    assert question.public == {
        "unit": "m",
        "units": {"cm": "0.01", "km": "1000"},
        "unit_needed": False,
        "figures": 3,
        "figures_needed": False,
    }
