from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.errors import NotSaved
from courseware.events import digest, parse_line
from courseware.log import Log, MemoryLog
from tests.unit.event_strategies import START, answer


@given(st.lists(st.integers(-2000, 2000), max_size=30))
def test_events_keep_the_order_in_which_they_were_drawn_up(steps: list[int]) -> None:
    """Even where the clock stands still, or is set back."""
    now = START

    def clock() -> datetime:
        return now

    log = MemoryLog(clock=clock)
    drawn = []
    for step in steps:
        now += timedelta(milliseconds=step)
        drawn.append(log.new("opened", version="1"))
    assert drawn == sorted(drawn, key=lambda event: event.order)
    assert len({event.id for event in drawn}) == len(drawn)


def test_a_log_in_memory_keeps_and_chains_events() -> None:
    log: Log = MemoryLog("ada", "data", "01-centre", clock=lambda: START)
    first = log.new("opened", version="v1")
    second = log.new("chose", version="v1", response="music")
    log.append(first)
    log.append(second)
    assert log.read() == (first, evolve(second, previous=digest(first.line())))
    assert tuple(map(parse_line, log.text().splitlines())) == log.read()
    assert (first.learner, first.course, first.lesson) == ("ada", "data", "01-centre")
    assert (first.time, log.refresh(), log.problems) == (START, False, ())


def test_a_log_in_memory_starts_with_what_others_wrote() -> None:
    log = MemoryLog(others=[answer(2), answer(1), answer(2)])
    assert log.read() == (answer(1), answer(2))


def test_a_closed_log_keeps_nothing_more() -> None:
    log = MemoryLog()
    log.close()
    with pytest.raises(NotSaved, match="this lesson was closed"):
        log.append(answer(0))
