"""Models measured: folds by learner, and nothing of the future in a prediction."""

from __future__ import annotations

import random
from functools import cache
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from courseware.errors import UsageError
from courseware.fitting.encoding import scores
from courseware.fitting.evaluate import evaluate, folds, measured
from courseware.fitting.fit import fit, fit_checked
from courseware.fitting.following import before, bounds, follow
from courseware.fitting.measures import auc, calibration, ece, log_loss, rmse
from courseware.fitting.models import MODELS, Predict
from courseware.fitting.picture import picture
from courseware.fitting.table import Row
from courseware.fitting.tracing import fit_tracing, trace
from courseware.fitting.tuning import packed, unpacked
from courseware.mastery.bkt import BKT
from courseware.mastery.priors import SHIPPED
from tests.unit.fitting.simulated import simulated

ROWS = simulated(12, 15)


@cache
def learnt(name: str) -> Predict:
    return MODELS[name](ROWS)


@pytest.mark.parametrize("name", MODELS)
def test_a_prediction_knows_nothing_of_its_answer_nor_of_later_ones(name: str) -> None:
    predict = learnt(name)
    others = simulated(3, 15, seed=1)
    chances = predict(others)
    assert np.all((chances >= 0) & (chances <= 1))
    changed = [*others[:-8], *(row._replace(score=1 - row.score) for row in others[-8:])]
    assert predict(changed)[:-7].tolist() == chances[:-7].tolist()
    assert predict(others).tolist() == chances.tolist()


@pytest.mark.parametrize("name", MODELS)
def test_a_learner_is_predicted_the_same_beside_whomever(name: str) -> None:
    predict = learnt(name)
    one, two = simulated(1, 10, seed=2), simulated(1, 10, seed=3)
    assert predict([*two, *one])[10:] == pytest.approx(predict(one))


@pytest.mark.parametrize("name", MODELS)
def test_odd_tables_are_predicted_too(name: str) -> None:
    odd = [
        Row("new", "new", (), 0.5),
        Row("new", "new", ("a", "b", "new"), 1.0, -5.0),
        Row("new", "i1", ("s1",), 0.25, 1e12),
    ]
    assert len(learnt(name)(odd)) == len(odd)
    always = MODELS[name]([row._replace(score=1.0) for row in ROWS[:40]])
    assert np.all(always(odd) <= 1)


def test_folds_part_the_learners() -> None:
    parts = folds(ROWS, 5)
    assert sorted(place for part in parts for place in part) == list(range(len(ROWS)))
    of = [{ROWS[place].learner for place in part} for part in parts]
    assert sorted(map(len, of)) == [2, 2, 2, 3, 3]
    assert len(set().union(*of)) == 12
    for count in (1, 13):
        with pytest.raises(UsageError, match="of 12 learners, and cannot make"):
            folds(ROWS, count)


def test_every_model_is_measured() -> None:
    found = evaluate(ROWS, ["shipped", "best-lr", "item-mean"], 3)
    assert list(found) == ["shipped", "best-lr", "item-mean"]
    measures, chances = found["shipped"]
    assert chances == pytest.approx(follow(ROWS, SHIPPED))
    assert measures == measured(ROWS, chances, measures["seconds"])
    assert (measures["responses"], measures["learners"]) == (180, 12)
    drawn = ET.fromstring(picture(ROWS, {"a < b": chances}))  # noqa: S314  our own
    assert "a < b" in [each.text for each in drawn.iter()]


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no model magic; known are filter, shipped"):
        evaluate(ROWS, ["magic"])


def test_measures_are_those_of_the_textbook() -> None:
    right = np.array([1.0, 1.0, 0.0, 0.0])
    chances = np.array([0.75, 0.45, 0.55, 0.25])
    assert auc(right, chances) == 0.75
    assert auc(right[:2], chances[:2]) is None
    assert log_loss(right, chances) == pytest.approx(-np.log([0.75, 0.45, 0.45, 0.75]).mean())
    assert rmse(right, chances) == pytest.approx(np.sqrt((0.25**2 * 2 + 0.55**2 * 2) / 4))
    assert calibration(right, chances) == [
        (0.25, 0.0, 1),
        (0.45, 1.0, 1),
        (0.55, 0.0, 1),
        (0.75, 1.0, 1),
    ]
    assert ece(right, chances) == pytest.approx((0.25 + 0.55 + 0.55 + 0.25) / 4)


