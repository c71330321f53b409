"""One file of events as it is read: again and again, only what is new, whatever is in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Literal

from attrs import define, field, frozen

from courseware.errors import NewerFormat, UsageError
from courseware.events import Event, digest, parse_line
from courseware.messages import say

MOST = 256 << 20  # bytes; a learner's year is a few millions

Flaw = Literal["damaged", "newer", "broken"]


@frozen
class Flawed:
    """The first line of a file that has a flaw, why, and how many have it."""

    line: int
    why: str
    count: int = 1


@define
class Source:
    """A file of events, and how far it was read.

    `chained` is a writer's own file, in which each event names the line before it. A last line
    without its newline is not an event yet (`pending`): its writer is about to end it, or died.
    """

    path: Path
    chained: bool
    events: list[Event] = field(factory=list)
    flaws: dict[Flaw, Flawed] = field(factory=dict)
    pending: bool = False
    unreadable: str = ""
    _stamp: tuple[int, int, int] | None = None
    _offset: int = 0
    _lines: int = 0
    _last: str | None = None

    def refresh(self) -> bool:
        """Read what was written since; True if anything changed. Never raises."""
        try:
            found = self.path.stat()
            if self._stamp == (found.st_ino, found.st_size, found.st_mtime_ns):
                return False
            if not stat.S_ISREG(found.st_mode):
                return self._give_up(say("log-no-file"))
            with self.path.open("rb") as file:
                return self._read(file.fileno())
        except FileNotFoundError:
            return self._give_up("")
        except OSError as error:
            return self._give_up(error.strerror or str(error))

    def _read(self, descriptor: int) -> bool:
        found = os.fstat(descriptor)
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
        if found.st_size > MOST:
            return self._give_up(say("log-too-large", size=MOST >> 20))
        if self._stamp is None or stamp[0] != self._stamp[0] or stamp[1] <= self._stamp[1]:
            self._forget()
        known, flaws = self._offset, dict(self.flaws)
        self._read_on(descriptor, found.st_size)
        if known and self.flaws != flaws:  # perhaps what was read before has changed too
            self._forget()
            self._read_on(descriptor, found.st_size)
        self.unreadable, self._stamp = "", stamp
        return True

    def _read_on(self, descriptor: int, size: int) -> None:
        os.lseek(descriptor, self._offset, os.SEEK_SET)
        data = _read_all(descriptor, size - self._offset)
        *lines, rest = data.split(b"\n")
        for line in lines:
            self._take(line)
        self._offset += len(data) - len(rest)
        self.pending = bool(rest)

    def _take(self, raw: bytes) -> None:
        self._lines += 1
        if not raw.strip():
            return
        previous, self._last = self._last, None
        try:
            line = raw.decode()
            self._last = digest(line)
            event = parse_line(line)
        except UnicodeDecodeError:
            self._blame("damaged", say("log-no-text"))
        except NewerFormat as error:
            self._blame("newer", str(error))
        except UsageError as error:
            self._blame("damaged", str(error))
        else:
            self.events.append(event)
            if self.chained and event.previous != previous:
                self._blame("broken", "")

    def _blame(self, flaw: Flaw, why: str) -> None:
        known = self.flaws.get(flaw, Flawed(self._lines, why, 0))
        self.flaws[flaw] = Flawed(known.line, known.why, known.count + 1)

    def _forget(self) -> None:
        self.events, self.flaws = [], {}
        self._offset, self._lines, self._last = 0, 0, None

    def _give_up(self, why: str) -> bool:
        changed = bool(self.events) or self.unreadable != why
        self._forget()
        self._stamp, self.pending, self.unreadable = None, False, why
        return changed


def _read_all(descriptor: int, size: int) -> bytes:
    parts = []
    while size > 0 and (part := os.read(descriptor, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
