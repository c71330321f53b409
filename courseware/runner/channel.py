"""What comes out of a job's process, read by threads so that nothing in it can block us."""

from __future__ import annotations

import json
from threading import Event, Thread
from typing import IO

from courseware.checkpoints.protocol import JSON

MOST_OUTPUT = 20_000
"""Bytes of printed output that are kept; the rest is read and dropped."""

LONGEST_LINE = 4_000_000
"""Bytes of a line on the result channel; a longer one is no result."""

LAST_WORDS = 1.0
"""Seconds to wait for a pipe that somebody who escaped still holds open."""


class Output:
    """The beginning of what the process prints."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        """Begin to read."""
        self._kept = bytearray()
        self._stream = stream
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def text(self) -> str:
        """What is kept, as text."""
        return bytes(self._kept).decode("utf-8", "replace")

    def close(self) -> None:
        """Wait until all is read."""
        self._thread.join(LAST_WORDS)

    def _read(self) -> None:
        if self._stream is None:
            return
        with self._stream as stream:
            while chunk := stream.read1(65_536):  # type: ignore[attr-defined]  # a BufferedReader
                self.take(chunk)
        self.finish()

    def take(self, chunk: bytes) -> None:
        """Keep of a chunk what still fits."""
        self._kept += chunk[: MOST_OUTPUT - len(self._kept)]

    def finish(self) -> None:
        """There is no more to come."""


class Channel(Output):
    """The result channel: lines that begin with the job's secret; all others are noise."""

    def __init__(self, stream: IO[bytes] | None, secret: str) -> None:
        """Begin to listen."""
        self.ready, self.ended = Event(), Event()
        self.began = self.complete = False
        self.result: JSON = None
        self._secret, self._rest = f"{secret} ".encode(), b""
        super().__init__(stream)

    def take(self, chunk: bytes) -> None:
        """Hear every whole line."""
        *lines, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest[: LONGEST_LINE + 1]
        for line in lines:
            if line.startswith(self._secret) and len(line) <= LONGEST_LINE and not self.complete:
                self._hear(line.removeprefix(self._secret))

    def finish(self) -> None:
        """The process is gone, or at least what it could say."""
        self.ready.set()
        self.ended.set()

    def _hear(self, message: bytes) -> None:
        if message == b"ready":
            self.began = True
            self.ready.set()
        elif message == b"end":
            self.complete = True
            self.ended.set()
        elif message.startswith(b"result "):
            self.result = json.loads(message.removeprefix(b"result "))
