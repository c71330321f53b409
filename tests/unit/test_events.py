from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.errors import NewerFormat, UsageError
from courseware.events import Event, digest, new_id, parse, parse_line
from tests.unit.event_strategies import START, answer, events, times, values

LINE = (
    '{"format":1,"id":"019b76da-a800-7000-8000-000000000000","time":"2026-01-01T00:00:00.000Z",'
    '"learner":"ada","course":"data","lesson":"01-centre","version":"v1","kind":"answered",'
    '"checkpoint":"warm-up","hash":"h1","attempt":1,"response":"mean","verdict":'
    '{"status":"right","score":1.0,"feedback":"Yes.","note":"","tests":[]},"skills":["mean"],'
    '"branch":null,"seconds":null,"previous":null,"form":null}'
)


def test_a_line_holds_every_field_and_the_format_first() -> None:
    assert answer(0).line() == LINE


def test_a_line_is_read_back() -> None:
    assert parse_line(LINE) == answer(0)


@given(events())
def test_every_event_comes_back_from_its_line(event: Event) -> None:
    line = event.line()
    assert line.isascii()
    assert "\n" not in line
    assert parse_line(line) == event
    assert parse_line(line).line() == line


@given(st.text() | values.map(json.dumps))
def test_no_other_text_is_an_event(text: str) -> None:
    with pytest.raises(UsageError):
        parse_line(text)


