"""The learner model: its speed, its decisions, and how it predicts real learners."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from courseware.fitting.table import read_table
from courseware.mastery.filter import Response, fold, predict, start, update
from courseware.mastery.fold import beginning
from courseware.mastery.protocol import Answer
from tests.bench import decisions, responses
from tests.bench.figure import Figure

ANSWERS, ITEMS, SKILLS = 10_000, 1000, 40
READINGS = 5
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
FOLDER = "COURSEWARE_RESPONSES"
"""Names the folder of the logs: in each folder of it, tables as `mastery evaluate` reads them."""


def measure(place: Path) -> list[Figure]:
    """Speed and decisions; where there are logs, all that is measured on them."""
    found = [*_speed(), *decisions.measure()]
    named = os.environ.get(FOLDER, "")
    files = sorted(Path(named).glob("*/*.csv*")) if named else []
    if not files:
        where = f"none in {named}" if named else f"{FOLDER} names no folder of them"
        print(f"The model is not measured on logs of learners: {where}.", flush=True)
        return found
    return [*found, *_fitting(max(files, key=_rows), place), *responses.measure(files)]


def _speed() -> list[Figure]:
    chance = random.Random(0)  # noqa: S311  a simulation
    log = [
        Response(
            f"{number:06}",
            f"item-{chance.randrange(ITEMS)}",
            (f"skill-{chance.randrange(SKILLS)}",),
            float(chance.random() < 0.7),
            BEGIN + timedelta(seconds=30 * number),
        )
        for number in range(ANSWERS)
    ]
    state, times = start(), []
    for each in log:
        begun = perf_counter()
        predict(state, each.item, each.skills, each.when)
        state = update(state, each.item, each.skills, each.score, each.when)
        times.append(perf_counter() - begun)
    folded = [_seconds(lambda: fold(log)) for _ in range(READINGS)]
    counted = [_seconds(lambda: _count(log)) for _ in range(READINGS)]
    return [
        Figure("predict and update, median", 1e6 * median(times), "us", 20),
        Figure("fold of 10,000 answers", 1000 * median(folded), "ms", 250),
        Figure("10,000 answers one by one, as a session does", 1000 * median(counted), "ms", 250),
    ]


def _count(log: Sequence[Response]) -> None:
    mastery = beginning({"rule": "filter"}, {})
    for each in log:
        mastery = mastery.update(Answer(each.item, each.skills, each.score, each.when))


def _fitting(path: Path, place: Path) -> list[Figure]:
    """Time and memory of the command, on the longest log."""
    command = [sys.executable, "-m", "courseware", "mastery", "fit", str(path)]
    begun, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "--out", str(place / "params.json")], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [
        Figure(f"fit to {_rows(path)} responses", perf_counter() - begun, "s", 60),
        Figure("fit, time of the processor", worked, "s"),
        Figure("fit, memory", after.ru_maxrss / 1024, "MB", 600),
    ]


def _rows(path: Path) -> int:
    return len(read_table(path))


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
