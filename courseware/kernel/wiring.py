"""Which lesson this kernel is in, and the session that belongs to it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.log import open_log
from courseware.runner import ProcessRunner
from courseware.session import Session

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

_tasks: set[asyncio.Task[object]] = set()


def schedule(work: Coroutine[object, object, object]) -> None:
    """Run a coroutine on this thread's loop, or to its end where none is running."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
        return
    task: asyncio.Task[object] = loop.create_task(work)
    _tasks.add(task)  # the loop itself holds tasks only weakly
    task.add_done_callback(_tasks.discard)


def find_notebook(named: str | None, source: str) -> Path | None:
    """The file of the running notebook, or None.

    It is found by the name that Voilà's page was made from, by the front end's own word (stale
    after a rename: then there is no such file), or as the notebook here with this `%%lesson`.
    """
    here = Path.cwd()
    if named is not None and (here / named).is_file():
        return here / named
    told = os.environ.get("JPY_SESSION_NAME")
    if told and told.endswith(".ipynb") and Path(told).is_file():
        return Path(told)
    found = [path for path in sorted(here.glob("*.ipynb")) if source in _sources(path)]
    # work that a newer release set aside lies beside the lesson under a longer name
    return min(found, key=lambda path: len(path.name), default=None)


def _sources(path: Path) -> Iterator[str]:
    try:
        cells = json.loads(path.read_text("utf-8-sig"))["cells"]
        for cell in cells:
            text = cell["source"]
            yield text if isinstance(text, str) else "".join(text)
    except (OSError, ValueError, KeyError, TypeError):
        return


def is_inert() -> bool:
    """Whether nbgrader is running the notebook: it grades from the record, not from widgets."""
    return "NBGRADER_EXECUTION" in os.environ


def open_session(path: Path) -> Session:
    """The session of a learner in the lesson of this file; writes nothing yet."""
    lesson = read_lesson(path, unseal=unseal)
    log = open_log(lesson.course.id, lesson.id, path.parent)
    return Session(lesson, log, ProcessRunner(path.parent))
