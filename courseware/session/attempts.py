"""What a learner has done at one checkpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import evolve, frozen

from courseware.checkpoints.signs import bare
from courseware.events import JSON, Event, VerdictJSON
from courseware.gates.facts import Work

Status = Literal["fresh", "right", "partial", "wrong", "recorded", "released"]


@frozen
class Attempts:
    """A fold of the events of one checkpoint as it is now; `earlier` is an answer to an older text.

    `missed` counts the answers that used up tries: not right, before the first right one. `first`
    is the score of the first answer. `form` is that of the question when it was answered last;
    `status` is that of this answer, or `released` when the worked answer was shown after it.
    """

    count: int = 0
    missed: int = 0
    best: float | None = None
    passed: bool = False
    recorded: bool = False
    released: bool = False
    revealed: bool = False
    hints: int = 0
    chosen: frozenset[str] = frozenset()
    response: JSON = None
    verdict: VerdictJSON | None = None
    status: Status = "fresh"
    earlier: JSON = None
    changed: bool = False
    form: JSON = None
    first: float | None = None

    @property
    def done(self) -> bool:
        """Right, released, or answered where nothing more is asked."""
        return self.passed or self.released or self.recorded

    @property
    def counts(self) -> bool:
        """Whether the next answer still moves mastery."""
        return not self.passed and not self.released

    def answered(self, event: Event, verdict: VerdictJSON, tries: int) -> Attempts:
        """One answer later; the one that uses up the tries releases the checkpoint."""
        score, status = verdict["score"], verdict["status"]
        is_missed = self.counts and status in ("partial", "wrong")
        missed = self.missed + is_missed
        return evolve(
            self,
            count=self.count + 1,
            missed=missed,
            best=self.best if score is None else max(score, self.best or 0.0),
            passed=self.passed or status == "right",
            recorded=self.recorded or status == "recorded",
            released=self.released or (is_missed and missed >= tries),
            chosen=self.chosen | frozenset(_options(event.response)),
            response=event.response,
            verdict=verdict,
            status=status,
            changed=False,
            form=event.form,
            first=score if self.count == 0 else self.first,
        )

    def changed_since(self, response: JSON) -> Attempts:
        """With an answer that was given to an older text of the checkpoint."""
        return evolve(self, earlier=response, changed=self.count == 0)

    def work(self, *, graded: bool) -> Work:
        """What rules may know of it; in a graded copy, only that it was answered."""
        if self.count == 0:
            return Work(attempts=0)
        if graded or self.best is None:
            return Work(None, graded or self.done, None, self.count, None, self.chosen)
        stuck = self.released and not self.passed
        return Work(self.passed, self.done, self.best, self.count, stuck, self.chosen)


def _options(response: JSON) -> tuple[str, ...]:
    """The options that an answer picks: itself, or each of several."""
    if isinstance(response, str):
        return (bare(response),)
    if isinstance(response, Mapping):
        response = list(response.values())
    if isinstance(response, Sequence):
        return tuple(option for each in response for option in _options(each))
    return ()
