"""The command `courseware`: one module per subcommand."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from courseware import __version__
from courseware.errors import CoursewareError

COMMANDS = ("check", "play", "record", "release", "start")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand and return the exit status; 2 means that it could not run."""
    options = parser().parse_args(argv)
    try:
        status = options.run(options)
    except CoursewareError as error:
        sys.stderr.write(f"courseware: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    return int(status)


def parser() -> argparse.ArgumentParser:
    """The parser of the command line, with every subcommand."""
    top = argparse.ArgumentParser(
        prog="courseware", description="Check, play, release and serve lessons that adapt."
    )
    top.add_argument("--version", action="version", version=f"courseware {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS:
        try:
            module = importlib.import_module(f"courseware.cli.{name}_command")
        except ModuleNotFoundError:
            continue
        module.add(commands)
    return top
