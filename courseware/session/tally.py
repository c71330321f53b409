"""Which answers of a record count for mastery, where the lessons themselves are not at hand."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from courseware.checkpoints.posing import Form
from courseware.events import Event
from courseware.mastery.protocol import Answer

# A checkpoint somewhere in a course: lesson, id and hash.
Place = tuple[str, str | None, str | None]
APART = "/"  # stands between a lesson and a question of it, since no id holds it


@frozen
class Tally:
    """A fold of events: a checkpoint's answers count up to the first right one or its release.

    `tried` names the checkpoints that were answered, `settled` those whose further answers do not
    count, `hints` how many hints were shown at one so far.
    """

    tried: frozenset[Place] = frozenset()
    settled: frozenset[Place] = frozenset()
    hints: Mapping[Place, int] = field(factory=dict)

    def left(self, lesson: str) -> frozenset[Place]:
        """The checkpoints of a lesson that were tried, and are neither right nor released."""
        return frozenset(each for each in self.tried - self.settled if each[0] == lesson)

    def after(self, event: Event, *, reviews: bool = False) -> tuple[Tally, Answer | None]:
        """One event later, with the answer that it counts as, if it does.

        One that `reviews` what is due counts in any case.
        """
        group = Form.from_json(event.form).counts_as
        place: Place = (event.lesson, event.checkpoint, event.hash)
        if group is not None:
            place = (event.lesson, group, None)
        if event.kind == "released":
            return evolve(self, settled=self.settled | {place}), None
        if event.kind == "hinted" and isinstance(event.response, int):
            shown = max(self.hints.get(place, 0), event.response)
            return evolve(self, hints={**self.hints, place: shown}), None
        if event.kind != "answered" or event.verdict is None:
            return self, None
        if place in self.settled and not reviews:
            return self, None
        after = self if place in self.tried else evolve(self, tried=self.tried | {place})
        if event.verdict["status"] == "right":
            after = evolve(after, settled=self.settled | {place})
        score = event.verdict["score"]
        return after, None if score is None else counted(event, score, self.hints.get(place, 0))


def counted(event: Event, score: float, hints: int) -> Answer:
    """The answer of an event that counts."""
    name = Form.from_json(event.form).counts_as or event.checkpoint or ""
    item = item_of(event.lesson, name)
    return Answer(item, event.skills, score, event.time, event.attempt or 1, hints)


def item_of(lesson: str, name: str) -> str:
    """What a course calls a question: its lesson, and what it counts as there.

    The name of a warm-up question is that already, so it is the question that it was in its lesson.
    """
    return name if APART in name else f"{lesson}{APART}{name}"
