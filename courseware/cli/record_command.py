"""`courseware record`: look at a learner's record, carry it away, join another one."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from courseware.errors import UsageError
from courseware.record import Activity, Record, courses, export, find_record, merge, read_record

_COURSE = "the id of a course, or the path of a course, a lesson or a notebook"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    record = subparsers.add_parser("record", help="show, export or merge a learner's record")
    actions = record.add_subparsers(metavar="ACTION", required=True)
    show = actions.add_parser("show", help="print what is recorded, and where")
    show.add_argument("--course", help=f"{_COURSE}; needed for --json where there are several")
    show.add_argument(
        "--json",
        action="store_true",
        help="print {learner, course, home, events, problems}, the events in time order",
    )
    show.set_defaults(run=_show)
    carry = actions.add_parser("export", help="write the record of a course into one file")
    carry.add_argument("file", type=Path, metavar="FILE", help="a new file, of JSON lines")
    carry.add_argument("--course", help=f"{_COURSE}; needed where there are several")
    carry.set_defaults(run=_export)
    joined = actions.add_parser("merge", help="join a record from another computer with this one")
    joined.add_argument("file", type=Path, metavar="FILE", help="an exported record, or a slice")
    joined.add_argument("--yes", action="store_true", help="it is yours: do not ask")
    joined.set_defaults(run=_merge)


def _show(options: argparse.Namespace) -> int:
    if options.json:
        json.dump(_one(options.course).json(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    chosen = [find_record(options.course)] if options.course else map(read_record, courses())
    text = "\n".join(_describe(record) for record in chosen)
    sys.stdout.write(text or f"Nothing is recorded yet in {_one(None).home}.\n")
    return 0


def _export(options: argparse.Namespace) -> int:
    record = _one(options.course)
    export(record, options.file)
    sys.stdout.write(f"{len(record.events)} events written to {options.file}.\n")
    return 0


def _merge(options: argparse.Namespace) -> int:
    joined = merge(options.file, lambda question: options.yes or _ask(question))
    sys.stdout.write(f"{joined.count} new events joined.\n")
    sys.stderr.writelines(f"{problem}\n" for problem in joined.problems)
    return 0


def _one(course: str | None) -> Record:
    if course:
        return find_record(course)
    found = courses()
    if len(found) > 1:
        raise UsageError(f"there are records of several courses: add --course {'|'.join(found)}")
    return read_record(found[0]) if found else Record.none()


def _ask(question: str) -> bool:
    sys.stdout.write(f"{question} [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _describe(record: Record) -> str:
    lines = [
        f"Course   {record.course}",
        f"Learner  {record.learner or 'not chosen yet'}",
        f"Record   {record.home}",
        "",
        f"{'lesson':24} {'answers':>7} {'right':>6}  last activity",
        *map(_row, record.activities),
        *(f"\nProblem: {problem}" for problem in record.problems),
    ]
    return "\n".join(lines) + "\n"


def _row(activity: Activity) -> str:
    last = _here(activity.events[-1].time)
    return f"{activity.lesson:24} {activity.answers:7} {activity.right:6}  {last:%Y-%m-%d %H:%M}"


def _here(time: datetime) -> datetime:
    """The time on this computer's clock; as it is where the calendar ends too early for that."""
    try:
        return time.astimezone()
    except (OverflowError, ValueError, OSError):
        return time
