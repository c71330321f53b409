"""Sending the steps through a session with a record of its own and a clock that can be set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import cast

from attrs import frozen

from courseware.checkpoints.protocol import JSON, Runner
from courseware.lesson.model import Lesson
from courseware.log import MemoryLog
from courseware.play.answers import Step
from courseware.play.expecting import differences
from courseware.session import Outcome, Session

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)


@frozen
class Played:
    """A step, what it came to, and a sentence for every expectation that was not met."""

    step: Step
    outcome: Outcome
    differences: tuple[str, ...] = ()


class _Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def wait(self, span: timedelta) -> None:
        self.now += span


async def play(lesson: Lesson, steps: Iterable[Step], runner: Runner) -> tuple[Played, ...]:
    """Take the steps in order, as a learner who has never been here."""
    clock = _Clock()
    log = MemoryLog("player", lesson.course.id, lesson.id, clock=clock)
    session = Session(lesson, log, runner)
    session.begin()
    played = []
    for step in steps:
        outcome = await _take(session, clock, step)
        got = cast("Mapping[str, JSON]", outcome.json())
        played.append(Played(step, outcome, tuple(differences(step.expect, got))))
    return tuple(played)


async def _take(  # noqa: PLR0911  one for each kind of step
    session: Session, clock: _Clock, step: Step
) -> Outcome:
    match step.kind:
        case "answer":
            return await session.answer(step.what, step.response)
        case "hint":
            return session.hint(step.what)
        case "reveal":
            return await session.reveal(step.what)
        case "interest":
            return session.choose(step.what or None)
        case "open" | "skip":
            return session.open(step.what, may_skip=step.kind == "skip")
        case "diagnostic":
            return session.diagnose(step.what)
        case "wait":
            clock.wait(step.span)
            return session.begin()
