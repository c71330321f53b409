"""Whose record this is: a random id, chosen once, and the ids of other records that joined it."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from pathlib import Path

from courseware.log.disk import sync_folder, write_new

NAME = "learner"
_MOST = 10_000  # bytes; an id has 32

_id = re.compile(r"[0-9A-Za-z_-]{1,64}").fullmatch


def is_learner(text: str) -> bool:
    """Whether a text can be the id of a learner; a file of somebody's may hold any."""
    return _id(text) is not None


def new_learner() -> str:
    """An id for somebody who has none: 128 random bits that tell nothing about them."""
    return secrets.token_hex(16)


def read_learners(folder: Path) -> tuple[str, ...]:
    """The learner of the record in this folder and the ids that joined it; empty if not chosen.

    Raises:
        OSError: the file is there and cannot be read.
    """
    try:
        with (folder / NAME).open("rb") as file:
            text = file.read(_MOST).decode("ascii", "replace")
    except FileNotFoundError:
        return ()
    return tuple(dict.fromkeys(line for line in text.split() if is_learner(line)))


def claim(folder: Path, learner: str) -> tuple[str, ...]:
    """Choose the learner of a record, unless somebody has; whoever comes first decides.

    What cannot be an id, because a damaged file says so, is chosen by nobody: another one is.

    Raises:
        OSError: the choice cannot be written.
    """
    known = read_learners(folder)
    if known:
        return known
    chosen = learner if is_learner(learner) else new_learner()
    path, draft = folder / NAME, folder / f".{NAME}-{secrets.token_hex(8)}"
    write_new(draft, f"{chosen}\n".encode())
    try:
        os.link(draft, path)
    except FileExistsError:
        if not read_learners(folder):  # a damaged one
            draft.replace(path)
    except OSError:  # a file system without links
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    sync_folder(folder)
    return read_learners(folder)


def join(folder: Path, learner: str) -> None:
    """Let the record of another id count as this learner's.

    Raises:
        OSError: it cannot be written.
    """
    known = read_learners(folder)
    if learner not in known:
        draft = folder / f".{NAME}-{secrets.token_hex(8)}"
        write_new(draft, "".join(f"{each}\n" for each in (*known, learner)).encode())
        draft.replace(folder / NAME)
        sync_folder(folder)
