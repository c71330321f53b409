"""The record: an event made durable, and a long record read."""

import gc
import json
import os
from collections.abc import Callable
from functools import partial
from io import FileIO
from pathlib import Path
from statistics import median
from time import perf_counter

from courseware.events import Event, VerdictJSON
from courseware.log import Log, wall_clock
from courseware.log.file import FileLog
from tests.bench.figure import Figure, percentile

EVENTS = 500
FILES, EVENTS_IN_FILE = 50, 200
READINGS = 9

VERDICT: VerdictJSON = {
    "status": "wrong",
    "score": 0.0,
    "feedback": "It is the value in the middle: the size of the largest one does not move it.",
    "note": "",
    "tests": [],
}


def measure(place: Path) -> list[Figure]:
    """Time what happens after an answer, and at the beginning of a session."""
    written, appended = zip(*_append(place / "one"), strict=True)
    folder = place / "many"
    for _ in range(FILES):
        log = _open(folder)
        log.append(*(_answered(log, attempt) for attempt in range(1, EVENTS_IN_FILE + 1)))
        log.close()
    lines = [
        line
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    both = [
        (_seconds(lambda: _read(folder)), _seconds(lambda: _parse(lines))) for _ in range(READINGS)
    ]
    reading, parsing = (median(each) for each in zip(*both, strict=True))
    return [
        Figure("a write and fsync alone, 95 %", percentile(written, 95) * 1000, "ms"),
        Figure("an event made durable, median", median(appended) * 1000, "ms"),
        Figure("an event made durable, 95 %", percentile(appended, 95) * 1000, "ms", 5),
        Figure("json.loads of 10,000 events", parsing * 1000, "ms"),
        Figure("reading 10,000 events in 50 files", reading * 1000, "ms"),
        Figure("reading them, to json.loads alone", reading / parsing, "times", 3),
    ]


def _append(folder: Path) -> list[tuple[float, float]]:
    """Seconds to write a line as long to a file beside, and to append an event, many times.

    Meanwhile the lesson's slice is written in the background.
    """
    beside = folder / "lesson"
    beside.mkdir(parents=True)
    log = _open(folder / "record", beside)
    events = [_answered(log, attempt) for attempt in range(1, EVENTS + 1)]
    with (folder / "alone").open("ab", buffering=0) as file:
        times = [
            (_seconds(partial(_write, file, event)), _seconds(partial(log.append, event)))
            for event in events
        ]
    log.close()
    return times


def _write(file: FileIO, event: Event) -> None:
    file.write(event.line().encode())
    os.fsync(file.fileno())


def _open(folder: Path, beside: Path | None = None) -> FileLog:
    return FileLog(folder, "data-with-uncertainty", "01-centre", beside, wall_clock)


def _answered(log: Log, attempt: int) -> Event:
    return log.new(
        "answered",
        version="9f86d081884c7d65",
        checkpoint="warm-up",
        hash="60303ae22b998861",
        attempt=attempt,
        response="median",
        verdict=VERDICT,
        skills=("mean", "median"),
    )


def _read(folder: Path) -> None:
    log = _open(folder)
    found = len(log.read())
    log.close()
    if found != FILES * EVENTS_IN_FILE:
        raise RuntimeError(f"{found} events were read: {log.problems}")


def _parse(lines: list[str]) -> None:
    """Read the lines as JSON and no more; all of them are there at the end, as in a log."""
    if len([json.loads(line) for line in lines]) != FILES * EVENTS_IN_FILE:
        raise RuntimeError("there are other lines than those that were written")


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = perf_counter()
    work()
    return perf_counter() - begun
