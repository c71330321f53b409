"""The skill filter: its five properties, and whatever is odd."""

from __future__ import annotations

import json
import math
import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.errors import UsageError
from courseware.mastery.credit import credit
from courseware.mastery.expected import expect, item_at
from courseware.mastery.filter import Prediction, Response, State, fold, predict, start, update
from courseware.mastery.priors import SHIPPED, Priors
from courseware.mastery.tracker import MOST

NOW = datetime(2026, 1, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

scores = st.floats(0, 1)
moments = st.integers(0, 10**7).map(lambda seconds: NOW + timedelta(seconds=seconds))
skills = st.lists(st.sampled_from(["mean", "median", "mode"]), max_size=3).map(tuple)
responses = st.builds(
    Response, st.uuids().map(str), st.sampled_from("abc"), skills, scores, moments
)
logs = st.lists(responses, max_size=12, unique_by=lambda each: each.id)
# As shipped, and after a class has shown which items there are and that they are learnt quickly.
classes = st.sampled_from(
    [SHIPPED, Priors(item_right=2, item_wrong=1, pools={"mean": ("a", "b"), "mode": ("c", "z")})]
)


def after(marks: str, skill: str = "mean", state: State | None = None) -> State:
    """`+` is right, `-` wrong; each on an item of its own, a minute apart."""
    state = start() if state is None else state
    for place, mark in enumerate(marks):
        when = NOW + timedelta(minutes=place)
        state = update(state, f"{skill}-{place}", (skill,), float(mark == "+"), when)
    return state


def chance(state: State, skill: str = "mean", when: datetime = NOW + HOUR) -> float:
    return predict(state, None, (skill,), when).mean


@given(logs, responses, scores, moments, classes)
def test_a_better_score_never_lowers_what_is_predicted(
    log: list[Response], one: Response, other: float, later: datetime, priors: Priors
) -> None:
    state = fold(log, priors)
    worse, better = (
        update(state, one.item, one.skills, score, one.when) for score in sorted((one.score, other))
    )
    for item in (one.item, None, "unseen"):
        low, high = (predict(found, item, one.skills, later) for found in (worse, better))
        assert low.mean <= high.mean
        assert low.low <= high.low
        assert low.high <= high.high


helps = st.tuples(st.integers(1, 10), st.integers(0, 5))


@given(logs, scores, helps, helps, classes)
def test_help_never_raises_a_skill_more_than_none(
    log: list[Response],
    score: float,
    help_: tuple[int, int],
    more: tuple[int, int],
    priors: Priors,
) -> None:
    state = fold(log, priors)
    (attempt, hints), (tries, further) = help_, more
    worths = (
        credit(score, attempt + tries, hints),
        credit(score, attempt, hints + further),
        credit(score, attempt, hints),
    )
    tried, hinted, less = (chance(update(state, "a", ("mean",), each, NOW)) for each in worths)
    unaided = chance(update(state, "a", ("mean",), credit(score), NOW))
    assert max(tried, hinted) <= less <= unaided


@given(logs, st.sampled_from(["a", "unseen", None]), skills, moments, classes)
def test_bounds_are_in_order_and_probabilities(
    log: list[Response], item: str | None, named: tuple[str, ...], when: datetime, priors: Priors
) -> None:
    found = predict(fold(log, priors), item, named, when)
    assert 0 <= found.low <= found.mean <= found.high <= 1


@given(logs)
def test_folding_a_log_is_updating_answer_by_answer(log: list[Response]) -> None:
    state = start()
    for each in sorted(log, key=lambda response: (response.when, response.id)):
        state = update(state, each.item, each.skills, each.score, each.when)
    assert fold(log) == state


@given(logs, st.data())
def test_logs_merged_in_any_order_with_doubles_make_the_same_state(
    log: list[Response], data: st.DataObject
) -> None:
    doubles = data.draw(st.lists(st.sampled_from(log), max_size=4)) if log else []
    assert fold(data.draw(st.permutations([*log, *doubles]))) == fold(log)


@given(logs)
def test_a_state_comes_back_from_json_to_the_last_digit(log: list[Response]) -> None:
    state = fold(log)
    assert State.read(json.loads(json.dumps(state.json(), allow_nan=False))) == state


@given(st.lists(scores, max_size=12))
def test_updating_leaves_the_state_before_as_it_was(marks: list[float]) -> None:
    state = after("+-+")
    kept = State.read(state.json())
    for score in marks:
        update(state, "mean-0", ("mean",), score, NOW)
    assert state == kept


def test_right_answers_raise_a_skill_and_wrong_ones_lower_it() -> None:
    steps = [chance(after(marks)) for marks in ("---", "--", "-", "", "+", "++", "+++")]
    assert steps == sorted(set(steps))


def test_answers_make_surer() -> None:
    spreads = [expect(after(marks), None, ("mean",), 0).variance for marks in ("", "+-", "+-+-+-")]
    assert spreads == sorted(set(spreads), reverse=True)


def test_a_skill_speaks_for_another_but_less() -> None:
    state = after("+++")
    assert chance(start()) < chance(state, "mode") < chance(state, "mean")


def test_half_a_score_lies_between() -> None:
    state = after("+-")
    wrong, half, right = (
        chance(update(state, "a", ("mean",), score, NOW)) for score in (0, 0.5, 1)
    )
    assert wrong < half < right


def test_an_answer_on_several_skills_moves_each_of_them_less_than_one_alone() -> None:
    alone = update(start(), "a", ("mean",), 1, NOW)
    shared = update(start(), "a", ("mean", "mode"), 1, NOW)
    assert chance(start()) < chance(shared, "mean") == chance(shared, "mode") < chance(alone)
    assert shared.skills["mean"].answers == shared.skills["mode"].answers == 1


def test_an_item_is_remembered_beside_its_skills() -> None:
    state = update(start(), "a", ("mean",), 1, NOW)
    again, other = (predict(state, item, ("mean",), NOW).mean for item in ("a", "b"))
    assert other < again


def test_each_answer_to_an_item_adds_less_to_what_is_remembered_of_it() -> None:
    state, found = start(), [0.0]
    for _ in range(200):
        state = update(state, "a", ("mean",), 1, NOW)
        found.append(state.items["a"].memory)
    gains = [after - before for before, after in pairwise(found)]
    assert gains == sorted(gains, reverse=True)
    assert found[100] < MOST


def test_a_few_items_that_are_known_by_heart_do_not_lower_the_skill() -> None:
    chance_, state = random.Random(1), start()  # noqa: S311  a simulation
    for place in range(200):
        score = float(chance_.random() < 0.95)
        when = NOW + timedelta(minutes=place)
        state = update(state, f"mean-{place % 5}", ("mean",), score, when)
    assert predict(state, None, ("mean",), NOW + timedelta(minutes=200)).low > 0.65


def test_a_typical_item_of_a_pool_is_remembered_as_its_items_are_on_average() -> None:
    pool = Priors(pools={"mean": ("mean-0", "mean-1", "other", "another")})
    alone, pooled = after("++"), after("++", state=start(pool))
    assert (alone.skills, alone.items) == (pooled.skills, pooled.items)
    moment = NOW + timedelta(minutes=1)
    typical, of_pool = (
        expect(each, None, ("mean",), moment.timestamp()) for each in (alone, pooled)
    )
    memories = [item_at(pooled, f"mean-{n}", moment.timestamp()) for n in (0, 1)]
    more = [sum(each[part] for each in memories) / 4 for part in (0, 1)]
    assert [of_pool.mean - typical.mean, of_pool.variance - typical.variance] == pytest.approx(more)
    assert chance(start(pool)) == chance(start())


def test_an_item_without_skills_speaks_for_the_learner() -> None:
    state = update(start(), "a", (), 1, NOW)
    assert state.skills == {}
    assert chance(start()) < chance(state)


def test_time_takes_what_is_known_back_to_where_it_began_and_makes_it_less_sure() -> None:
    state = after("++++++")
    found = [
        predict(state, None, ("mean",), NOW + gap) for gap in (HOUR, DAY, 30 * DAY, 1000 * DAY)
    ]
    assert [each.mean for each in found] == sorted((each.mean for each in found), reverse=True)
    assert [each.low for each in found] == sorted((each.low for each in found), reverse=True)
    low = after("------")
    assert chance(low, when=NOW + 1000 * DAY) > chance(low, when=NOW + HOUR)


def test_a_clock_that_runs_backwards_passes_no_time() -> None:
    state = after("+++")
    last = NOW + timedelta(minutes=2)
    assert predict(state, "mean-0", ("mean",), NOW - DAY).mean >= chance(state, when=last)
    back = update(state, "mean-2", ("mean",), 1, NOW - DAY)
    assert back == update(state, "mean-2", ("mean",), 1, last)


def test_a_score_that_is_not_a_number_teaches_nothing() -> None:
    state = after("+-")
    assert update(state, "a", ("mean",), math.nan, NOW) == state


@pytest.mark.parametrize(("odd", "meant"), [(7.0, 1), (math.inf, 1), (-1, 0), (-math.inf, 0)])
def test_a_score_out_of_range_is_the_nearer_end(odd: float, meant: float) -> None:
    state = after("+-")
    assert update(state, "a", ("mean",), odd, NOW) == update(state, "a", ("mean",), meant, NOW)


def test_skills_count_once_in_any_order() -> None:
    named = update(start(), "a", ("mode", "mean", "mode"), 1, NOW)
    assert named == update(start(), "a", ("mean", "mode"), 1, NOW)


def test_what_was_never_seen_has_its_prior() -> None:
    found = predict(start(), "unseen", ("unseen",), NOW)
    assert found.mean == pytest.approx(0.62, abs=0.02)
    assert found.low < 0.5 < found.high


def test_a_class_has_shown_how_hard_items_and_skills_are() -> None:
    known = Priors(bases={"mode": 1.5}, difficulties={"hard": (2, 0.1), "easy": (-2, 0.1)})
    state = start(known)
    chances = [predict(state, item, ("mean",), NOW).mean for item in ("hard", "new", "easy")]
    assert chances == sorted(set(chances))
    assert chance(state, "mean") < chance(state, "mode")


def test_ten_thousand_answers_of_one_kind_stay_finite_and_can_be_unlearnt() -> None:
    same = [
        Response(f"{place:05}", "a", ("mean",), 1, NOW + timedelta(seconds=place))
        for place in range(10_000)
    ]
    later = NOW + timedelta(seconds=10_000)
    high = fold(same)
    low = fold(evolve(each, score=0.0) for each in same)
    assert predict(low, "a", ("mean",), later).mean < 0.1
    assert predict(high, "a", ("mean",), later).mean > 0.99
    for place in range(20):
        high = update(high, f"b{place}", ("mean",), 0, later)
    assert chance(high, when=later) < 0.5


def test_priors_come_back_from_json_and_what_is_missing_is_as_shipped() -> None:
    priors = Priors(
        ability=0.7,
        bases={"mean": 1.0},
        difficulties={"a": (0.5, 0.2)},
        pools={"mean": ("a",), "mode": ()},
    )
    assert Priors.read(json.loads(json.dumps(priors.json()))) == priors
    assert Priors.read({"format": 1}) == SHIPPED


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        {},
        {"format": 2},
        {"format": 1, "ability": -1},
        {"format": 1, "ability": "much"},
        {"format": 1, "form_kept": 1.5},
        {"format": 1, "base": math.nan},
        {"format": 1, "skill_right": -0.1},
        {"format": 1, "bases": 3},
        {"format": 1, "difficulties": {"a": 1}},
        {"format": 1, "difficulties": {"a": [1e308, 1]}},
        {"format": 1, "base": 10**400},
        {"format": 1, "pools": ["a"]},
        {"format": 1, "pools": {"mean": "abc"}},
        {"format": 1, "pools": {"mean": ["a", 1]}},
        {"format": 1, "skil": 1},
        {"format": True},
    ],
)
def test_priors_that_cannot_be_are_refused(odd: object) -> None:
    with pytest.raises(UsageError):
        Priors.read(odd)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "odd",
    [
        None,
        {},
        {"ability": [0, 1], "form": [0]},
        {"ability": [0, 1], "form": [0, math.inf]},
        {"ability": [0, 1], "form": [0, 1], "skills": {"mean": [1, 2]}},
        {"ability": [0, 1], "form": [0, 1], "items": 3},
        {"ability": [0, -1], "form": [0, 1]},
        {"ability": [0, 10**400], "form": [0, 1]},
        {"ability": [0, 1], "form": [0, 1], "items": {"a": [0, -1, 0]}},
        {"ability": [0, 1], "form": [0, 1], "skills": {"mean": [0, 1, 0, -1, 0, 1]}},
    ],
)
def test_a_state_that_cannot_be_is_refused(odd: object) -> None:
    with pytest.raises(UsageError):
        State.read(odd)  # type: ignore[arg-type]


def test_a_prediction_has_a_mean_and_two_bounds() -> None:
    found = predict(after("+++"), None, ("mean",), NOW)
    assert found == Prediction(found.mean, found.low, found.high)


def test_skills_that_are_no_list_are_refused() -> None:
    with pytest.raises(UsageError, match="a list of names and is the text `mean`"):
        predict(start(), "item", "mean", NOW)


def test_a_time_without_its_zone_is_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(UsageError, match="should have its zone"):
        predict(start(), "item", ("mean",), naive)
    with pytest.raises(UsageError, match="should have its zone"):
        fold(
            [
                Response(name, "item", ("mean",), 1, when)
                for name, when in (("a", NOW), ("b", naive))
            ]
        )


def test_any_year_will_do() -> None:
    first, last = (datetime(year, 6, 1, tzinfo=UTC) for year in (1, 9999))
    state = update(update(start(), "a", ("mean",), 1, first), "b", ("mean",), 1, last)
    assert 0 < predict(state, None, ("mean",), last).mean < 1
