"""`courseware check`: the faults of lessons, with their places."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from courseware.check import check


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the subcommand."""
    command = commands.add_parser(
        "check",
        help="find the faults of lessons",
        description="Find every fault of lessons and courses, with file, cell and line. Nothing in"
        " them is run, unless you ask for it with --execute. The exit status is 1 where there are"
        " errors, 2 where nothing was checked.",
    )
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a notebook, course.yml or folder"
    )
    command.add_argument(
        "--execute",
        action="store_true",
        help="run what has to run too: the code of predict, and every checkpoint's own answers",
    )
    command.add_argument("--json", action="store_true", help="print the faults as a list in JSON")
    command.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Check the paths and print what was found."""
    report = check(options.paths, execute=options.execute)
    if options.json:
        found = [each.json() for each in report.diagnostics]
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    else:
        for each in report.diagnostics:
            sys.stdout.write(f"{each}\n")
        sys.stdout.write(f"{report.summary()}\n")
    return 1 if report.errors else 0
