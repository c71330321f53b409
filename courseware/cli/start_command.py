"""`courseware start`: serve a course to one learner in the browser."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import webbrowser
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.errors import UsageError
from courseware.release import release
from courseware.voila.shelf import Shelf

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

ADDRESS = "127.0.0.1"
PORT = 8866
PORTS_TO_TRY = 50

Tell = Callable[[str], None]


def add(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add `start` to the command line."""
    parser = subparsers.add_parser(
        "start",
        help="open the lessons of a course in the browser",
        description="Serve a course on this computer and open it in the browser. "
        "COURSE is a student copy; given a source, one is released first.",
    )
    parser.add_argument("course", nargs="?", default=".", metavar="COURSE", type=Path)
    parser.add_argument(
        "--into",
        metavar="FOLDER",
        type=Path,
        default=Path("student"),
        help="where the student copy of a source goes (default: student)",
    )
    parser.add_argument("--port", metavar="N", type=int, help=f"default: {PORT}, or the next free")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--lab", action="store_true", help="open it in JupyterLab instead")
    parser.add_argument(
        "--json", action="store_true", help="print {url, pid} once the server answers"
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Serve until Ctrl-C; raises `UsageError` where there is nothing to serve, or no place to."""
    tell = _quiet if options.json else _tell
    is_source = _is_source(options.course)
    with _listen(options.port, tell) as at:
        folder = options.course if options.course.is_dir() else options.course.parent
        if is_source:
            folder = _release(options.course, options.into, tell)
        try:
            from courseware.voila import lab, server  # noqa: PLC0415  heavy, and an extra
        except ModuleNotFoundError as missing:
            raise UsageError(
                f"courseware start needs Voilà ({missing.name} is not installed): "
                "pip install 'courseware[voila]'"
            ) from missing
        serve = lab.serve_lab if options.lab else server.serve
        serve(folder, at, partial(_announce, options, tell))
    return 0


def _is_source(course: Path) -> bool:
    """Whether this is an author's course and no student copy."""
    if not course.exists():
        raise UsageError(f"{course} does not exist: name the folder of a course")
    lessons = Shelf(course if course.is_dir() else course.parent).lessons()
    if not lessons:
        raise UsageError(f"{course} holds no lesson: name the folder of a course")
    return all(lesson.feedback is None for lesson in lessons)


def _release(source: Path, into: Path, tell: Tell) -> Path:
    """Make the student copy of a source."""
    done = release(source, into)
    tell(f"{source} is a source: its student copy is now in {into}.")
    for name in done.kept:
        tell(f"What was changed there is kept: {into / name}")
    return into


def _listen(port: int | None, tell: Tell) -> socket.socket:
    """A socket on this machine's own address, at the port asked for or the first free one."""
    wanted = [port] if port is not None else [*range(PORT, PORT + PORTS_TO_TRY), 0]
    for each in wanted:
        try:
            at = socket.create_server((ADDRESS, each))
        except (OSError, OverflowError):
            continue
        if port is None and each != PORT:
            tell(f"Port {PORT} is taken, so this is port {at.getsockname()[1]}.")
        return at
    raise UsageError(
        f"Port {port} cannot be used, another program probably has it: end that program, "
        f"or choose another port, such as --port {PORT + 1 if port == PORT else PORT}."
    )


def _announce(options: Namespace, tell: Tell, url: str) -> None:
    """Say where the lessons are, now that they are there."""
    if options.json:
        sys.stdout.write(json.dumps({"url": url, "pid": os.getpid()}) + "\n")
        sys.stdout.flush()
    tell(f"The lessons are at {url}\nCtrl-C ends this.")
    if not options.no_browser:
        threading.Thread(target=webbrowser.open, args=[url], daemon=True).start()


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _quiet(sentence: str) -> None:
    del sentence
