"""Which of several checkpoints fits a learner best now.

The probability of a right answer that serves learning and keeps heart is high, and not too high
(R. Wilson, A. Shenhav, M. Straccia, J. Cohen, The eighty five percent rule for optimal learning,
2019; R. Pelánek, Adaptive practice of facts in domains with varied prior knowledge, 2014).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import frozen

from courseware.checkpoints.protocol import Checkpoint
from courseware.session.progress import Progress
from courseware.session.reach import was_last

EASY, HARD = 0.85, 0.7
DECIMALS = 2  # what differs by less is the same


@frozen
class Choice:
    """The checkpoint, and the skill that it was taken for."""

    checkpoint: Checkpoint
    skill: str | None = None


def choose(progress: Progress, pool: Sequence[Checkpoint], when: datetime) -> Choice:
    """The one of a pool (not empty, in the order of the notebook) to go on with."""
    candidates = [each for each in pool if not was_last(progress, each)] or [*pool]
    if not candidates[0].skills:
        return Choice(candidates[0])
    ready = [each for each in candidates if _is_ready(progress, each, candidates, when)]
    skill = _least(progress, (skill for each in ready or candidates for skill in each.skills), when)
    if skill is None:
        return Choice(candidates[0])
    trains = [each for each in ready or candidates if skill in each.skills]
    return Choice(_fitting(progress, trains, when), skill)


def review(
    progress: Progress, pool: Sequence[Checkpoint], when: datetime, *, repeat: bool = False
) -> Choice | None:
    """The question that reviews the skill which is due most; None where none is, or none can.

    What was done already will do: an answer to it counts again when a review is due. One that was
    missed in a review comes again, for no skill in particular. Only with `repeat` it may be the one
    that was answered last.
    """
    there = [each for each in pool if repeat or not was_last(progress, each)]
    for skill in progress.due_skills(when):
        trains = [each for each in there if skill in each.skills]
        fresh = [each for each in trains if not progress.is_done(each.id)]
        if trains:
            return Choice(_fitting(progress, fresh or trains, when), skill)
    missed = next((each for each in there if progress.is_missed_review(each.id)), None)
    return None if missed is None else Choice(missed)


def _is_ready(
    progress: Progress, checkpoint: Checkpoint, candidates: Sequence[Checkpoint], when: datetime
) -> bool:
    """Whether what its skills need is mastered, or cannot be practised now."""
    course = progress.lesson.course
    needs = {need for skill in checkpoint.skills for need in course.below(skill)}
    trained = {skill for each in candidates for skill in each.skills}
    return all(
        need not in trained or progress.estimate(need, when).state == "mastered"
        for need in needs.difference(checkpoint.skills)
    )


def _least(progress: Progress, skills: Iterable[str], when: datetime) -> str | None:
    """The skill that is least mastered; of those that are equally so, the first."""

    def place(skill: str) -> tuple[bool, float]:
        known = progress.estimate(skill, when)
        return known.state == "mastered", round(known.low, DECIMALS)

    return min(dict.fromkeys(skills), key=place, default=None)


def _fitting(progress: Progress, those: Sequence[Checkpoint], when: datetime) -> Checkpoint:
    """The one whose predicted success lies within the bounds, or next to them."""

    def off(checkpoint: Checkpoint) -> float:
        mean = progress.expects(checkpoint, when)
        return round(max(HARD - mean, mean - EASY, 0.0), DECIMALS)

    return min(those, key=off)
