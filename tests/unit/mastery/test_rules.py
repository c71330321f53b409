"""The mastery rules that a child can read, and practice that gets nowhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.errors import UsageError
from courseware.mastery.bkt import BKT
from courseware.mastery.fold import Mastery, beginning
from courseware.mastery.m_of_n import MOfN
from courseware.mastery.parameters import Parameters
from courseware.mastery.protocol import Answer, Estimate
from courseware.mastery.registry import faults, model
from courseware.mastery.skill_filter import SkillFilter
from courseware.mastery.streak import Streak
from courseware.mastery.stuck import Spin

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def answers(marks: str, *skills: str) -> list[Answer]:
    """`+` is right, `-` wrong, `/` half right; all on these skills."""
    scores = {"+": 1.0, "-": 0.0, "/": 0.5}
    return [Answer(str(place), skills, scores[mark], NOW) for place, mark in enumerate(marks)]


def after(parameters: Parameters, marks: str) -> Mastery:
    mastery = beginning(parameters, {})
    for answer in answers(marks, "mean"):
        mastery = mastery.update(answer)
    return mastery


def estimate(parameters: Parameters, marks: str) -> Estimate:
    return after(parameters, marks).estimate("mean", NOW)


STREAK: Parameters = {"rule": "streak", "length": 3}
M_OF_N: Parameters = {"rule": "m_of_n", "m": 4, "n": 5}


@pytest.mark.parametrize("parameters", [STREAK, M_OF_N])
def test_before_the_first_answer_nothing_is_known(parameters: Parameters) -> None:
    assert estimate(parameters, "") == Estimate(0, 0, 0, "unknown", 0, "not tried yet")


@pytest.mark.parametrize(
    ("marks", "met", "state"),
    [
        ("-", 0, "learning"),
        ("+", 1, "learning"),
        ("++", 2, "learning"),
        ("++-", 0, "learning"),
        ("++/", 0, "learning"),
        ("-+++", 3, "mastered"),
        ("+++++", 3, "mastered"),
        ("+++-", 0, "learning"),
        ("+++-+++", 3, "mastered"),
    ],
)
def test_a_streak_is_the_last_answers_in_a_row(marks: str, met: int, state: str) -> None:
    share = met / 3
    expected = Estimate(share, share, share, state, len(marks), f"{met} of 3 right in a row")  # type: ignore[arg-type]
    assert estimate(STREAK, marks) == expected


@pytest.mark.parametrize(
    ("marks", "met", "state", "evidence"),
    [
        ("-", 0, "learning", "0 of 4 right so far, in 1 answer"),
        ("++++", 4, "mastered", "4 of 4 right so far, in the last 4 answers"),
        ("++-+", 3, "learning", "3 of 4 right so far, in the last 4 answers"),
        ("++-++", 4, "mastered", "4 of 4 right so far, in the last 5 answers"),
        ("++++--", 3, "learning", "3 of 4 right so far, in the last 5 answers"),
    ],
)
def test_m_of_n_forgives_a_slip(marks: str, met: int, state: str, evidence: str) -> None:
    share = met / 4
    expected = Estimate(share, share, share, state, len(marks), evidence)  # type: ignore[arg-type]
    assert estimate(M_OF_N, marks) == expected


@pytest.mark.parametrize(
    ("marks", "is_stuck"),
    [
        ("-" * 9, False),
        ("-" * 10, True),
        ("++-" * 4, True),
        ("-" * 10 + "++", True),
        ("-" * 10 + "+++", False),
        ("+++" + "-" * 9, False),
        ("+++" + "-" * 10, True),
        ("-" * 8 + "+++" + "-" * 9, False),
    ],
)
def test_ten_answers_without_three_right_in_a_row_are_stuck(marks: str, is_stuck: bool) -> None:
    mastery = after(STREAK, marks)
    assert mastery.spin("mean").is_stuck is is_stuck
    assert (mastery.estimate("mean", NOW).state == "stuck") is is_stuck


def test_a_skill_that_is_mastered_is_not_called_stuck() -> None:
    assert estimate({"rule": "streak", "length": 2}, "-" * 10 + "++").state == "mastered"


def test_a_skill_may_have_a_rule_of_its_own_or_change_the_courses() -> None:
    mastery = beginning(
        STREAK, {"mean": {"length": 1}, "median": M_OF_N, "mode": None, "range": {"length": 1}}
    )
    assert mastery.models == (Streak(3), Streak(1), MOfN(4, 5))
    for answer in answers("+", "mean", "median", "mode", "mode"):
        mastery = mastery.update(answer)
    shares = {skill: mastery.estimate(skill, NOW).mean for skill in ("mean", "median", "mode")}
    assert shares == {"mean": 1, "median": 0.25, "mode": 1 / 3}
    assert mastery.spin("mode") == Spin(answers=1, right=1, row=1, since=1)


@given(st.text(alphabet="+-/"), st.sampled_from([STREAK, M_OF_N]))
def test_an_estimate_is_a_share_and_mastered_means_all_of_it(
    marks: str, parameters: Parameters
) -> None:
    found = estimate(parameters, marks)
    assert 0 <= found.low == found.mean == found.high <= 1
    assert (found.state == "mastered") == (found.mean == 1)
    assert found.answers == len(marks)


@given(st.text(alphabet="+-/"))
def test_updating_leaves_what_was_known_before_as_it_was(marks: str) -> None:
    before = after(M_OF_N, marks)
    known = before.estimate("mean", NOW)
    for answer in answers("+-", "mean"):
        before.update(answer)
    assert before.estimate("mean", NOW) == known


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, SkillFilter(0.65)),
        ({"rule": "streak"}, Streak(3)),
        ({"rule": "streak", "length": 5}, Streak(5)),
        ({"rule": "streak", "length": " 5 "}, Streak(5)),
        ({"rule": "m_of_n"}, MOfN(4, 5)),
        ({"rule": "m_of_n", "m": "7"}, MOfN(7, 7)),
        ({"rule": "m_of_n", "m": "2", "n": 2}, MOfN(2, 2)),
    ],
)
def test_parameters_choose_the_rule(parameters: Parameters, expected: object) -> None:
    assert faults(parameters) == ()
    assert model(parameters) == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (
            {"rule": "strek"},
            [
                (
                    "CW421",
                    "There is no mastery rule `strek`.",
                    "Known are `streak`, `m_of_n`, `filter`, `bkt`.",
                )
            ],
        ),
        (
            {"rule": "bkt", "guess": 0.9, "slip": 0.9},
            [
                (
                    "CW422",
                    "`guess` and `slip` come to 1.8 together.",
                    "Below 1 a right answer speaks for the skill: `guess: 0.2`, `slip: 0.1`.",
                )
            ],
        ),
        (
            {"rule": "streak", "lenght": 3},
            [
                (
                    "CW422",
                    "`lenght` is not a parameter of this mastery rule.",
                    "It has `length`.",
                )
            ],
        ),
        (
            {"rule": "streak", "length": 0},
            [
                (
                    "CW422",
                    "`length` should be a whole number from 1 to 100 and is `0`.",
                    "For example: `length: 3`",
                )
            ],
        ),
        (
            {"rule": "m_of_n", "m": "many", "n": 1.5},
            [
                (
                    "CW422",
                    "`m` should be a whole number from 1 to 100 and is `many`.",
                    "For example: `m: 4`",
                ),
                (
                    "CW422",
                    "`n` should be a whole number from 1 to 100 and is `1.5`.",
                    "For example: `n: 5`",
                ),
            ],
        ),
        (
            {"rule": "m_of_n", "m": 5, "n": 4},
            [
                (
                    "CW422",
                    "5 of the last 4 answers can never be right: `m` is larger than `n`.",
                    "For example: `{rule: m_of_n, m: 4, n: 5}`",
                )
            ],
        ),
    ],
)
def test_every_fault_of_parameters_is_named(
    parameters: Parameters, expected: list[tuple[str, str, str]]
) -> None:
    assert [(each.rule.code, each.message, each.help) for each in faults(parameters)] == expected
    with pytest.raises(UsageError):
        model(parameters)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=3,
)


_names = st.sampled_from(["rule", "length", "m", "n", "threshold", "known", "priors", "x"])
_rules = st.sampled_from(["streak", "m_of_n", "filter", "bkt"])


@given(st.dictionaries(_names, _json | _rules | st.floats(0, 1)))
def test_whatever_the_parameters_they_have_faults_or_make_a_rule(parameters: Parameters) -> None:
    if not faults(parameters):
        rule = model(parameters)
        assert rule.estimate(rule.start(), "mean", NOW).state == "unknown"


def test_the_rules_of_the_format_are_there() -> None:
    found = [model({"rule": rule}) for rule in ("streak", "m_of_n", "filter", "bkt")]
    assert found == [Streak(), MOfN(), SkillFilter(), BKT()]
