"""`courseware play`: what a learner with these answers would meet."""

from __future__ import annotations

import asyncio
import json
import sys
import textwrap
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from pathlib import Path

from courseware.errors import LessonFaults, UsageError
from courseware.keyring import unseal
from courseware.lesson.notebook import open_notebook
from courseware.lesson.read import is_lesson, lesson_of, read_lesson
from courseware.play import Played, play, read_answers
from courseware.runner import ProcessRunner

WIDTH = 96


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the subcommand."""
    command = commands.add_parser(
        "play",
        help="send answers through a lesson and show what a learner would meet",
        description="Send the steps of a file through a lesson in a fresh record, and print what"
        " a learner would have met. With `expect` the file is a test of the lesson: the exit"
        " status is 1 where an expectation is not met, 2 where the lesson could not be played.",
    )
    command.add_argument(
        "lesson", type=Path, metavar="LESSON", help="a source or student copy, or its folder"
    )
    command.add_argument("answers", type=Path, metavar="ANSWERS", help="a YAML file with `steps:`")
    command.add_argument("--json", action="store_true", help="print one object a step, in JSON")
    command.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Play the lesson and print what came of it."""
    lesson = read_lesson(_notebook(options.lesson), unseal=unseal)
    errors = [each for each in lesson.diagnostics if each.severity == "error"]
    if errors:
        raise LessonFaults(errors)
    steps = read_answers(options.answers, lesson)
    runner = ProcessRunner(lesson.path.parent)
    played = asyncio.run(play(lesson, steps, runner))
    if options.json:
        outcomes = [each.outcome.json() for each in played]
        sys.stdout.write(json.dumps(outcomes, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _table(played))
    for each in played:
        for difference in each.differences:
            sys.stderr.write(f"step {each.step.number} ({_first(str(each.step))}): {difference}\n")
    return 1 if any(each.differences for each in played) else 0


def _notebook(path: Path) -> Path:
    """The notebook meant by a path: itself, or the only lesson in a folder.

    Of two files that are one lesson, the longer name is work that a newer release set aside.
    """
    if not path.is_dir():
        return path
    lessons: dict[str, Path] = {}
    for each in sorted(path.glob("*.ipynb"), key=lambda found: len(found.name)):
        notebook = open_notebook(each)
        if is_lesson(notebook):
            lessons.setdefault(lesson_of(notebook).id, each)
    if len(lessons) != 1:
        names = ", ".join(each.name for each in lessons.values()) or "none"
        raise UsageError(f"{path} is a folder with {len(lessons)} lessons ({names}): name one")
    return next(iter(lessons.values()))


def _table(played: Sequence[Played]) -> Iterator[str]:
    """What a learner would have met, one step after the other."""
    for each in played:
        outcome = each.outcome
        score = "" if outcome.score is None else f"{outcome.score:.2f}"
        head = f"{each.step.number:>3}  {_first(str(each.step), 44):<44}  {outcome.status or '':<9}"
        yield f"{head}  {score:>4}".rstrip()
        yield from _indented(outcome.feedback)
        if outcome.opened:
            yield from _indented("opened: " + ", ".join(outcome.opened))
    if not played:
        return
    last = played[-1].outcome
    yield ""
    for name, state in last.branches.items():
        yield f"     {name:<20}  {state}"
    for skill, estimate in last.mastery.items():
        yield f"     {skill:<20}  {estimate.state}, {estimate.evidence}"
    if last.next is not None:
        yield f"     next: {last.next.checkpoint}, {last.next.reason}"
    differing = sum(bool(each.differences) for each in played)
    yield f"{len(played)} steps, {differing} not as expected"


def _indented(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from textwrap.wrap(line, WIDTH, initial_indent="     ", subsequent_indent="     ")


def _first(text: str, most: int = 60) -> str:
    """The first line of a text, shortened."""
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= most else line[: most - 1] + "…"
