"""Models of a learner: each learns from some learners and predicts every answer of others.

A prediction rests on what the same learner answered before, and on nothing later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import exp

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from courseware.fitting.encoding import Encoding, scores
from courseware.fitting.fit import fit
from courseware.fitting.following import follow
from courseware.fitting.measures import Vector
from courseware.fitting.table import Row
from courseware.fitting.tracing import TEXTBOOK, fit_tracing, trace
from courseware.mastery.priors import SHIPPED

Rows = Sequence[Row]
Predict = Callable[[Rows], Vector]
Learn = Callable[[Rows], Predict]

STEPS = 1000
GAIN, COOLING = 0.5, 0.02  # Elo's step, and how it shrinks with each answer


def skill_filter(rows: Rows) -> Predict:
    """The skill filter, fitted."""
    priors = fit(rows)
    return lambda others: follow(others, priors)


def shipped(_rows: Rows) -> Predict:
    """The skill filter as it is shipped, without data of a class."""
    return lambda others: follow(others, SHIPPED)


def tracing(rows: Rows) -> Predict:
    """Bayesian knowledge tracing, fitted to each skill."""
    parameters = fit_tracing(rows)
    return lambda others: trace(others, parameters).chances


def textbook(_rows: Rows) -> Predict:
    """Bayesian knowledge tracing with the parameters of textbooks."""
    return lambda others: trace(others, TEXTBOOK).chances


def best_lr(rows: Rows) -> Predict:
    """Logistic regression on item, skills and counts: best-LR of Gervet et al. (2020)."""
    return _regression(rows, lambda encoding, some: [encoding.counts(some)])


def best_lr_recency(rows: Rows) -> Predict:
    """best-LR and exponentially decayed success."""
    return _regression(rows, lambda encoding, some: [encoding.counts(some), encoding.recency(some)])


def elo(rows: Rows) -> Predict:
    """Ratings of learners, of learners in a skill, and of items (R. Pelánek, 2016)."""
    difficulties: dict[str, tuple[float, int]] = {}
    _rate(rows, difficulties, learning=True)
    return lambda others: _rate(others, difficulties, learning=False)


def item_mean(rows: Rows) -> Predict:
    """The mean score of each item, with five usual answers to it before the first."""
    usual = float(np.mean(scores(rows)))
    sums: defaultdict[str, tuple[float, int]] = defaultdict(lambda: (5 * usual, 5))
    for row in rows:
        right, all_ = sums[row.item]
        sums[row.item] = right + row.score, all_ + 1
    means = {item: right / all_ for item, (right, all_) in sums.items()}
    return lambda others: np.array([means.get(row.item, usual) for row in others])


MODELS: Mapping[str, Learn] = {
    "filter": skill_filter,
    "shipped": shipped,
    "best-lr": best_lr,
    "best-lr-recency": best_lr_recency,
    "elo": elo,
    "bkt": tracing,
    "bkt-textbook": textbook,
    "item-mean": item_mean,
}


def _regression(
    rows: Rows, more: Callable[[Encoding, Rows], Sequence[sparse.csr_matrix]]
) -> Predict:
    """A regression on the scores; part of a score is an answer of each kind, weighted."""
    encoding = Encoding.of(rows)

    def columns(some: Rows) -> sparse.csr_matrix:
        parts = [encoding.item_matrix(some), encoding.skill_matrix(some), *more(encoding, some)]
        return sparse.hstack(parts, format="csr")

    found, right = columns(rows), scores(rows)
    wrong = 1 - right
    kept, missed = np.flatnonzero(right), np.flatnonzero(wrong)
    if not len(kept) or not len(missed):
        always = float(right.mean())
        return lambda others: np.full(len(others), always)
    regression = LogisticRegression(solver="newton-cg", max_iter=STEPS).fit(
        sparse.vstack([found[kept], found[missed]], format="csr"),
        np.repeat([1, 0], [len(kept), len(missed)]),
        np.concatenate([right[kept], wrong[missed]]),
    )
    return lambda others: regression.predict_proba(columns(others))[:, 1]


def _rate(rows: Rows, difficulties: dict[str, tuple[float, int]], *, learning: bool) -> Vector:
    """The chances before each answer; difficulties move only while `learning`."""
    ratings: dict[tuple[str, ...], tuple[float, int]] = {}
    chances = []
    for row in rows:
        keys = [(row.learner,), *((row.learner, skill) for skill in row.skills)]
        found = [ratings.get(key, (0.0, 0)) for key in keys]
        inside = [rating for rating, _ in found[1:]]
        difficulty, asked = difficulties.get(row.item, (0.0, 0))
        z = found[0][0] + sum(inside) / max(len(inside), 1) - difficulty
        chance = 1 / (1 + exp(-z))
        chances.append(chance)
        surprise = row.score - chance
        for key, (rating, count) in zip(keys, found, strict=True):
            ratings[key] = rating + GAIN / (1 + COOLING * count) * surprise, count + 1
        if learning:
            step = GAIN / (1 + COOLING * asked) * surprise
            difficulties[row.item] = difficulty - step, asked + 1
    return np.array(chances)
