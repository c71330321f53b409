"""Which answers of a record count for mastery; it takes no lesson to tell."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from courseware.checkpoints.posing import Form
from courseware.checkpoints.protocol import Checkpoint
from courseware.events import Event, VerdictJSON
from courseware.mastery.protocol import Answer

# A checkpoint somewhere in a course: lesson, id and hash.
Place = tuple[str, str | None, str | None]
APART = "/"  # stands between a lesson and a question of it, since no id holds it
TRIES = 3
"""Answers that a review of a question which was done before has at most."""


def place_in(lesson: str, checkpoint: Checkpoint) -> Place:
    """Where a checkpoint stands; those that count as one are one."""
    if checkpoint.group:
        return lesson, checkpoint.group, None
    return lesson, checkpoint.id, checkpoint.hash


def _place_of(event: Event) -> Place:
    """Where an event took place."""
    group = Form.from_json(event.form).counts_as
    if group is not None:
        return event.lesson, group, None
    return event.lesson, event.checkpoint, event.hash


@frozen
class Tally:
    """A fold of events: a checkpoint's answers count up to the first right one or its release.

    `tried` names the checkpoints that were answered, `settled` those whose further answers do not
    count, `hints` how many hints were shown at one so far. One that is settled is answered once
    more when a review is due: up to the first right answer of `TRIES` these count too, each as one
    of the review alone, without the help of long ago. `missed` says how many came so far.
    """

    tried: frozenset[Place] = frozenset()
    settled: frozenset[Place] = frozenset()
    hints: Mapping[Place, int] = field(factory=dict)
    missed: Mapping[Place, int] = field(factory=dict)

    def left(self, lesson: str) -> frozenset[Place]:
        """The checkpoints of a lesson that were tried, and are neither right nor released."""
        return frozenset(each for each in self.tried - self.settled if each[0] == lesson)

    def settle(self, place: Place) -> Tally:
        """With a checkpoint that is released, whoever says so."""
        return evolve(self, settled=self.settled | {place})

    def after(self, event: Event, *, is_due: bool) -> tuple[Tally, Answer | None]:
        """One event later, with the answer that it counts as, if it does.

        `is_due` says whether it comes when a review of one of its skills is due.
        """
        place = _place_of(event)
        if event.kind == "released":
            return self.settle(place), None
        if event.kind == "hinted" and isinstance(event.response, int):
            shown = max(self.hints.get(place, 0), event.response)
            return evolve(self, hints={**self.hints, place: shown}), None
        if event.kind != "answered" or event.verdict is None:
            return self, None
        if place in self.settled:
            return self._reviewed(place, event, event.verdict, is_due=is_due)
        after = self if place in self.tried else evolve(self, tried=self.tried | {place})
        if event.verdict["status"] == "right":
            after = after.settle(place)
        return after, _counted(event, event.attempt or 1, self.hints.get(place, 0))

    def _reviewed(
        self, place: Place, event: Event, verdict: VerdictJSON, *, is_due: bool
    ) -> tuple[Tally, Answer | None]:
        """After an answer to a question that is settled, which counts in a review alone."""
        before = self.missed.get(place, 0)
        if not (before or is_due):
            return self, None
        is_over = verdict["status"] == "right" or before + 1 >= TRIES
        missed = {**self.missed, place: 0 if is_over else before + 1}
        return evolve(self, missed=missed), _counted(event, before + 1, 0)


def _counted(event: Event, attempt: int, hints: int) -> Answer | None:
    """The answer of an event, if it was judged."""
    if event.verdict is None or event.verdict["score"] is None:
        return None
    name = Form.from_json(event.form).counts_as or event.checkpoint or ""
    item, score = item_of(event.lesson, name), event.verdict["score"]
    return Answer(item, event.skills, score, event.time, attempt, hints)


def item_of(lesson: str, name: str) -> str:
    """What a course calls a question: its lesson, and what it counts as there.

    The name of a warm-up question is that already, so it is the question that it was in its lesson.
    """
    return name if APART in name else f"{lesson}{APART}{name}"
