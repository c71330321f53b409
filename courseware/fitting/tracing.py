"""Bayesian knowledge tracing on the responses of many learners, and fitted to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from attrs import frozen

from courseware.fitting.measures import Vector
from courseware.fitting.table import Row
from courseware.mastery.bkt import BKT

TEXTBOOK: Mapping[str, BKT] = {}
"""No parameters of any skill: each has those that `BKT` has by itself."""

GRID = tuple(
    product(
        (0.1, 0.3, 0.5, 0.7, 0.9),
        (0.01, 0.03, 0.08, 0.15, 0.3),
        (0.05, 0.15, 0.25, 0.4),
        (0.03, 0.1, 0.2, 0.3),
    )
)
"""What a fit chooses from: known, learn, guess, slip."""
FEWEST = 20  # answers on a skill, below which it is as all skills together


@frozen
class Traced:
    """Before each answer: its probability, and that each of its skills is known."""

    chances: Vector
    known: list[tuple[float, ...]]


def trace(rows: Sequence[Row], parameters: Mapping[str, BKT]) -> Traced:
    """Follow each skill of each learner; a skill without parameters takes those of `""`."""
    usual = parameters.get("", BKT())
    states: dict[tuple[str, str], float] = {}
    chances, found = [], []
    for row in rows:
        each = [(skill, parameters.get(skill, usual)) for skill in row.skills or ("",)]
        known = [states.get((row.learner, skill), model.known) for skill, model in each]
        right = [model.right(state) for (_, model), state in zip(each, known, strict=True)]
        chances.append(sum(right) / len(right))
        found.append(tuple(known))
        for (skill, model), state in zip(each, known, strict=True):
            states[row.learner, skill] = model.after(state, row.score)
    return Traced(np.array(chances), found)


def fit_tracing(rows: Sequence[Row]) -> dict[str, BKT]:
    """The likeliest parameters of the grid for each skill, and under `""` for all together."""
    start, learn, guess, slip = np.array(GRID).T
    states: dict[tuple[str, str], Vector] = {}
    logs: dict[str, Vector] = defaultdict(lambda: np.zeros(len(GRID)))
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        for skill in row.skills or ("",):
            known = states.get((row.learner, skill), start)
            right = known * (1 - slip) + (1 - known) * guess
            if_right, if_wrong = known * (1 - slip) / right, known * slip / (1 - right)
            logs[skill] += row.score * np.log(right) + (1 - row.score) * np.log1p(-right)
            counts[skill] += 1
            seen = row.score * if_right + (1 - row.score) * if_wrong
            states[row.learner, skill] = seen + (1 - seen) * learn
    found = {skill: each for skill, each in logs.items() if counts[skill] >= FEWEST}
    found[""] = sum(logs.values(), np.zeros(len(GRID)))
    return {skill: BKT(*GRID[int(np.argmax(each))]) for skill, each in found.items()}
