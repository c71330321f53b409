"""A course of short lessons, all alike, with all four types, hints, a branch and an interest.

Each lesson is a place of its own: tests that share a server do not meet in the record.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from courseware.release import release
from tests.browser.serving import Served, environment
from tests.notebooks import Cell, code, text, write_notebook

COURSE = "format: 1\nid: mixed\ntitle: A mixed course\ninterests: {sport: Sport, music: Music}\n"
LESSON = """%%lesson
title: Lesson {name}
minutes: 5
branches:
  more: {{title: More of it, open: passed("colour")}}
  sport: {{title: About sport, open: interest("sport"), within: more}}
"""
COLOUR = """%%checkpoint colour
type: choice
options:
  red: Red
  green: Green
answer: green
wrong:
  red: That is the colour of tomatoes.
hints:
  - Think of a meadow.
  - Think of a frog.
explain: Leaves are full of chlorophyll.
---
What colour is grass?
"""
SUM = """%%checkpoint sum
type: numeric
answer: 12
unit: km
wrong:
  13: One too many.
---
What is 5 km and 7 km?
"""
WORD = """%%checkpoint word
type: text
answer: median
---
What is the value in the middle called?
"""
TWICE = """%%checkpoint twice
type: code
seconds: 20
starter: |
  def twice(x):
      return ...
solution: |
  def twice(x):
      return 2 * x
tests:
  - name: a number
    code: assert twice(3) == 6
    message: Two times three is six.
  - name: a text
    code: assert twice("ab") == "abab"
    message: A text is doubled too.
---
Write `twice`.
"""
RIGHT_CODE = "def twice(x):\n    return x + x\n"
HALF_CODE = "def twice(x):\n    return 2 * x if isinstance(x, int) else x\n"
ENDLESS_CODE = "def twice(x):\n    while True:\n        pass\n"
CELLS: tuple[Cell, ...] = (
    code("%load_ext courseware"),
    code(COLOUR),
    code(SUM),
    text("## More of it\n\nThe frog is **green** too.", "branch:more"),
    code("print('counted', 3 * 7)", "branch:more"),
    code(WORD, "branch:more"),
    code(TWICE, "branch:more"),
    text("## About sport\n\nRun, and run again.", "branch:sport"),
    code("from os import getpid\nfrom pathlib import Path\nPath(f'ran-{getpid()}').touch()"),
)
"""The last cell leaves a file: then a kernel has run the lesson to its end."""


def write_copy(folder: Path, *names: str) -> Path:
    """The student copy of a course with a lesson of each of these names."""
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "course.yml").write_text(COURSE)
    for name in names:
        head = code(LESSON.format(name=name))
        path = folder / "source" / name / f"{name}.ipynb"
        write_notebook(path, CELLS[0], head, *CELLS[1:])
    release(folder / "source", folder / "student")
    return folder / "student"


def recorded(served: Served, lesson: str) -> list[dict[str, Any]]:
    """The events of a lesson, as `courseware record show --json` prints them."""
    shown = subprocess.run(
        [sys.executable, "-m", "courseware", "record", "show", "--json"],
        cwd=served.home,
        env=environment(served.home),
        capture_output=True,
        text=True,
        check=True,
    )
    record = json.loads(shown.stdout)
    assert record["problems"] == []
    return [event for event in record["events"] if event["lesson"] == lesson]


def answers(served: Served, lesson: str) -> list[tuple[str, object, str]]:
    """The answers on record in a lesson: checkpoint, response and status."""
    return [
        (event["checkpoint"], event["response"], event["verdict"]["status"])
        for event in recorded(served, lesson)
        if event["kind"] == "answered"
    ]


def kernels(served: Served) -> dict[str, psutil.Process]:
    """The kernels of a server, by their ids.

    What a kernel has forked has its command line for a moment, and comes after it.
    """
    found: dict[str, psutil.Process] = {}
    for each in psutil.Process(served.pid).children(recursive=True):
        try:
            line = each.cmdline()
        except psutil.Error:
            continue  # it has just ended
        if "-f" in line:
            kernel = Path(line[line.index("-f") + 1]).stem.removeprefix("kernel-")
            found.setdefault(kernel, each)
    return found


def until(served: Served, condition: Callable[[], object]) -> None:
    """Go on when the condition holds; meanwhile the list of lessons is asked for."""
    while not condition():
        assert served.ask("/").status == 200
