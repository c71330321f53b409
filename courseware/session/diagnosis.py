"""Where a learner is in the test before a lesson, as a fold of their answers to its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from attrs import frozen

from courseware.checkpoints.protocol import Checkpoint
from courseware.lesson.model import Lesson
from courseware.mastery.placement import GUESS, Item, Placement

Stage = Literal["offered", "running", "ended", "declined"]
Needs = tuple[tuple[str, tuple[str, ...]], ...]
"""Skills, each with all that it needs."""


@frozen
class Diagnosis:
    """A test: its stage, the questions it has come to (the last one is to be answered while it is
    `running`), how many were answered, and which skills the learner knows or does not.
    """

    stage: Stage
    put: tuple[str, ...] = ()
    answered: int = 0
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def current(self) -> str | None:
        """The question to be answered now."""
        return self.put[-1] if self.stage == "running" else None


def diagnose(
    lesson: Lesson, word: str | None, scores: Mapping[str, float | None]
) -> Diagnosis | None:
    """Where the test of a lesson stands; None in a lesson without one.

    `word` is what the learner said last: `begin`, `all` (all of the lesson) or nothing yet;
    `scores` holds the score of the first answer to each question that was answered, if it had one.
    """
    test = lesson.pretest
    if test is None:
        return None
    answered = tuple(id_ for id_ in test.items if id_ in scores)
    if word is None:
        return Diagnosis("offered")
    if word == "all":
        return Diagnosis("declined", answered, len(answered))
    items = tuple(item_of(lesson.checkpoints[id_]) for id_ in test.items)
    return _found(items, _needs(lesson, items), tuple(scores.items()), test.most)


@lru_cache(maxsize=64)
def _found(
    items: tuple[Item, ...], needs: Needs, scores: tuple[tuple[str, float | None], ...], most: int
) -> Diagnosis:
    """Where a test stands that has begun. It is asked for at every turn, and is the same between
    two answers.
    """
    known = dict(scores)
    answered = tuple(item for item in items if item.id in known)
    placement = _placed(needs, tuple((item, known[item.id]) for item in answered))
    left = (item for item in items if item.id not in known)
    coming = placement.best(left) if len(answered) < most else None
    put = tuple(item.id for item in answered)
    if coming is not None:
        return Diagnosis("running", (*put, coming.id), len(put))
    verdicts = {skill: placement.verdict(skill) for skill in placement.skills}
    return Diagnosis(
        "ended",
        put,
        len(put),
        tuple(skill for skill, verdict in verdicts.items() if verdict == "known"),
        tuple(skill for skill, verdict in verdicts.items() if verdict != "known"),
    )


@lru_cache(maxsize=64)
def _placed(needs: Needs, answers: tuple[tuple[Item, float | None], ...]) -> Placement:
    """What answers tell, one after the other."""
    if not answers:
        return Placement.begin(dict(needs))
    item, score = answers[-1]
    before = _placed(needs, answers[:-1])
    return before if score is None else before.answer(item, score)


def item_of(checkpoint: Checkpoint) -> Item:
    """A question as the test sees it: of several options one may be hit by guessing."""
    options = checkpoint.public.get("options")
    count = len(options) if checkpoint.type == "choice" and isinstance(options, Mapping) else 0
    return Item(checkpoint.id, checkpoint.skills, 1 / count if count else GUESS)


def _needs(lesson: Lesson, items: Sequence[Item]) -> Needs:
    """The skills that are tested, in the order of the course, each with all that it needs."""
    course = lesson.course
    tested = dict.fromkeys(skill for item in items for skill in item.skills)
    ordered = [skill for skill in course.skills if skill in tested]
    ordered += [skill for skill in tested if skill not in course.skills]
    return tuple((skill, course.below(skill)) for skill in ordered)
