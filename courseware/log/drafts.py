"""Drawing up events: who, where, and a time and id that never run backwards."""

from __future__ import annotations

import secrets
import threading
from datetime import UTC, datetime
from typing import Unpack

from courseware.events import EPOCH, Event, Kind, new_id
from courseware.log.protocol import Clock, What


class Stamps:
    """Times and ids that grow with every call, even where the clock is set back."""

    def __init__(self, clock: Clock) -> None:
        """Take the time from `clock`."""
        self._clock = clock
        self._lock = threading.Lock()
        self._time = EPOCH
        self._random = 0

    def next(self) -> tuple[datetime, str]:
        """A time in whole milliseconds and an id, both later than all before."""
        now = self._clock().astimezone(UTC)
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        with self._lock:
            if now > self._time:
                self._time, self._random = now, secrets.randbits(73)
            else:
                self._random += 1 + secrets.randbits(32)
            return self._time, new_id(self._time, self._random)


class Drafts:
    """What every log knows about the events that are drawn up in it."""

    def __init__(self, learner: str, course: str, lesson: str, clock: Clock) -> None:
        """Say whose events these are, and when and where they happen."""
        self._learner = learner
        self._course = course
        self._lesson = lesson
        self._clock = clock
        self._stamps = Stamps(clock)

    @property
    def learner(self) -> str:
        """The random id of this record."""
        return self._learner

    @property
    def course(self) -> str:
        """The id of the course."""
        return self._course

    @property
    def lesson(self) -> str:
        """The id of the lesson that new events belong to."""
        return self._lesson

    @property
    def clock(self) -> Clock:
        """What tells the time of new events."""
        return self._clock

    def new(self, kind: Kind, **what: Unpack[What]) -> Event:
        """Draw up an event that happens now; it is kept only once it is appended."""
        time, id_ = self._stamps.next()
        return Event(
            id=id_,
            time=time,
            learner=self._learner,
            course=self._course,
            lesson=self._lesson,
            kind=kind,
            **what,
        )
