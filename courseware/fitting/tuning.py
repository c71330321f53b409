"""The hyper-parameters of the skill filter fitted to the responses of a class."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import exp, log
from typing import Any

import numpy as np
from attrs import evolve

from courseware.fitting.encoding import scores
from courseware.fitting.following import follow
from courseware.fitting.measures import Vector, log_loss
from courseware.fitting.table import Row
from courseware.mastery.priors import Priors

Rows = Sequence[Row]

STEPS, TRIES = 6, 3
DAMPING = 0.3
FAR = 1.5  # the most that one step moves a hyper-parameter
NEAR = 2.0  # nats: no step that gains less is followed by another
LIGHT = 1e-3  # the least p (1 - p) in a weight
ENOUGH = 20_000  # responses for the hyper-parameters
DIFFERENCE = 0.05
REACH = 4.0  # how far a hyper-parameter may go from the one shipped, in deviations of its prior

POSITIVE = (
    "ability", "form", "skill", "skill_form", "item", "ability_drift", "skill_drift", "item_drift",
    "skill_decay", "skill_growth", "item_decay",
)  # fmt: skip
KEPT = ("form_kept", "skill_form_kept")
GAINS = (("skill_wrong", "skill_right"), ("item_wrong", "item_right"))  # the second is not less
GAIN = 0.25  # the deviation of the prior of a wrong answer's gain; of a logarithm or logit it is 1


def tune(rows: Rows, priors: Priors, shipped: Priors) -> Priors:
    """The hyper-parameters that predict best, each drawn to the one shipped, by Fisher scoring.

    Steps are damped as K. Levenberg and D. Marquardt do.
    """
    some = _some(rows)
    expected = scores(some)
    origin = np.array(packed(shipped))

    def follow_at(at: Vector) -> tuple[Vector, float]:
        chances = follow(some, unpacked(priors, at))
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
    return unpacked(priors, at)


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


def packed(priors: Priors) -> list[float]:
    """The hyper-parameters as numbers that may be anything."""
    gains = [(getattr(priors, wrong), getattr(priors, right)) for wrong, right in GAINS]
    return [
        *(log(getattr(priors, name)) for name in POSITIVE),
        *(log(kept / (1 - kept)) for kept in (getattr(priors, name) for name in KEPT)),
        *(each for wrong, right in gains for each in (wrong / GAIN, log(right - wrong))),
    ]


def unpacked(priors: Priors, found: Vector) -> Priors:
    numbers = iter(found.tolist())
    values: dict[str, Any] = {name: exp(next(numbers)) for name in POSITIVE}
    values |= {name: 1 / (1 + exp(-next(numbers))) for name in KEPT}
    for wrong, right in GAINS:
        values[wrong] = next(numbers) * GAIN
        values[right] = values[wrong] + exp(next(numbers))
    return evolve(priors, **values)
