"""A lesson's own part of the record, beside its notebook: what a course collects."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import secrets
from pathlib import Path

from courseware.log.disk import sync_folder, write_new
from courseware.log.place import SUFFIX, file_name

FOLDER = ".courseware"


class Slice:
    """The file `.courseware/LESSON.jsonl` in the folder of the notebook, and what was set aside.

    It is written anew each time, in one stroke. Lines that would be lost by that (another
    learner's, or damaged ones) are kept in a file beside it.
    """

    def __init__(self, beside: Path, lesson: str) -> None:
        """Name the folder of the notebook and the lesson."""
        self._folder = beside / FOLDER
        self._stem = file_name(lesson)
        self.path = self._folder / (self._stem + SUFFIX)
        self._draft = self._folder / f".{self._stem}-{secrets.token_hex(4)}.draft"

    def paths(self) -> list[Path]:
        """The files that are there: the slice itself and those that were set aside."""
        aside = glob.escape(self._stem) + f".aside-*{SUFFIX}"
        with contextlib.suppress(OSError):
            return [path for path in (self.path, *self._folder.glob(aside)) if path.exists()]
        return []

    def read(self) -> bytes:
        """What the slice holds now; nothing if it is not there.

        Raises:
            OSError: it is there and cannot be read.
        """
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""

    def write(self, data: bytes) -> None:
        """Replace the slice, durably and in one stroke.

        Raises:
            OSError: it cannot be written.
        """
        self._folder.mkdir(exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            self._draft.unlink()
        write_new(self._draft, data)
        self._draft.replace(self.path)
        sync_folder(self._folder)

    def set_aside(self, data: bytes) -> None:
        """Keep the slice as it is, which holds `data`, under another name.

        Raises:
            OSError: it cannot be renamed.
        """
        mark = hashlib.sha256(data).hexdigest()[:8]
        self.path.replace(self._folder / f"{self._stem}.aside-{mark}{SUFFIX}")
