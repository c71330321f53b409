"""A home of records of its own for every test, and a log in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from courseware.log import FileLog, open_log
from tests.unit.event_strategies import START

OpenLog = Callable[..., FileLog]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty COURSEWARE_HOME."""
    home = tmp_path / "home"
    monkeypatch.setenv("COURSEWARE_HOME", str(home))
    return home


@pytest.fixture
def open_a_log(home: Path) -> Iterator[OpenLog]:
    """Opens a log of the course `data` in that home, and closes it after the test.

    All of them share a clock that moves by a second whenever it is looked at.
    """
    assert not home.exists()
    logs: list[FileLog] = []
    seconds = itertools.count()

    def clock() -> datetime:
        return START + timedelta(seconds=next(seconds))

    def open_one(lesson: str = "01-centre", beside: Path | None = None) -> FileLog:
        logs.append(open_log("data", lesson, beside, clock))
        return logs[-1]

    yield open_one
    for log in logs:
        log.close()
