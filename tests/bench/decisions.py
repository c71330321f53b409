"""Simulated learners: who is declared to have mastered what, with the parameters as shipped."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import inf
from statistics import median

from courseware.mastery.protocol import Answer
from courseware.mastery.skill_filter import SkillFilter
from tests.bench.figure import Figure

LESSONS, SKILLS, ANSWERS = 2000, 3, 6
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
RULE = SkillFilter()


def measure() -> list[Figure]:
    """A lesson of three skills with six answers on each, the skills in turn and one by one."""
    return [figure for in_turn in (True, False) for figure in _measure(in_turn=in_turn)]


def _measure(*, in_turn: bool) -> list[Figure]:
    order = "in turn" if in_turn else "one by one"
    places = [place % SKILLS if in_turn else place // ANSWERS for place in range(SKILLS * ANSWERS)]
    knows, flips, guesses = (_declared((rate,) * SKILLS, places) for rate in (0.95, 0.5, 0.25))
    third = [each[-1:] for each in _declared((0.95, 0.95, 0.5), places)]
    bar = (0.1, 4, 0.05, 0.01, 0.15, 0.4) if in_turn else (None,) * 6
    found = [
        Figure("who knows (95 % right), not declared", 1 - _share(knows), "", bar[0]),
        Figure("who knows, answers until declared", _median(knows), "", bar[1]),
        Figure("who flips a coin, declared", _share(flips), "", bar[2]),
        Figure("who guesses among four, declared", _share(guesses), "", bar[3]),
        Figure("two known, the third by coin, declared", _share(third), "", bar[4]),
        Figure("six wrong beside right ones, predicted", _six_wrong(places), "", bar[5]),
    ]
    return [Figure(f"{order}: {each.name}", each.value, "", each.bar) for each in found]


def _declared(rates: Sequence[float], places: Sequence[int]) -> list[list[float]]:
    """In each lesson, for each skill, after how many answers on it it was first mastered."""
    chance = random.Random(0)  # noqa: S311  a simulation
    found = []
    for _ in range(LESSONS):
        memory, first = RULE.start(), [inf] * len(rates)
        for place, skill in enumerate(places):
            answer = _answer(place, skill, chance.random() < rates[skill])
            memory = RULE.update(memory, answer)
            known = RULE.estimate(memory, str(skill), answer.when)
            if known.state == "mastered":
                first[skill] = min(first[skill], known.answers)
        found.append(first)
    return found


def _six_wrong(places: Sequence[int]) -> float:
    memory = RULE.start()
    for place, skill in enumerate(places):
        memory = RULE.update(memory, _answer(place, skill, skill < SKILLS - 1))
    return RULE.estimate(memory, str(SKILLS - 1), BEGIN).mean


def _answer(place: int, skill: int, right: bool) -> Answer:
    when = BEGIN + timedelta(seconds=30 * place)
    return Answer(f"c{place}", (str(skill),), float(right), when)


def _share(found: Sequence[Sequence[float]]) -> float:
    all_ = [each for lesson in found for each in lesson]
    return sum(each < inf for each in all_) / len(all_)


def _median(found: Sequence[Sequence[float]]) -> float:
    return median(each for lesson in found for each in lesson)
