"""Learners made up for tests: some know, some do not, and items differ."""

from __future__ import annotations

import random
from math import exp

from courseware.fitting.table import Row


def simulated(learners: int, answers: int, seed: int = 0, spread: float = 1.5) -> list[Row]:
    """Answers to 12 items of three skills, a minute apart; items differ by `spread`."""
    chance = random.Random(seed)  # noqa: S311  a simulation
    items = random.Random(7)  # noqa: S311  the same items whoever answers
    difficulties = [items.gauss(0, spread) for _ in range(12)]
    rows = []
    for learner in range(learners):
        ability = chance.gauss(0.5, 1)
        for place in range(answers):
            item = chance.randrange(12)
            right = chance.random() < 1 / (1 + exp(difficulties[item] - ability))
            skills = (f"s{item % 3}",)
            rows.append(Row(f"l{seed}-{learner}", f"i{item}", skills, float(right), 60.0 * place))
    return rows