@given(st.sampled_from(sorted(answer(0).json())), values)
def test_an_event_with_any_field_changed_is_read_whole_or_refused_by_name(
    field: str, value: object
) -> None:
    changed = {**answer(0).json(), field: value}
    try:
        event = parse(changed)
    except NewerFormat:
        assert field == "format"
    except UsageError as error:
        assert field in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert event.json() == changed


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("id", "1", "a UUID of version 7, not '1'"),
        ("id", "019b76da-a800-4000-8000-000000000000", "a UUID of version 7"),
        ("time", "2026-02-30T00:00:00.000Z", "a time in UTC, to the millisecond"),
        ("time", "2026-01-01T00:00:00Z", "a time in UTC, to the millisecond"),
        ("learner", "", "a short text, not ''"),
        ("course", "x" * 201, "a short text"),
        ("lesson", None, "a short text, not None"),
        ("kind", "slept", "a kind of event, not 'slept'"),
        ("kind", [], r"a kind of event, not \[\]"),
        ("checkpoint", None, "there where the kind is answered"),
        ("attempt", 0, "a whole number from 1 or null, not 0"),
        ("attempt", True, "a whole number from 1 or null, not True"),
        ("attempt", 1 << 53, "a whole number from 1 or null"),
        ("response", float("inf"), "JSON"),
        ("response", [[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]], "at most 20 levels deep"),
        ("verdict", {"status": "right"}, "a verdict or null"),
        ("verdict", None, "there where the kind is answered"),
        ("skills", "mean", "a list of skills, not 'mean'"),
        ("seconds", float("nan"), "a number of seconds or null, not nan"),
        ("seconds", -1, "a number of seconds or null, not -1"),
        ("previous", 7, "a digest or null, not 7"),
        ("form", [1], r"JSON or null, not \[1\]"),
        ("format", "1", "'format' of an event should be 1, not '1'"),
        ("format", True, "should be 1, not True"),
    ],
)
def test_a_fault_is_named_with_its_field(field: str, value: object, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        parse({**answer(0).json(), field: value})
    assert repr(field) in str(caught.value)


@pytest.mark.parametrize(
    "verdict",
    [
        {"status": "right", "score": 1.5, "feedback": "", "note": "", "tests": []},
        {"status": "right", "score": None, "feedback": "", "note": "", "tests": []},
        {"status": "recorded", "score": 1, "feedback": "", "note": "", "tests": []},
        {"status": "fine", "score": 1, "feedback": "", "note": "", "tests": []},
        {"status": ["right"], "score": 1, "feedback": "", "note": "", "tests": []},
        {"status": "right", "score": True, "feedback": "", "note": "", "tests": []},
        {"status": "right", "score": 1, "feedback": None, "note": "", "tests": []},
        {"status": "right", "score": 1, "feedback": "", "note": "", "tests": [1]},
        {"status": "right", "score": 1, "feedback": "", "note": "", "tests": [{"name": "a"}]},
        {"status": "right", "score": 1, "feedback": "", "note": "", "tests": [], "more": 1},
    ],
)
def test_a_verdict_is_whole(verdict: object) -> None:
    with pytest.raises(UsageError, match="'verdict'"):
        parse({**answer(0).json(), "verdict": verdict})


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("hinted", {"response": 0}, "response"),
        ("hinted", {"response": True}, "response"),
        ("unlocked", {"branch": None, "response": "rule"}, "branch"),
        ("unlocked", {"branch": "core", "response": "luck"}, "response"),
        ("skipped", {"branch": None}, "branch"),
        ("chose", {"response": 3}, "response"),
        ("released", {"checkpoint": None}, "checkpoint"),
    ],
)
def test_each_kind_holds_what_its_readers_rely_on(
    kind: str, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(UsageError, match=f"'{field}'"):
        parse({**answer(0).json(), "kind": kind, **changes})


def test_a_missing_and_an_unknown_field_are_named() -> None:
    whole = answer(0).json()
    with pytest.raises(UsageError, match="no field 'lesson'"):
        parse({name: value for name, value in whole.items() if name != "lesson"})
    with pytest.raises(UsageError, match="unknown field 'mail'"):
        parse({**whole, "mail": "ada@example.org"})


def test_a_newer_format_is_refused_with_both_versions() -> None:
    with pytest.raises(NewerFormat, match=r"format 2.*up to format 1"):
        parse_line(LINE.replace('"format":1', '"format":2').replace('"answered"', '"dreamt"'))


@pytest.mark.parametrize(
    "line",
    [
        '{"format":NaN}',
        "[" * 100_000,
        '{"format":1' + "0" * 5000 + "}",
        LINE.replace(':"mean"', ":Infinity"),
        LINE.replace(':"mean"', ":1e999"),
        LINE + LINE,
        LINE[:-1],
    ],
)
def test_a_hostile_line_is_refused(line: str) -> None:
    with pytest.raises(UsageError):
        parse_line(line)


@pytest.mark.parametrize("response", [float("nan"), object(), {1, 2}])
def test_what_is_not_json_is_not_written(response: Any) -> None:  # noqa: ANN401 - not JSON
    with pytest.raises(UsageError, match="cannot be written as JSON"):
        evolve(answer(0), response=response).line()


@given(times, st.integers(0, (1 << 74) - 1))
def test_an_id_is_a_uuid_of_version_7_that_tells_its_time(time: datetime, random: int) -> None:
    """RFC 9562, 5.7: 48 bits of Unix milliseconds, version 7, variant 10."""
    uuid = UUID(new_id(time, random))
    assert (uuid.version, uuid.variant) == (7, "specified in RFC 4122")
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=uuid.int >> 80) == time


@given(st.lists(st.tuples(times, st.integers(0, (1 << 74) - 1)), max_size=8))
def test_ids_sort_by_time_then_number(pairs: list[tuple[datetime, int]]) -> None:
    assert sorted(pairs) == sorted(pairs, key=lambda pair: new_id(*pair))


def test_a_time_of_another_zone_is_written_in_utc() -> None:
    tokyo = START.astimezone(datetime.fromisoformat("2026-01-01T09:00:00+09:00").tzinfo)
    assert evolve(answer(0), time=tokyo).line() == LINE


def test_a_digest_is_of_the_whole_line() -> None:
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb924"
    assert digest(LINE) != digest(LINE + " ")
