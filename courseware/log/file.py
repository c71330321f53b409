"""The log of a kernel in a lesson: its own file in the record, and the lesson's slice."""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakSet

from attrs import evolve

from courseware.errors import NotSaved
from courseware.events import Event
from courseware.log.disk import not_saved, reason
from courseware.log.drafts import Drafts
from courseware.log.learner import claim, is_learner, new_learner, read_learners
from courseware.log.place import file_name, home
from courseware.log.protocol import Clock, wall_clock
from courseware.log.shelf import Shelf
from courseware.log.slice import Slice
from courseware.log.union import union
from courseware.log.writer import Writer
from courseware.messages import say

PAUSE = 1.0  # seconds between two writings of a slice, at least
SOON = 0.2  # seconds until the first one, so that feedback goes first
_ROUNDS = 8


class FileLog(Drafts):
    """A log on disk; nothing is written before the first event is appended.

    Three locks, so that nobody who reads waits for a disk that writes: one for our own file, one
    for reading other files, one for the slice. What they find is published under a fourth.
    """

    def __init__(
        self, folder: Path, course: str, lesson: str, beside: Path | None, clock: Clock
    ) -> None:
        """Read the record in `folder` and the slice in the folder `beside` the notebook."""
        super().__init__(new_learner(), course, lesson, clock)
        self._folder = folder
        self._slice = Slice(beside, lesson) if beside else None
        self._shelf = Shelf(folder, (self._slice,) if self._slice else ())
        self._learners: tuple[str, ...] = (self._learner,)
        self._chosen = False
        self._writer: Writer | None = None
        self._files: frozenset[Path] = frozenset()
        self._own: tuple[Event, ...] = ()
        self._unsaved: tuple[Event, ...] = ()
        self._events: tuple[Event, ...] = ()
        self._problems: tuple[str, ...] = ()
        self._slice_problem = ""
        self._news = False
        self._timer: threading.Timer | None = None
        self._sliced = float("-inf")
        self._ended = ""
        self._make_locks()
        self._reread()
        self._news = False
        _logs.add(self)
        atexit.register(self.close)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read or written so far: one sentence each, for the learner."""
        return self._problems + ((self._slice_problem,) if self._slice_problem else ())

    def append(self, *events: Event) -> None:
        """Keep these events, all of them or none; they are durable when this returns.

        Raises:
            NotSaved: they could not be written; the message says what to do.
        """
        if self._ended:
            raise NotSaved(self._ended)
        with self._writing:
            try:
                writer = self._ready()
                written = writer.append([evolve(each, learner=self._learner) for each in events])
            except OSError as error:
                self._unsaved += events
                raise not_saved(error, self._folder) from error
        with self._publishing:
            self._own += written
            self._unsaved = ()
            if self._events and written and written[0].order < self._events[-1].order:
                self._events = union(self._events, written)
            else:
                self._events += written
        self._schedule()

    def read(self) -> tuple[Event, ...]:
        """All events of the course that are known here, by time and then id."""
        return self._events

    def refresh(self) -> bool:
        """Look at what others have written since; True if there is news."""
        self._reread()
        with self._publishing:
            news, self._news = self._news, False
        return news

    def text(self) -> str:
        """The whole record as JSON lines, with what could not be saved, to be kept elsewhere."""
        return _text((*self._events, *self._unsaved))

    def flush_slice(self) -> None:
        """Write the lesson's own slice beside the notebook now, if it is not up to date.

        Another kernel may write it at the same moment. Who writes looks again afterwards, and the
        last one to write finds what all the others had appended before they wrote.
        """
        if self._slice is None or self._ended:
            return
        with self._slicing:
            self._sliced = time.monotonic()
            try:
                for number in range(_ROUNDS):
                    if self._update(self._slice, looks_again=number > 0):
                        break
                self._slice_problem = ""
            except OSError as error:
                why = reason(error, self._slice.path.parent)
                self._slice_problem = say("log-slice", reason=why)

    def close(self) -> None:
        """Write what is still to be written; afterwards nothing can be appended."""
        atexit.unregister(self.close)
        with self._publishing:
            if self._timer:
                self._timer.cancel()
        if self._own:
            self.flush_slice()
        with self._writing:
            self._ended = self._ended or say("log-closed")
            if self._writer:
                self._writer.close()
            self._writer = None

    def _make_locks(self) -> None:
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._slicing = threading.Lock()
        self._publishing = threading.Lock()

    def _ready(self) -> Writer:
        if self._writer is None or not self._writer.usable:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._learner = claim(self._folder, self._learner)[0]
            self._chosen = True
            self._writer = Writer(self._folder)
            self._files |= {self._writer.path}
        return self._writer

    def _reread(self) -> None:
        with self._reading:
            changed = self._shelf.refresh(self._files)
            learners = self._who()
            if not changed and learners == self._learners:
                return
            found = self._shelf.events(self._course, learners)
            problems = tuple(self._shelf.problems(self._course, learners))
            with self._publishing:
                self._learners, self._learner = learners, learners[0]
                self._problems = problems
                events = union(found, self._own) if self._own else found
                self._news |= events != self._events
                self._events = events

    def _who(self) -> tuple[str, ...]:
        try:
            known = read_learners(self._folder)
        except OSError:
            known = ()
        if known or self._chosen:
            return known or self._learners
        last = self._shelf.last()  # a record without its learner, or a slice that came alone
        return (last.learner,) if last and is_learner(last.learner) else self._learners

    def _schedule(self) -> None:
        if self._slice is None:
            return
        with self._publishing:
            if self._timer:
                return
            wait = max(SOON, self._sliced + PAUSE - time.monotonic())
            timer = threading.Timer(wait, self._write_slice)
            timer.daemon = True
            try:
                timer.start()
                self._timer = timer
            except RuntimeError:  # no threads in a browser, nor when Python ends
                pass
            else:
                return
        self.flush_slice()

    def _write_slice(self) -> None:
        with self._publishing:
            self._timer, self._sliced = None, time.monotonic()
        self.flush_slice()

    def _update(self, place: Slice, *, looks_again: bool) -> bool:
        current = place.read()
        self._reread()
        events = self._events
        wanted = _text([event for event in events if event.lesson == self._lesson]).encode()
        if wanted in (b"", current):
            return True
        there, whole = set(current.split(b"\n")), set(wanted.split(b"\n"))
        if looks_again and whole - there <= {event.line().encode() for event in self._own}:
            return True  # only what came meanwhile is missing, and that has its own time
        if not there <= whole:
            place.set_aside(current)
        place.write(wanted)
        return False

    def _disown(self) -> None:
        self._ended = say("log-forked")
        self._make_locks()


def open_log(
    course: str, lesson: str, beside: Path | None = None, clock: Clock = wall_clock
) -> FileLog:
    """The record of whoever works here, in this course and lesson.

    `beside` is the folder of the lesson's notebook, where its slice lies; None where it is not
    known or there should be none. Never raises: what cannot be read is in `problems`.
    """
    return FileLog(home() / file_name(course), course, lesson, beside, clock)


def _text(events: Sequence[Event]) -> str:
    return "".join(event.line() + "\n" for event in events)


_logs: WeakSet[FileLog] = WeakSet()


def _disown_all() -> None:
    for log in list(_logs):
        log._disown()  # noqa: SLF001 - the same module


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_disown_all)
