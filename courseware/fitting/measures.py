"""How good predictions are."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

Vector = npt.NDArray[np.float64]
BINS = 10
TINY = 1e-6


class Measures(TypedDict):
    """What is printed of a model; `auc` is null where all answers are alike."""

    auc: float | None
    log_loss: float
    rmse: float
    ece: float
    seconds: float
    responses: int
    learners: int


def auc(scores: Vector, chances: Vector) -> float | None:
    """How often a right answer was thought likelier than a wrong one; half a score is right."""
    right = scores >= 0.5  # noqa: PLR2004
    return float(roc_auc_score(right, chances)) if 0 < right.sum() < len(right) else None


def log_loss(scores: Vector, chances: Vector) -> float:
    """The mean negative log-likelihood, in nats."""
    sure = np.clip(chances, TINY, 1 - TINY)
    return float(-np.mean(scores * np.log(sure) + (1 - scores) * np.log1p(-sure)))


def rmse(scores: Vector, chances: Vector) -> float:
    """The root of the mean squared difference."""
    return float(np.sqrt(np.mean((scores - chances) ** 2)))


def calibration(scores: Vector, chances: Vector) -> list[tuple[float, float, int]]:
    """Of each tenth of the scale that is used: mean prediction, mean score, how many."""
    places = np.minimum((chances * BINS).astype(int), BINS - 1)
    return [
        (float(chances[inside].mean()), float(scores[inside].mean()), int(inside.sum()))
        for place in range(BINS)
        if (inside := places == place).any()
    ]


def ece(scores: Vector, chances: Vector) -> float:
    """The expected calibration error, over tenths of the scale.

    M. Naeini, G. Cooper and M. Hauskrecht, Obtaining well calibrated probabilities using Bayesian
    binning, 2015.
    """
    bins = calibration(scores, chances)
    return sum(abs(mean - score) * count for mean, score, count in bins) / len(scores)
