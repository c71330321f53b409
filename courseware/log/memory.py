"""A log that is kept in memory only, for `courseware play` and for tests."""

from __future__ import annotations

from collections.abc import Iterable

from courseware.errors import NotSaved
from courseware.events import Event
from courseware.log.drafts import Drafts
from courseware.log.protocol import Clock, wall_clock
from courseware.log.union import union
from courseware.log.writer import chain
from courseware.messages import say


class MemoryLog(Drafts):
    """A log without a file; `others` are events that somebody else wrote before."""

    def __init__(
        self,
        learner: str = "learner",
        course: str = "course",
        lesson: str = "lesson",
        *,
        clock: Clock = wall_clock,
        others: Iterable[Event] = (),
    ) -> None:
        """Start with the events of `others`, usually none."""
        super().__init__(learner, course, lesson, clock)
        self._events = union(others)
        self._previous: str | None = None
        self._open = True

    @property
    def problems(self) -> tuple[str, ...]:
        """Nothing goes wrong in memory."""
        return ()

    def append(self, *events: Event) -> None:
        """Keep these events."""
        if not self._open:
            raise NotSaved(say("log-closed"))
        kept, self._previous = chain(events, self._previous)
        self._events = union(self._events, kept)

    def read(self) -> tuple[Event, ...]:
        """All events, by time and then id."""
        return self._events

    def refresh(self) -> bool:
        """Nobody else writes here."""
        return False

    def text(self) -> str:
        """The events as JSON lines."""
        return "".join(event.line() + "\n" for event in self._events)

    def flush_slice(self) -> None:
        """There is no slice."""

    def close(self) -> None:
        """Take no more events."""
        self._open = False
