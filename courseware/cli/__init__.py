"""The command `courseware`: one module per subcommand."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from courseware import __version__
from courseware.cli import (
    check_command,
    mastery_command,
    play_command,
    record_command,
    release_command,
    start_command,
)
from courseware.errors import CoursewareError

COMMANDS = (
    check_command,
    mastery_command,
    play_command,
    record_command,
    release_command,
    start_command,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand and return the exit status; 2 means that it could not run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # lessons hold any sign there is
    options = parser().parse_args(argv)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        _hear_nothing_more()
        return 141
    except (CoursewareError, OSError) as error:
        sys.stderr.write(f"courseware: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    return int(status)


def _hear_nothing_more() -> None:
    """Whoever read what is printed has gone (`courseware check . | head`): print to nobody."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        nobody = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nobody, sys.stdout.fileno())
        os.close(nobody)


def parser() -> argparse.ArgumentParser:
    """The parser of the command line, with every subcommand."""
    top = argparse.ArgumentParser(
        prog="courseware", description="Check, play, release and serve lessons that adapt."
    )
    top.add_argument("--version", action="version", version=f"courseware {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for each in COMMANDS:
        each.add(commands)
    return top
