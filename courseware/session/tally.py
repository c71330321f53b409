"""Which answers of a record count for mastery, where the lessons themselves are not at hand."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from courseware.checkpoints.posing import Form
from courseware.events import Event
from courseware.mastery.protocol import Answer

# A checkpoint somewhere in a course: lesson, id and hash.
Place = tuple[str, str | None, str | None]


@frozen
class Tally:
    """A fold of events: a checkpoint's answers count up to the first right one or its release.

    `settled` names the checkpoints whose further answers do not count, `hints` how many hints
    were shown at one so far.
    """

    settled: frozenset[Place] = frozenset()
    hints: Mapping[Place, int] = field(factory=dict)

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
        after = self
        if event.verdict["status"] == "right":
            after = evolve(self, settled=self.settled | {place})
        score = event.verdict["score"]
        return after, None if score is None else counted(event, score, self.hints.get(place, 0))


def counted(event: Event, score: float, hints: int) -> Answer:
    """The answer of an event that counts."""
    item = Form.from_json(event.form).counts_as or event.checkpoint or ""
    return Answer(item, event.skills, score, event.time, event.attempt or 1, hints)
