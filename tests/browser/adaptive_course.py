"""A course of two lessons that adapt: a test before one of them, a review, questions in forms."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.log import open_log
from courseware.release import release
from courseware.runner import ProcessRunner
from courseware.session import Session

COURSE = """format: 1
id: adaptive
title: A course that adapts
skills:
  mean: {title: The mean}
  median: {title: The median, needs: [mean]}
interests: {sport: Sport, music: Music}
mastery: {rule: streak, length: 3}
"""
MEANS = (3, 4, 5)
MEAN = """%%checkpoint mean-{0}
type: numeric
skills: [mean]
answer: {0}
---
The mean of 1 and {1}?"""
HEAD = """%%lesson
title: The median, and falling
skills: [mean, median]
minutes: 20
branches:
  closer: {title: A closer look, open: score("fall") < 0.5}
  core: known("median") or done("fall")
"""
TEST = "%%diagnostic\nitems: [t-median, t-median-2]\n"
ITEM = "%%checkpoint {0}\ntype: numeric\nskills: [median]\nanswer: 2\n---\n{1}"
FALL = """%%checkpoint fall
type: numeric
skills: [median]
given: {t: 2 to 5 step 0.1}
answer: 9.81 * t
tolerance: 1 %
unit: m/s
wrong:
  9.81 * t / 2: That is the mean speed.
hints:
  - Each second adds 9.81 m/s, for {{t}} s.
explain: It is {{9.81 * t}} m/s.
---
A stone falls for {{t}} s. How fast is it?
--- sport
A diver falls for {{t}} s. How fast is she?
"""
DRAWN = """%%checkpoint drawn
type: choice
skills: [median]
variants:
  - prompt: Which is the median of 3, 1, 2?
    options: {two: "2", one: "1"}
    answer: two
    other: Sort them first.
  - prompt: Which is the median of 4, 9, 7?
    options: {seven: "7", nine: "9"}
    answer: seven
    other: Sort them first.
---
"""


def write_copy(folder: Path) -> Path:
    """Release the course into `student` in a folder."""
    source = folder / "source"
    source.mkdir()
    (source / "course.yml").write_text(COURSE)
    _write(
        source / "01-mean",
        "%load_ext courseware",
        "%%lesson\ntitle: The mean\nskills: [mean]\n",
        *(MEAN.format(each, 2 * each - 1) for each in MEANS),
    )
    _write(
        source / "02-median",
        "%load_ext courseware",
        HEAD,
        "%%review\n",
        TEST,
        ITEM.format("t-median", "The median of 1, 2, 9?"),
        ITEM.format("t-median-2", "The median of 0, 2, 3?"),
        FALL,
        ("Each second adds 9.81 m/s.", "branch:closer"),
        DRAWN,
        ("The core is open.", "branch:core"),
    )
    release(source, folder / "student")
    return folder / "student"


def master_the_mean(copy: Path, home: Path, days_ago: float) -> None:
    """Answer all of the first lesson right, so many days ago."""
    lesson = read_lesson(copy / "01-mean" / "01-mean.ipynb", unseal=unseal)
    then = datetime.now(UTC) - timedelta(days=days_ago)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSEWARE_HOME", str(home / "record"))
        log = open_log(lesson.course.id, lesson.id, clock=lambda: then)
        session = Session(lesson, log, ProcessRunner(copy))
        with ThreadPoolExecutor(1) as apart:  # a test in a browser has a loop of its own
            for each in MEANS:
                apart.submit(asyncio.run, session.answer(f"mean-{each}", str(each))).result()
        session.close()


def _write(folder: Path, *cells: str | tuple[str, str]) -> None:
    folder.mkdir()
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [_cell(number, each) for number, each in enumerate(cells)],
    }
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))


def _cell(number: int, cell: str | tuple[str, str]) -> dict[str, object]:
    shared: dict[str, object] = {"id": f"cell-{number}"}
    if isinstance(cell, tuple):
        tags = {"metadata": {"tags": [cell[1]]}}
        return {**shared, "cell_type": "markdown", "source": cell[0], **tags}
    code: dict[str, object] = {"cell_type": "code", "outputs": [], "execution_count": None}
    return {**shared, **code, "metadata": {}, "source": cell}
