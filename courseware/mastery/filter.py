"""The skill filter: how likely a right answer is, and what the answer says about the skills.

A small Bayesian logistic filter; `expected` and `tracker` hold its arithmetic and its sources.
What is odd is defined: an item or a skill that was never seen has its prior; a skill that is named
twice counts once; an item without skills speaks for the learner alone; a score outside of [0, 1]
is the nearer end, and one that is not a number teaches nothing; a clock that runs backwards passes
no time, and a time without its zone is refused; an answer that comes twice, by its id, is folded
once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import isnan, sqrt

from attrs import frozen

from courseware.errors import UsageError
from courseware.mastery.expected import Expected, expect, logistic
from courseware.mastery.priors import SHIPPED, Priors
from courseware.mastery.state import State, start
from courseware.mastery.tracker import Tracker

__all__ = ["Prediction", "Response", "State", "fold", "predict", "prediction", "start", "update"]

ONE_SIDED = 1.2816
"""Nine tenths of a Gaussian lie above the mean less this many standard deviations."""


@frozen
class Prediction:
    """The probability of a right answer, and the bounds that it exceeds, or stays below, with a
    probability of 90 % each.
    """

    mean: float
    low: float
    high: float


@frozen
class Response:
    """One answer of a log: its id, the item, the item's skills, the score, and when."""

    id: str
    item: str
    skills: tuple[str, ...]
    score: float
    when: datetime


def predict(state: State, item: str | None, skills: Sequence[str], when: datetime) -> Prediction:
    """How an answer would turn out at a moment; None is a typical item of these skills."""
    return prediction(expect(state, item, _once(skills), _aware(when).timestamp()))


def prediction(expected: Expected) -> Prediction:
    """What is expected as a probability with its bounds."""
    reach = ONE_SIDED * sqrt(expected.variance)
    low, high = logistic(expected.mean - reach), logistic(expected.mean + reach)
    return Prediction(min(max(expected.chance, low), high), low, high)


def update(state: State, item: str, skills: Sequence[str], score: float, when: datetime) -> State:
    """The state after an answer; `score` in [0, 1] is what it is worth once help is taken off."""
    tracker = Tracker(state)
    _take(tracker, item, skills, score, when)
    return tracker.finish()


def fold(responses: Iterable[Response], priors: Priors = SHIPPED) -> State:
    """The state that these answers make, in the order of their times and, within one, of ids.

    It is that of `update` one by one. However they are shuffled or repeated, it is the same.
    """
    unique = {each.id: each for each in responses}.values()
    tracker = Tracker(start(priors))
    for each in sorted(unique, key=lambda response: (_aware(response.when), response.id)):
        _take(tracker, each.item, each.skills, each.score, each.when)
    return tracker.finish()


def _take(tracker: Tracker, item: str, skills: Sequence[str], score: float, when: datetime) -> None:
    if not isnan(score):
        seconds = _aware(when).timestamp()
        tracker.answer(item, _once(skills), min(max(score, 0.0), 1.0), seconds)


def _aware(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise UsageError(f"a time should have its zone, as 2026-01-05T12:00+00:00, and is {when}")
    return when


def _once(skills: Sequence[str]) -> Sequence[str]:
    """Every skill once, in one order, so that sums are the same to the last digit."""
    if isinstance(skills, str):
        raise UsageError(f"`skills` should be a list of names and is the text `{skills}`")
    return skills if len(skills) < 2 else sorted(set(skills))  # noqa: PLR2004
