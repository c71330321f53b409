"""When a skill is mastered, lapsed or still learnt under `filter` and `bkt`."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.mastery.bkt import BKT
from courseware.mastery.credit import credit
from courseware.mastery.fold import Mastery, beginning
from courseware.mastery.parameters import Parameters
from courseware.mastery.priors import Priors
from courseware.mastery.protocol import Answer, Estimate
from courseware.mastery.registry import faults, model
from courseware.mastery.skill_filter import SkillFilter

NOW = datetime(2026, 1, 5, tzinfo=UTC)
DAY = timedelta(days=1)
FILTER: Parameters = {"rule": "filter", "threshold": 0.65}
BAYES: Parameters = {"rule": "bkt"}
SCORES = {"+": 1.0, "-": 0.0, "/": 0.5}


def after(rule: Parameters, marks: str, *, hints: int = 0) -> Mastery:
    mastery = beginning(rule, {})
    for place, mark in enumerate(marks):
        when = NOW + timedelta(minutes=place)
        mastery = mastery.update(Answer(str(place), ("mean",), SCORES[mark], when, 1, hints))
    return mastery


def estimate(rule: Parameters, marks: str, later: timedelta = DAY / 24) -> Estimate:
    return after(rule, marks).estimate("mean", NOW + later)


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        ("", "unknown"),
        ("+", "learning"),
        ("++", "learning"),
        ("+++", "learning"),
        ("+++++", "mastered"),
        ("-+++", "learning"),
        ("---", "learning"),
        ("----------", "stuck"),
        ("+/+/", "learning"),
    ],
)
def test_the_filter_wants_three_answers_and_a_sure_bound(marks: str, state: str) -> None:
    assert estimate(FILTER, marks).state == state


def test_a_lower_threshold_is_met_sooner() -> None:
    assert estimate({"rule": "filter", "threshold": 0.5}, "+++").state == "mastered"


def test_what_was_mastered_lapses_with_time_and_comes_back_by_practice() -> None:
    mastered = after(FILTER, "++++++")
    found = [mastered.estimate("mean", NOW + days * DAY) for days in (0, 1, 30)]
    assert [each.state for each in found] == ["mastered", "lapsed", "lapsed"]
    assert (
        found[-1].evidence == "mastered before, and some time has passed: a short review keeps it"
    )
    later = NOW + 30 * DAY
    for place in range(3):
        again = Answer(f"review-{place}", ("mean",), 1, later)
        mastered = mastered.update(again)
    assert mastered.estimate("mean", later).state == "mastered"


def test_what_was_not_mastered_does_not_lapse() -> None:
    assert estimate(FILTER, "+-+-", 30 * DAY).state == "learning"


def test_hinted_answers_do_not_master() -> None:
    assert after(FILTER, "+++++", hints=2).estimate("mean", NOW).state == "learning"


SURE = (
    "judging by 3 answers, about 7 of 10 questions would go right, and almost certainly at least 4"
)


def test_the_evidence_is_in_words() -> None:
    said = [estimate(FILTER, marks).evidence for marks in ("", "+", "++", "-++")]
    assert said == [
        "not tried yet",
        "about 7 of 10 questions would go right so far: 2 more answers will tell more",
        "about 7 of 10 questions would go right so far: one more answer will tell more",
        SURE,
    ]


def test_before_the_first_answer_the_prior_stands() -> None:
    found = estimate(FILTER, "")
    assert (found.state, found.answers) == ("unknown", 0)
    assert found.low < found.mean < found.high


def test_a_skill_may_ask_for_more_than_its_course() -> None:
    mastery = beginning(FILTER, {"mode": {"threshold": 0.9}, "range": BAYES})
    assert mastery.models == (SkillFilter(0.65), SkillFilter(0.9), BKT())


def test_a_fit_of_a_class_is_taken_on() -> None:
    priors = Priors(bases={"mean": -1.0})
    rule: Parameters = {"rule": "filter", "priors": priors.json()}
    assert model(rule) == SkillFilter(0.65, priors)
    assert estimate(rule, "").mean < estimate(FILTER, "").mean


@pytest.mark.parametrize("base", [1.0, 3.5, 6.0])
def test_an_easy_class_masters_nobody_who_misses(base: float) -> None:
    """Where a class had nearly all right, a learner has to show it all the same."""
    rule: Parameters = {"rule": "filter", "priors": Priors(bases={"mean": base}).json()}
    marks = ["".join(each) for count in (3, 4, 5) for each in product("+-", repeat=count)]
    assert {each: estimate(rule, each) for each in marks} == {
        each: estimate(FILTER, each) for each in marks
    }


@pytest.mark.parametrize("tries", [1, 3])
@pytest.mark.parametrize(("right", "wrong"), [(0.26, 0.059), (2.0, 1.0), (6.0, 5.0)])
def test_a_class_that_learns_at_once_masters_nobody_by_asking_twice(
    right: float, wrong: float, tries: int
) -> None:
    """Where a class had an item right once it was told, a learner has to show it all the same."""
    pools = {"mean": ("a", "b", "c")}
    rule = SkillFilter(priors=Priors(item_right=right, item_wrong=wrong, pools=pools))
    chance = random.Random(5)  # noqa: S311  a simulation
    wrongs = [_practised(rule, 0.0, tries, chance) for _ in range(2)]
    assert wrongs == [False, False]
    assert sum(_practised(rule, 0.5, tries, chance) for _ in range(500)) <= 0.05 * 500
    assert sum(_practised(rule, 0.95, tries, chance) for _ in range(200)) >= 0.7 * 200


def _practised(rule: SkillFilter, rate: float, tries: int, chance: random.Random) -> bool:
    """Whether the skill was ever declared: three items twice each, until right or tries are up."""
    memory, when, declared = rule.start(), NOW, False
    for place in range(6):
        for attempt in range(1, tries + 1):
            when += timedelta(seconds=30)
            score = float(chance.random() < rate)
            memory = rule.update(memory, Answer("abc"[place % 3], ("mean",), score, when, attempt))
            declared |= rule.estimate(memory, "mean", when).state == "mastered"
            if score:
                break
    return declared


def lesson(rates: Sequence[float], chance: random.Random) -> list[int | None]:
    """For each skill, after how many of six answers on it it was declared, three skills in turn."""
    rule = SkillFilter()
    memory = rule.start()
    declared: list[int | None] = [None] * len(rates)
    for place in range(6 * len(rates)):
        skill, when = place % len(rates), NOW + timedelta(seconds=30 * place)
        score = float(chance.random() < rates[skill])
        memory = rule.update(memory, Answer(str(place), (str(skill),), score, when))
        found = rule.estimate(memory, str(skill), when)
        if found.state == "mastered" and declared[skill] is None:
            declared[skill] = found.answers
    return declared


def share(rates: Sequence[float], *skills: int, lessons: int = 250) -> float:
    chance = random.Random(5)  # noqa: S311  a simulation
    found = [lesson(rates, chance) for _ in range(lessons)]
    return sum(each[skill] is not None for each in found for skill in skills) / (
        lessons * len(skills)
    )


def test_who_knows_is_declared_and_who_guesses_is_not() -> None:
    assert share((0.95, 0.95, 0.95), 0, 1, 2) >= 0.9
    assert share((0.5, 0.5, 0.5), 0, 1, 2) <= 0.05
    assert share((0.25, 0.25, 0.25), 0, 1, 2) <= 0.01
    assert share((0.95, 0.95, 0.5), 2) <= 0.15


def test_six_wrong_answers_speak_louder_than_right_ones_elsewhere() -> None:
    rule = SkillFilter()
    memory = rule.start()
    for place in range(18):
        when = NOW + timedelta(seconds=30 * place)
        score = float(place % 3 > 0)
        memory = rule.update(memory, Answer(str(place), (str(place % 3),), score, when))
    assert rule.estimate(memory, "0", NOW + timedelta(seconds=600)).mean <= 0.4


@pytest.mark.parametrize(
    ("marks", "known", "state"),
    [("+", 0.787, "learning"), ("++", 0.952, "mastered"), ("-", 0.215, "learning")],
)
def test_knowledge_tracing_is_bayes_rule(marks: str, known: float, state: str) -> None:
    found = estimate(BAYES, marks)
    assert found.mean == found.low == found.high == pytest.approx(known, abs=0.001)
    assert (found.state, found.answers) == (state, len(marks))
    assert found.evidence.startswith(f"known with a probability of {int(100 * found.mean)} %, by")


def test_knowledge_tracing_takes_part_of_a_score_and_no_number_for_nothing() -> None:
    rule = BKT()
    assert rule.after(0.4, 0) < rule.after(0.4, 0.5) < rule.after(0.4, 1)
    odd = Answer("a", ("mean",), math.nan, NOW)
    assert rule.update(rule.start(), odd) == {}
    assert rule.estimate({}, "mean", NOW).state == "unknown"
    assert rule.update({}, evolve(odd, score=9)) == rule.update({}, evolve(odd, score=1))


@given(st.floats(0, 1), st.integers(-5, 10**400), st.integers(-5, 10**400))
def test_what_help_leaves_of_a_score_is_never_more(score: float, attempt: int, hints: int) -> None:
    assert 0 <= credit(score, attempt, hints) <= credit(score) == score


@pytest.mark.parametrize("found", ["1", 0, 1, True, "much", "nan", None, [0.5], 10**400])
def test_a_threshold_lies_between_nothing_and_sure(found: object) -> None:
    (fault,) = faults({"rule": "filter", "threshold": found})  # type: ignore[dict-item]
    expected = f"`threshold` should be a number between 0 and 1 and is `{found}`."
    assert (fault.message, fault.help) == (expected, "For example: `threshold: 0.65`")


def test_all_faults_of_the_new_rules_are_named() -> None:
    found = faults({"rule": "bkt", "slip": 2, "guess": ".3", "luck": 1})
    assert [each.message for each in found] == [
        "`luck` is not a parameter of this mastery rule.",
        "`slip` should be a number between 0 and 1 and is `2`.",
    ]
    assert found[0].help == "It has `known`, `learn`, `guess`, `slip` and `threshold`."
    (fault,) = faults({"rule": "filter", "priors": {"format": 9}})
    assert fault.message == "`priors`: parameters of the skill filter have `format: 1`."