def test_what_is_expected_is_what_is_followed() -> None:
    expected = before(ROWS, SHIPPED)
    chances = 1 / (1 + np.exp(-expected.means * expected.shrinks))
    assert chances == pytest.approx(follow(ROWS, SHIPPED))
    assert all(0 < low < 1 for lows in bounds(ROWS, SHIPPED) for low in lows)


def test_a_fit_finds_what_is_hard_and_predicts_others_better() -> None:
    rows = simulated(10, 20)
    priors = fit(rows)
    hard, easy = (
        min(priors.difficulties, key=lambda item: sign * priors.difficulties[item][0])
        for sign in (-1, 1)
    )
    shares = {
        item: np.mean([row.score for row in rows if row.item == item]) for item in (hard, easy)
    }
    assert shares[hard] < shares[easy]
    others = simulated(30, 30, seed=4)
    assert log_loss(scores(others), follow(others, priors)) < log_loss(
        scores(others), follow(others, SHIPPED)
    )


def test_what_the_items_of_a_skill_have_in_common_is_the_skills() -> None:
    """One item of each skill: how hard it is says nothing but how hard the skill is."""
    chance = random.Random(3)  # noqa: S311  a simulation
    rows = [
        Row(f"l{learner}", f"item {skill}", (skill,), float(chance.random() < rate), 0.0)
        for learner in range(20)
        for skill, rate in (("easy", 0.9), ("middling", 0.6), ("hard", 0.2))
        for _ in range(3)
    ]
    priors = fit(rows)
    assert priors.pools == {skill: (f"item {skill}",) for skill in ("easy", "middling", "hard")}
    assert [each for each, _ in priors.difficulties.values()] == pytest.approx([0, 0, 0])
    assert sorted(priors.bases, key=lambda skill: priors.bases[skill]) == [
        "hard",
        "middling",
        "easy",
    ]
    two = fit([row._replace(skills=("s0", *row.skills)) for row in simulated(10, 20)])
    for pool in two.pools.values():
        assert len(pool) == len(set(pool))


def test_hyper_parameters_are_packed_and_come_back() -> None:
    found = np.array(packed(SHIPPED))
    assert packed(unpacked(SHIPPED, found)) == pytest.approx(found)
    assert unpacked(SHIPPED, found - 4).skill_right > unpacked(SHIPPED, found - 4).skill_wrong


def test_a_fit_is_adopted_where_it_helps_learners_who_were_held_out() -> None:
    told: list[float] = []
    fitted = fit_checked(simulated(6, 10, spread=3), told.append)
    assert fitted.is_better
    assert (told[-1], told) == (1.0, sorted(told))


def test_a_fit_to_noise_is_refused() -> None:
    noise = [
        Row(f"l{learner}", f"i{learner}-{place}", ("mean",), score, 0.0)
        for learner, scores_ in enumerate(((1, 1, 1, 1), (0, 0, 0, 0)))
        for place, score in enumerate(scores_)
    ]
    assert not fit_checked(noise).is_better
    with pytest.raises(UsageError, match="two learners or more"):
        fit_checked(noise[:4])


def test_knowledge_tracing_is_the_rule_on_many_learners() -> None:
    rows = [
        Row("a", "x", ("mean",), 1.0),
        Row("b", "x", ("mean",), 0.0),
        Row("a", "y", ("mean",), 0.5),
    ]
    rule = BKT()
    after = rule.after(rule.known, 1)
    assert trace(rows, {}).known == [(rule.known,), (rule.known,), (after,)]
    assert trace(rows, {}).chances.tolist() == [
        rule.right(rule.known),
        rule.right(rule.known),
        rule.right(after),
    ]


def test_knowledge_tracing_is_fitted_to_each_skill() -> None:
    easy = [Row(f"l{n}", "x", ("easy",), 1.0) for n in range(30)]
    hard = [Row(f"l{n}", "y", ("hard",), 0.0) for n in range(30)]
    found = fit_tracing([*easy, *hard])
    assert sorted(found) == ["", "easy", "hard"]
    assert found["hard"].right(found["hard"].known) < 0.2
    assert found["easy"].right(found["easy"].known) > 0.8
