"""Models measured on the same learners: each is predicted by what was learnt from the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np

from courseware.errors import UsageError
from courseware.fitting.encoding import scores
from courseware.fitting.measures import Measures, Vector, auc, ece, log_loss, rmse
from courseware.fitting.models import MODELS, Learn
from courseware.fitting.table import Row

FOLDS = 5
Tell = Callable[[str, float], None]


def folds(rows: Sequence[Row], count: int = FOLDS) -> list[list[int]]:
    """The places of the rows of each fold, by learner.

    Raises:
        UsageError: there are fewer learners than folds, or fewer than two folds.
    """
    learners = list(dict.fromkeys(row.learner for row in rows))
    if not 2 <= count <= len(learners):  # noqa: PLR2004
        raise UsageError(
            f"the answers are of {len(learners)} learners, and cannot make {count} folds: "
            "there are 2 folds at least, and a learner or more in each"
        )
    parts = np.arange(len(learners)) % count
    np.random.RandomState(0).shuffle(parts)
    of = dict(zip(learners, parts.tolist(), strict=True))
    found: list[list[int]] = [[] for _ in range(count)]
    for place, row in enumerate(rows):
        found[of[row.learner]].append(place)
    return found


def predicted(rows: Sequence[Row], learn: Learn, parts: Sequence[Sequence[int]]) -> Vector:
    """The probability of each answer, by a model that has not seen its learner."""
    chances = np.full(len(rows), np.nan)
    for part in parts:
        held = set(part)
        predict = learn([row for place, row in enumerate(rows) if place not in held])
        chances[list(part)] = predict([rows[place] for place in part])
    return chances


def evaluate(
    rows: Sequence[Row],
    names: Sequence[str],
    count: int = FOLDS,
    tell: Tell = lambda _name, _share: None,
) -> dict[str, tuple[Measures, Vector]]:
    """Measure models by name; gives what they are worth, and the probability of each answer.

    Raises:
        UsageError: a model is not known, or there are too few learners.
    """
    if unknown := [name for name in names if name not in MODELS]:
        raise UsageError(f"there is no model {', '.join(unknown)}; known are {', '.join(MODELS)}")
    parts = folds(rows, count)
    found = {}
    for place, name in enumerate(names):
        tell(name, place / len(names))
        begun = perf_counter()
        chances = predicted(rows, MODELS[name], parts)
        found[name] = measured(rows, chances, perf_counter() - begun), chances
    return found


def measured(rows: Sequence[Row], chances: Vector, seconds: float) -> Measures:
    """What predictions of these rows are worth."""
    expected = scores(rows)
    return {
        "auc": auc(expected, chances),
        "log_loss": log_loss(expected, chances),
        "rmse": rmse(expected, chances),
        "ece": ece(expected, chances),
        "seconds": seconds,
        "responses": len(rows),
        "learners": len({row.learner for row in rows}),
    }
