"""Where a learner is in the test before a lesson, as a fold of their answers to its questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from courseware.checkpoints.protocol import Checkpoint
from courseware.lesson.model import Lesson
from courseware.mastery.placement import GUESS, Item, Placement

Stage = Literal["offered", "running", "ended", "declined"]


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
    items = {id_: item_of(lesson.checkpoints[id_]) for id_ in test.items}
    placement = Placement.begin(_needs(lesson, items))
    answered = [id_ for id_ in test.items if id_ in scores]
    for id_ in answered:
        if (score := scores[id_]) is not None:
            placement = placement.answer(items[id_], score)
    if word == "all":
        return Diagnosis("declined", tuple(answered), len(answered))
    if word is None:
        return Diagnosis("offered")
    left = (item for id_, item in items.items() if id_ not in scores)
    coming = placement.best(left) if len(answered) < test.most else None
    if coming is not None:
        return Diagnosis("running", (*answered, coming.id), len(answered))
    verdicts = {skill: placement.verdict(skill) for skill in placement.skills}
    return Diagnosis(
        "ended",
        tuple(answered),
        len(answered),
        tuple(skill for skill, verdict in verdicts.items() if verdict == "known"),
        tuple(skill for skill, verdict in verdicts.items() if verdict != "known"),
    )


def item_of(checkpoint: Checkpoint) -> Item:
    """A question as the test sees it: of several options one may be hit by guessing."""
    options = checkpoint.public.get("options")
    count = len(options) if checkpoint.type == "choice" and isinstance(options, Mapping) else 0
    return Item(checkpoint.id, checkpoint.skills, 1 / count if count else GUESS)


def _needs(lesson: Lesson, items: Mapping[str, Item]) -> dict[str, tuple[str, ...]]:
    """The skills that are tested, in the order of the course, each with all that it needs."""
    known = lesson.course.skills
    tested = dict.fromkeys(skill for item in items.values() for skill in item.skills)
    ordered = [skill for skill in known if skill in tested]
    ordered += [skill for skill in tested if skill not in known]
    return {skill: tuple(_below(lesson, skill, set()) - {skill}) for skill in ordered}


def _below(lesson: Lesson, skill: str, seen: set[str]) -> set[str]:
    """Everything that a skill needs, directly or not, and itself."""
    if skill not in seen:
        seen.add(skill)
        known = lesson.course.skills.get(skill)
        for need in known.needs if known is not None else ():
            _below(lesson, need, seen)
    return seen
