"""The lesson as a whole, and the test before it, as they are for a learner: data without HTML."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from attrs import evolve, frozen

from courseware.gates.branches import due, values
from courseware.gates.facts import Work
from courseware.lesson.model import Lesson
from courseware.mastery.protocol import Estimate
from courseware.session.ahead import title
from courseware.session.diagnosis import Stage
from courseware.session.outcome import Next
from courseware.session.progress import Progress
from courseware.session.views import interest_titles, skill_title

RIGHT = Work(passed=True, done=True, score=1.0, attempts=1, stuck=False, chosen=frozenset())
"""A question that somebody would answer right at once."""
StepState = Literal["right", "notyet", "partial", "recorded", "next", "open", "spared", "locked"]


@frozen
class TestView:
    """The test before the lesson: where it stands, and what it has found.

    `number` counts the question that is to be answered, of at most `most`. `known` and `unknown`
    are titles of skills; `spared` questions need not be done, which saves about `minutes`.
    """

    stage: Stage
    number: int
    most: int
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    spared: int = 0
    minutes: int | None = None
    current: str | None = None


@frozen
class Step:
    """A checkpoint in the row of all of them."""

    number: int
    checkpoint: str
    state: StepState
    title: str


@frozen
class HeaderView:
    """The lesson as it is for this learner.

    `minutes_left` is an estimate from the share of questions that is done among those that are
    open or may still open by themselves. `asked` says that an interest was chosen, or none; the
    choice is `missing` where nothing else is left to do and it would open more.
    """

    title: str
    minutes: int | None
    minutes_left: int | None
    skills: tuple[tuple[str, str, Estimate], ...]
    steps: tuple[Step, ...]
    next: Next | None
    interests: Mapping[str, str]
    interest: str | None
    asked: bool
    completed: bool
    missing: bool = False


def header_view(progress: Progress, when: datetime, coming: Next | None) -> HeaderView:
    """The view of the lesson as a whole, with what comes next."""
    lesson = progress.lesson
    left, whole = len(_left(progress, when)), len(_whole(progress, when))
    return HeaderView(
        lesson.title,
        lesson.minutes,
        None if lesson.minutes is None else math.ceil(lesson.minutes * left / max(whole, 1)),
        tuple(
            (skill, skill_title(lesson, skill), progress.estimate(skill, when))
            for skill in lesson_skills(lesson)
        ),
        tuple(
            Step(number, id_, _step(progress, id_, coming), title(lesson, id_))
            for id_, number in lesson.numbers.items()
            if not (lesson.pretest is not None and id_ in lesson.pretest.items)
        ),
        coming,
        interest_titles(lesson),
        progress.interest,
        progress.asked,
        progress.completed and coming is None,
        coming is None and _choice_opens(progress, when),
    )


def test_view(progress: Progress, when: datetime) -> TestView:
    """The view of the test before the lesson; `KeyError` in a lesson without one."""
    lesson, found = progress.lesson, progress.diagnosis
    if found is None or lesson.pretest is None:
        raise KeyError("diagnostic")
    whole, minutes = _whole(progress, when), None
    spared = _spared(progress) & whole
    if lesson.minutes is not None and spared:
        minutes = max(1, math.floor(lesson.minutes * len(spared) / len(whole)))
    return TestView(
        found.stage,
        found.answered + 1,
        lesson.pretest.most,
        tuple(skill_title(lesson, skill) for skill in found.known),
        tuple(skill_title(lesson, skill) for skill in found.unknown),
        len(spared),
        minutes,
        found.current,
    )


def lesson_skills(lesson: Lesson) -> tuple[str, ...]:
    """The skills that a lesson names, then those that its checkpoints train besides."""
    trained = (skill for each in lesson.checkpoints.values() for skill in each.skills)
    return tuple(dict.fromkeys((*lesson.skills, *trained)))


def _step(progress: Progress, id_: str, coming: Next | None) -> StepState:
    done = progress.at(id_)
    if not progress.is_open(id_):
        return "locked"
    if coming is not None and coming.checkpoint == id_:
        return "next"
    if done.passed:
        return "right"
    if done.recorded:
        return "recorded"
    if done.count == 0:
        return "spared" if id_ in progress.spared else "open"
    return "partial" if done.best else "notyet"


def _choice_opens(progress: Progress, when: datetime) -> bool:
    """Whether an interest, or none, is still to be chosen and would open something."""
    lesson, facts = progress.lesson, progress.facts(when)
    return not progress.asked and any(
        due(lesson.branches, evolve(facts, interest=each, asked=True), progress.opened)
        for each in (None, *lesson.interests)
    )


def _whole(progress: Progress, when: datetime) -> frozenset[str]:
    """The questions that are open, or may still open by themselves for who knows what is spared."""
    lesson, facts = progress.lesson, progress.facts(when)
    works = dict.fromkeys((*progress.spared, *_spared(progress)), RIGHT)
    facts = evolve(facts, checkpoints={**facts.checkpoints, **works})
    known = values(lesson.branches, facts, progress.opened)
    return progress.questions(
        id_
        for id_ in progress.own
        if all(known.get(name) is not False for name in lesson.branch_of.get(id_, ()))
    )


def _spared(progress: Progress) -> frozenset[str]:
    """The questions that need not be done, in none of their forms."""
    spared = progress.spared
    asked = (id_ for id_ in progress.own if id_ not in spared)
    return progress.questions(spared) - progress.questions(asked)


def _left(progress: Progress, when: datetime) -> frozenset[str]:
    """The questions that are still to be done."""
    done = progress.questions(id_ for id_ in progress.own if progress.is_done(id_))
    return _whole(progress, when) - done - _spared(progress)
