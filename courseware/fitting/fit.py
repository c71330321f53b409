"""The skill filter fitted to the responses of a class.

Maximum a posteriori: bases of skills and difficulties of items by a regression on what the filter
expected without them, in turns with following the learners anew; then the hyper-parameters, each
drawn to the one shipped, by Fisher scoring on some of the learners.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from math import exp, log
from typing import Any

import numpy as np
from attrs import evolve, frozen
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

from courseware.errors import UsageError
from courseware.fitting.encoding import Encoding, scores
from courseware.fitting.following import before, follow
from courseware.fitting.measures import Vector, log_loss
from courseware.fitting.table import Row
from courseware.mastery.priors import SHIPPED, Priors

Rows = Sequence[Row]
Tell = Callable[[float], None]

ROUNDS = 4
STEPS, TRIES = 6, 3
DAMPING = 0.3
FAR = 1.5  # the most that one step moves a hyper-parameter
NEAR = 2.0  # nats: no step that gains less is followed by another
LIGHT = 1e-3  # the least p (1 - p) in a weight
ENOUGH = 20_000  # responses for the hyper-parameters
DIFFERENCE = 0.05
REACH = 4.0  # how far a hyper-parameter may go from the one shipped, in deviations of its prior

POSITIVE = (
    "ability", "form", "skill", "skill_form", "item", "ability_drift", "skill_drift",
    "skill_decay", "skill_growth", "item_decay",
)  # fmt: skip
KEPT = ("form_kept", "skill_form_kept")
GAINS = (("skill_wrong", "skill_right"), ("item_wrong", "item_right"))  # the second is not less
GAIN = 0.25  # the deviation of the prior of a wrong answer's gain; of a logarithm or logit it is 1
SPREADS = (0.7, 0.3)  # variances of difficulties and of bases to begin with
LEAST, MOST = 0.02, 3.0


@frozen
class Fitted:
    """The priors of a fit, and the log-loss of learners who were held out, without it and with."""

    priors: Priors
    without: float
    with_: float

    @property
    def is_better(self) -> bool:
        """Whether it predicts learners who were held out better than what is shipped."""
        return self.with_ < self.without


def fit_checked(rows: Rows, tell: Tell = lambda _share: None) -> Fitted:
    """Fit to all learners, and to parts of them to see how others are predicted.

    Each learner is held out once, a fifth at a time; of a large class, only the first fifth is.

    Raises:
        UsageError: there are fewer than two learners.
    """
    learners = sorted({row.learner for row in rows})
    if len(learners) < 2:  # noqa: PLR2004
        raise UsageError("a fit needs the answers of two learners or more")
    random.Random(0).shuffle(learners)  # noqa: S311  any parting will do
    parts = min(5, len(learners))
    held = [set(learners[part::parts]) for part in range(parts)]
    held = held if len(rows) <= ENOUGH else held[:1]
    tested: list[Row] = []
    chances: list[Vector] = []
    tuned = SHIPPED
    for done, out in enumerate(held):
        tuned = fit([row for row in rows if row.learner not in out])
        others = [row for row in rows if row.learner in out]
        tested += others
        chances.append(follow(others, tuned))
        tell((done + 1) / (len(held) + 1))
    expected = scores(tested)
    without = log_loss(expected, follow(tested, SHIPPED))
    # Of a large class, four fifths have tuned as well as all of it would.
    priors = _Class.of(rows).refine(tuned, SHIPPED, 2) if len(held) == 1 else fit(rows)
    tell(1.0)
    return Fitted(priors, without, log_loss(expected, np.concatenate(chances)))


def fit(rows: Rows, shipped: Priors = SHIPPED) -> Priors:
    """The likeliest priors for the responses of these learners."""
    class_ = _Class.of(rows)
    priors = class_.refine(shipped, shipped, ROUNDS)
    priors = _tune(rows, priors, shipped)
    return class_.refine(priors, shipped, 2)


@frozen
class _Class:
    """The responses of a class as matrices: items, skills (parted among a row's), scores."""

    rows: Rows
    encoding: Encoding
    items: sparse.csr_matrix
    skills: sparse.csr_matrix
    scores: Vector

    @classmethod
    def of(cls, rows: Rows) -> _Class:
        encoding = Encoding.of(rows)
        items, skills = encoding.item_matrix(rows), encoding.skill_matrix(rows, shared=True)
        return cls(rows, encoding, items, skills, scores(rows))

    def refine(self, priors: Priors, shipped: Priors, rounds: int) -> Priors:
        """Bases and difficulties, each from what the filter expects with those before."""
        spreads = SPREADS
        for _ in range(rounds):
            priors, spreads = self._regress(priors, shipped, spreads)
        return priors

    def _regress(
        self, priors: Priors, shipped: Priors, spreads: tuple[float, float]
    ) -> tuple[Priors, tuple[float, float]]:
        """One regression; gives the priors and the variances of difficulties and bases."""
        items, skills = list(self.encoding.items), list(self.encoding.skills)
        known = np.array(
            [-priors.difficulties.get(item, (0.0, 0.0))[0] for item in items]
            + [priors.bases.get(skill, priors.base) - priors.base for skill in skills]
            + [priors.base]
        )
        middle = np.zeros(len(known))
        middle[-1] = shipped.base
        weights = np.repeat([1 / spreads[0], 1 / spreads[1], 1], [len(items), len(skills), 1])
        expected = before(self.rows, priors)
        shrinks = expected.shrinks
        # A row without skills has the base of an unseen one.
        columns = sparse.hstack(
            [self.items, self.skills, np.ones((len(self.rows), 1))], format="csr"
        )
        rest = expected.means - columns @ known

        def loss(at: Vector) -> tuple[float, Vector]:
            log_odds = shrinks * (rest + columns @ at)
            surprise = shrinks * (expit(log_odds) - self.scores)
            off = at - middle
            value = np.sum(np.logaddexp(0, log_odds) - self.scores * log_odds)
            return value + weights @ off**2 / 2, columns.T @ surprise + weights * off

        at = minimize(loss, known, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
        chances = expit(shrinks * (rest + columns @ at))
        information = columns.power(2).T @ (shrinks**2 * chances * (1 - chances))
        variances = 1 / (weights + information)
        moments = at**2 + variances
        first, base = len(items), float(at[-1])
        hard, easy = moments[:first], moments[first:-1]
        spreads = (
            float(np.clip(hard.mean(), LEAST, MOST)),
            float(np.clip(easy.mean(), LEAST, MOST)) if len(easy) else spreads[1],
        )
        pairs = zip((-at[:first]).tolist(), variances[:first].tolist(), strict=True)
        found = evolve(
            priors,
            base=base,
            bases=dict(zip(skills, (base + at[first:-1]).tolist(), strict=True)),
            difficulty=spreads[0],
            difficulties=dict(zip(items, pairs, strict=True)),
        )
        return found, spreads


def _tune(rows: Rows, priors: Priors, shipped: Priors) -> Priors:
    """The hyper-parameters that predict best, each drawn to the one shipped, by Fisher scoring.

    Steps are damped as K. Levenberg and D. Marquardt do.
    """
    some = _some(rows)
    expected = scores(some)
    origin = np.array(_packed(shipped))

    def follow_at(at: Vector) -> tuple[Vector, float]:
        chances = follow(some, _unpacked(priors, at))
        loss = log_loss(expected, chances) * len(some)
        return chances, loss + float(np.sum((at - origin) ** 2)) / 2

    at, damping = origin, DAMPING
    chances, loss = follow_at(at)
    for _ in range(STEPS):
        steps = DIFFERENCE * np.eye(len(at))
        moved = [(follow_at(at + step)[0] - chances) / DIFFERENCE for step in steps]
        slopes, weights = np.stack(moved, axis=1), 1 / np.maximum(chances * (1 - chances), LIGHT)
        gradient = slopes.T @ (weights * (chances - expected)) + at - origin
        information = slopes.T @ (weights[:, None] * slopes)
        last = loss
        for _ in range(TRIES):
            curvature = information + np.diag(damping * np.diag(information) + 1)
            way = np.clip(np.linalg.solve(curvature, gradient), -FAR, FAR)
            there = np.clip(at - way, origin - REACH, origin + REACH)
            tried, reached = follow_at(there)
            if reached < loss:
                at, chances, loss, damping = there, tried, reached, damping / 4
                break
            damping = max(6 * damping, DAMPING)
        if last - loss < NEAR:
            break
    return _unpacked(priors, at)


def _some(rows: Rows) -> Rows:
    """All responses of some learners, as many as are enough."""
    if len(rows) <= ENOUGH:
        return rows
    of: dict[str, list[Row]] = {}
    for row in rows:
        of.setdefault(row.learner, []).append(row)
    learners = sorted(of)
    random.Random(0).shuffle(learners)  # noqa: S311  any of them will do
    found: list[Row] = []
    for learner in learners:
        if len(found) >= ENOUGH:
            break
        found += of[learner]
    return found


def _packed(priors: Priors) -> list[float]:
    """The hyper-parameters as numbers that may be anything."""
    gains = [(getattr(priors, wrong), getattr(priors, right)) for wrong, right in GAINS]
    return [
        *(log(getattr(priors, name)) for name in POSITIVE),
        *(log(kept / (1 - kept)) for kept in (getattr(priors, name) for name in KEPT)),
        *(each for wrong, right in gains for each in (wrong / GAIN, log(right - wrong))),
    ]


def _unpacked(priors: Priors, found: Vector) -> Priors:
    numbers = iter(found.tolist())
    values: dict[str, Any] = {name: exp(next(numbers)) for name in POSITIVE}
    values |= {name: 1 / (1 + exp(-next(numbers))) for name in KEPT}
    for wrong, right in GAINS:
        values[wrong] = next(numbers) * GAIN
        values[right] = values[wrong] + exp(next(numbers))
    return evolve(priors, **values)
