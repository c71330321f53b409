"""One writer's own file: only ever appended to, by one process alone."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from courseware.events import Event, digest, parse_line
from courseware.log.disk import create, sync_folder, write_whole
from courseware.log.place import SUFFIX


def chain(events: Sequence[Event], previous: str | None) -> tuple[tuple[Event, ...], str | None]:
    """The events, each naming the line before it, and what the next one has to name.

    They come back as they will be read.

    Raises:
        UsageError: one of them could not be read again.
    """
    chained = []
    for event in events:
        line = evolve(event, previous=previous).line()
        chained.append(parse_line(line))
        previous = digest(line)
    return tuple(chained), previous


class Writer:
    """Appends events to a new file of random name; each one names the line before it."""

    def __init__(self, folder: Path) -> None:
        """Create the file.

        Raises:
            OSError: it cannot be created.
        """
        self.path = folder / (secrets.token_hex(8) + SUFFIX)
        self._descriptor = create(self.path)
        self._inode = os.fstat(self._descriptor).st_ino
        self._size = 0
        self._previous: str | None = None
        self._torn = False
        sync_folder(folder)
        sync_folder(folder.parent)

    @property
    def usable(self) -> bool:
        """Whether the file is still there and ends with a whole line."""
        try:
            return not self._torn and self.path.stat().st_ino == self._inode
        except OSError:
            return False

    def append(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Write all of these events at once and durably; they come back as they were written.

        Where that fails nothing of them stays, or else the file is never written to again: its
        last line is torn, and readers set it aside.

        Raises:
            OSError: they could not be written.
            UsageError: they could not be read again, and nothing is written.
        """
        written, previous = chain(events, self._previous)
        data = "".join(event.line() + "\n" for event in written).encode()
        try:
            write_whole(self._descriptor, data)
        except OSError:
            self._undo()
            raise
        self._size += len(data)
        self._previous = previous
        return written

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)

    def _undo(self) -> None:
        try:
            os.ftruncate(self._descriptor, self._size)
            os.fsync(self._descriptor)
        except OSError:
            self._torn = True
