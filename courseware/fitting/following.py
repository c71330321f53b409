"""The skill filter on the responses of many learners."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt

import numpy as np
from attrs import frozen

from courseware.fitting.measures import Vector
from courseware.fitting.table import Row
from courseware.mastery.expected import expect
from courseware.mastery.filter import prediction
from courseware.mastery.priors import Priors
from courseware.mastery.state import start
from courseware.mastery.tracker import Tracker


@frozen
class Before:
    """What was expected before each answer: log-odds, and how much their doubt shrinks them."""

    means: Vector
    shrinks: Vector


def follow(rows: Sequence[Row], priors: Priors) -> Vector:
    """The probability of a right answer before each."""
    trackers: dict[str, Tracker] = {}
    chances = []
    for learner, item, skills, score, seconds in rows:
        tracker = trackers.get(learner)
        if tracker is None:
            tracker = trackers[learner] = Tracker(start(priors))
        chances.append(tracker.answer(item, skills, score, seconds))
    return np.array(chances)


def before(rows: Sequence[Row], priors: Priors) -> Before:
    """The log-odds before each answer, and their shrinking."""
    trackers: dict[str, Tracker] = {}
    means, shrinks = [], []
    for learner, item, skills, score, seconds in rows:
        tracker = trackers.get(learner)
        if tracker is None:
            tracker = trackers[learner] = Tracker(start(priors))
        expected = expect(tracker, item, skills, seconds)
        means.append(expected.mean)
        shrinks.append(1 / sqrt(1 + pi / 8 * expected.variance))
        tracker.learn(item, skills, score, expected)
    return Before(np.array(means), np.array(shrinks))


def bounds(rows: Sequence[Row], priors: Priors) -> list[tuple[float, ...]]:
    """The lower bound of success on a typical item of each skill of a row, before its answer."""
    trackers: dict[str, Tracker] = {}
    found = []
    for learner, item, skills, score, seconds in rows:
        tracker = trackers.get(learner)
        if tracker is None:
            tracker = trackers[learner] = Tracker(start(priors))
        found.append(
            tuple(prediction(expect(tracker, None, (each,), seconds)).low for each in skills)
        )
        tracker.answer(item, skills, score, seconds)
    return found
