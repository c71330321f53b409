"""Bases of skills and difficulties of items, by regression on what the skill filter expected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

from courseware.fitting.encoding import Encoding, scores
from courseware.fitting.following import before
from courseware.fitting.measures import Vector
from courseware.fitting.table import Row
from courseware.mastery.priors import Priors

STEPS = 60
SPREADS = (0.7, 0.3)  # variances of difficulties and of bases to begin with
LEAST, MOST = 0.02, 3.0  # of such a variance


@frozen
class Regression:
    """The responses of a class as a matrix: a column for each item, each skill (parted among those
    of a row), and the base of all.
    """

    rows: Sequence[Row]
    encoding: Encoding
    columns: sparse.csr_matrix
    scores: Vector

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Regression:
        """The matrix of these rows."""
        encoding = Encoding.of(rows)
        parts = [
            encoding.item_matrix(rows),
            encoding.skill_matrix(rows, shared=True),
            np.ones((len(rows), 1)),
        ]
        return cls(rows, encoding, sparse.hstack(parts, format="csr"), scores(rows))

    def refine(self, priors: Priors, shipped: Priors, rounds: int) -> Priors:
        """Bases and difficulties, in each round from what the filter expects with those before.

        How far they spread is learnt with them (empirical Bayes).
        """
        spreads = SPREADS
        for _ in range(rounds):
            found, variances = self._solve(priors, shipped, spreads)
            moments = found**2 + variances
            count = len(self.encoding.items)
            spreads = _spread(moments[:count], spreads[0]), _spread(moments[count:-1], spreads[1])
            priors = self._priors(priors, found, variances, spreads[0])
        return self._centred(priors)

    def _centred(self, priors: Priors) -> Priors:
        """The same expectations of items that keep their skills, at difficulty 0 on average of a
        skill's items (where they have one skill each; where they have more, nearly).

        What all items of a skill have in common is the skill's, however few they are: the
        regression alone, which draws both to 0, would part it between the two.
        """
        skills = {row.item: dict.fromkeys(row.skills) for row in self.rows}
        pools: dict[str, list[str]] = {skill: [] for skill in self.encoding.skills}
        for item, named in skills.items():
            for skill in named:
                pools[skill].append(item)
        hard = {
            skill: _mean([priors.difficulties[item][0] for item in pool])
            for skill, pool in pools.items()
        }
        return evolve(
            priors,
            bases={skill: base - hard[skill] for skill, base in priors.bases.items()},
            difficulties={
                item: (mean - _mean([hard[skill] for skill in skills[item]]), variance)
                for item, (mean, variance) in priors.difficulties.items()
            },
            pools={skill: tuple(pool) for skill, pool in pools.items()},
        )

    def _solve(
        self, priors: Priors, shipped: Priors, spreads: tuple[float, float]
    ) -> tuple[Vector, Vector]:
        """The likeliest weights of the columns, and their variances."""
        counts = [len(self.encoding.items), len(self.encoding.skills), 1]
        weights = np.repeat([1 / spreads[0], 1 / spreads[1], 1], counts)
        middle = np.append(np.zeros(sum(counts) - 1), shipped.base)
        known, expected = self._known(priors), before(self.rows, priors)
        shrinks, rest = expected.shrinks, expected.means - self.columns @ known

        def loss(at: Vector) -> tuple[float, Vector]:
            log_odds = shrinks * (rest + self.columns @ at)
            surprise = shrinks * (expit(log_odds) - self.scores)
            off = at - middle
            value = np.sum(np.logaddexp(0, log_odds) - self.scores * log_odds)
            return value + weights @ off**2 / 2, self.columns.T @ surprise + weights * off

        options = {"maxiter": STEPS}
        found = minimize(loss, known, jac=True, method="L-BFGS-B", options=options).x
        chances = expit(shrinks * (rest + self.columns @ found))
        information = self.columns.power(2).T @ (shrinks**2 * chances * (1 - chances))
        return found, 1 / (weights + information)

    def _known(self, priors: Priors) -> Vector:
        """The weights of the columns as these priors have them."""
        items, skills = self.encoding.items, self.encoding.skills
        easy = [-priors.difficulties.get(item, (0.0, 0.0))[0] for item in items]
        above = [priors.bases.get(skill, priors.base) - priors.base for skill in skills]
        return np.array([*easy, *above, priors.base])

    def _priors(
        self, priors: Priors, found: Vector, variances: Vector, difficulty: float
    ) -> Priors:
        """The priors with these weights of the columns."""
        items, count = self.encoding.items, len(self.encoding.items)
        base = float(found[-1])
        pairs = zip((-found[:count]).tolist(), variances[:count].tolist(), strict=True)
        bases = (base + found[count:-1]).tolist()
        return evolve(
            priors,
            base=base,
            bases=dict(zip(self.encoding.skills, bases, strict=True)),
            difficulty=difficulty,
            difficulties=dict(zip(items, pairs, strict=True)),
        )


def _mean(found: Sequence[float]) -> float:
    return sum(found) / len(found) if found else 0.0


def _spread(moments: Vector, usual: float) -> float:
    return float(np.clip(moments.mean(), LEAST, MOST)) if len(moments) else usual
