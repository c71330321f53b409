"""Writing so that it stays written, and saying what to do when it cannot be."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from courseware.errors import NotSaved
from courseware.messages import say

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


def create(path: Path) -> int:
    """A new file to append to, readable by its owner alone; fails where one is."""
    return os.open(path, _NEW, 0o600)


def write_whole(descriptor: int, data: bytes) -> None:
    """Write all of the data at once and make it durable, or raise."""
    if os.write(descriptor, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(descriptor)


def write_new(path: Path, data: bytes) -> None:
    """Write a new file and make it durable; where that fails no file is left."""
    descriptor = create(path)
    try:
        write_whole(descriptor, data)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the file system knows how to."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def reason(error: OSError, path: Path) -> str:
    """Why something cannot be written there, and what to do: the end of a sentence and one more."""
    if error.errno in _FULL:
        return say("disk-full", path=path)
    if error.errno in _FORBIDDEN:
        return say("disk-forbidden", path=path)
    return say("disk-failed", path=path, why=error.strerror or error)


def not_saved(error: OSError, path: Path) -> NotSaved:
    """The sentence for a learner whose answer could not be kept."""
    return NotSaved(say("log-unsaved", reason=reason(error, path)))
