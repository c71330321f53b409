"""What a log is: the seam between a session and wherever its events are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol, Required, TypedDict, Unpack

from courseware.events import JSON, Event, Kind, VerdictJSON

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


class What(TypedDict, total=False):
    """What an event tells beside who, when and where: the fields of `Event` of these names."""

    version: Required[str]
    checkpoint: str | None
    hash: str | None
    attempt: int | None
    response: JSON
    verdict: VerdictJSON | None
    skills: tuple[str, ...]
    branch: str | None
    seconds: float | None
    form: JSON


class Log(Protocol):
    """The events of one learner in one course, written from within one of its lessons.

    Every method may be called from any thread.
    """

    @property
    def learner(self) -> str:
        """The random id of this record; before the first event it may still change."""
        ...

    @property
    def course(self) -> str:
        """The id of the course."""
        ...

    @property
    def lesson(self) -> str:
        """The id of the lesson that new events belong to."""
        ...

    @property
    def clock(self) -> Clock:
        """What tells the time of new events."""
        ...

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read or written so far: one sentence each, for the learner."""
        ...

    def new(self, kind: Kind, **what: Unpack[What]) -> Event:
        """Draw up an event that happens now; it is kept only once it is appended."""
        ...

    def append(self, *events: Event) -> None:
        """Keep these events, all of them or none; they are durable when this returns.

        Raises:
            NotSaved: they could not be written; the message says what to do.
        """
        ...

    def read(self) -> tuple[Event, ...]:
        """All events of the course that are known here, by time and then id."""
        ...

    def refresh(self) -> bool:
        """Look at what others have written since; True if there is news."""
        ...

    def text(self) -> str:
        """The whole record as JSON lines, with what could not be saved, to be kept elsewhere."""
        ...

    def flush_slice(self) -> None:
        """Write the lesson's own slice beside the notebook now, if it is not up to date."""
        ...

    def close(self) -> None:
        """Write what is still to be written; afterwards nothing can be appended."""
        ...
