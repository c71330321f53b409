"""The skill filter fitted to the responses of a class.

Maximum a posteriori: bases of skills and difficulties of items by a regression on what the filter
expected without them, in turns with following the learners anew; then the hyper-parameters, each
drawn to the one shipped.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
from attrs import frozen

from courseware.errors import UsageError
from courseware.fitting.encoding import scores
from courseware.fitting.following import follow
from courseware.fitting.measures import Vector, log_loss
from courseware.fitting.regression import Regression
from courseware.fitting.table import Row
from courseware.fitting.tuning import ENOUGH, tune
from courseware.mastery.priors import SHIPPED, Priors

Rows = Sequence[Row]
Tell = Callable[[float], None]

ROUNDS, MORE = 4, 2  # of regression before and after the hyper-parameters


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
    priors = Regression.of(rows).refine(tuned, SHIPPED, MORE) if len(held) == 1 else fit(rows)
    tell(1.0)
    return Fitted(priors, without, log_loss(expected, np.concatenate(chances)))


def fit(rows: Rows, shipped: Priors = SHIPPED) -> Priors:
    """The likeliest priors for the responses of these learners."""
    regression = Regression.of(rows)
    priors = regression.refine(shipped, shipped, ROUNDS)
    priors = tune(rows, priors, shipped)
    return regression.refine(priors, shipped, MORE)
