"""`courseware release`: make the copy that students get."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from courseware.errors import AuthorError, LessonFaults
from courseware.release import Released, release


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("release", help="make a copy for students, without the keys")
    parser.add_argument(
        "source", type=Path, metavar="SRC", help="a course folder, a lesson's folder, or a notebook"
    )
    parser.add_argument("dest", type=Path, metavar="DEST", help="the students' folder")
    parser.add_argument(
        "--feedback",
        choices=("instant", "graded"),
        default="instant",
        help="instant (default): answers are judged at once, by a sealed key in the copy; graded:"
        " the copy has no key, answers are recorded, and graded on your side",
    )
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")
    parser.set_defaults(run=_release)


def _release(options: argparse.Namespace) -> int:
    try:
        done = release(options.source, options.dest, options.feedback)
    except LessonFaults as error:
        sys.stderr.write(f"{error}\nNothing was released: put these right first.\n")
        return 1
    except AuthorError as error:
        sys.stderr.write(f"Nothing was released. {error}\n")
        return 1
    if options.json:
        json.dump(done.json(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(_describe(done))
    for warning in done.warnings:
        sys.stderr.write(f"{warning}\n")
    return 0


def _describe(done: Released) -> str:
    lines = [f"Released to {done.dest}, feedback {done.feedback}: {', '.join(done.lessons)}"]
    lines += [f"  {name}" for name in done.files]
    if done.left_out:
        lines += ["Left out, because no lesson declares them under `files:`:"]
        lines += [f"  {name}" for name in done.left_out]
    if done.kept:
        lines += ["Changed by a student since the last release, and kept beside the new ones:"]
        lines += [f"  {name}" for name in done.kept]
    if done.keys:
        lines += ["The keys, which stay with you:", *(f"  {name}" for name in done.keys)]
    return "\n".join(lines) + "\n"
