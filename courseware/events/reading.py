"""Reading events strictly: a file of anybody's is data, not something to rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from math import isfinite
from operator import itemgetter
from reprlib import repr as _short
from typing import Any, NoReturn, get_args

from courseware.errors import NewerFormat, UsageError
from courseware.events.event import FORMAT, Event, Kind, Status, TestJSON, VerdictJSON

KINDS: frozenset[str] = frozenset(get_args(Kind))
_STATUSES: frozenset[str] = frozenset(get_args(Status))
_VERDICT, _TEST = frozenset(VerdictJSON.__annotations__), frozenset(TestJSON.__annotations__)
NAME = 200  # characters of an id or a version
DEPTH = 20  # of a response
LARGEST = 1 << 53  # the first whole number that JSON may not tell from its neighbours

_uuid7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z").match
_time = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", re.ASCII).match


def _name(value: object) -> bool:
    return type(value) is str and 0 < len(value) <= NAME


def _optional_name(value: object) -> bool:
    return value is None or (type(value) is str and 0 < len(value) <= NAME)


def _number(value: object, most: int) -> bool:
    return (type(value) is int or type(value) is float) and 0 <= value <= most


def _json(value: object, depth: int = DEPTH) -> bool:
    if value is None or type(value) in (str, bool, int):
        return True
    if type(value) is float:
        return isfinite(value)
    if depth == 0:
        return False
    if type(value) is dict:
        return all(type(key) is str and _json(each, depth - 1) for key, each in value.items())
    return type(value) is list and all(_json(each, depth - 1) for each in value)


def _test(value: object) -> bool:
    return (
        type(value) is dict
        and value.keys() == _TEST
        and type(value["name"]) is type(value["message"]) is str
        and type(value["passed"]) is bool
    )


def _verdict(value: object) -> bool:
    if value is None:
        return True
    if type(value) is not dict or value.keys() != _VERDICT:
        return False
    status, score, tests = value["status"], value["score"], value["tests"]
    return (
        type(status) is str
        and status in _STATUSES
        and (score is None or _number(score, 1))
        and (score is None) == (status == "recorded")
        and type(value["feedback"]) is type(value["note"]) is str
        and type(tests) is list
        and all(map(_test, tests))
    )


_CHECKS: Mapping[str, tuple[Callable[[object], object], str]] = {
    "id": (lambda value: type(value) is str and _uuid7(value), "a UUID of version 7"),
    "time": (
        lambda value: type(value) is str and _time(value),
        "a time in UTC, to the millisecond",
    ),
    "learner": (_name, "a short text"),
    "course": (_name, "a short text"),
    "lesson": (_name, "a short text"),
    "version": (_name, "a short text"),
    "kind": (lambda value: type(value) is str and value in KINDS, "a kind of event"),
    "checkpoint": (_optional_name, "the id of a checkpoint or null"),
    "hash": (_optional_name, "a hash or null"),
    "attempt": (
        lambda value: value is None or (type(value) is int and 0 < value < LARGEST),
        "a whole number from 1 or null",
    ),
    "response": (_json, f"JSON, at most {DEPTH} levels deep"),
    "verdict": (_verdict, "a verdict or null"),
    "skills": (lambda value: type(value) is list and all(map(_name, value)), "a list of skills"),
    "branch": (_optional_name, "the name of a branch or null"),
    "seconds": (
        lambda value: value is None or _number(value, LARGEST),
        "a number of seconds or null",
    ),
    "previous": (_optional_name, "a digest or null"),
    "form": (lambda value: value is None or (type(value) is dict and _json(value)), "JSON or null"),
}
_values = itemgetter(*_CHECKS)
_TIME, _SKILLS = list(_CHECKS).index("time"), list(_CHECKS).index("skills")

# What an event of a kind cannot do without, so that whoever reads a record can rely on it.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "answered": ("checkpoint", "hash", "attempt", "verdict"),
    "hinted": ("checkpoint",),
    "released": ("checkpoint",),
    "revealed": ("checkpoint",),
    "unlocked": ("branch",),
    "skipped": ("branch",),
}
_RESPONSES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "hinted": (lambda value: type(value) is int and value > 0, "the number of the hint from 1"),
    "unlocked": (lambda value: value in ("rule", "offer", "skip"), "rule, offer or skip"),
    "diagnosed": (lambda value: value in ("begin", "all"), "begin or all"),
    "chose": (_optional_name, "an interest or null"),
}


def parse(data: object) -> Event:
    """Read an event from its JSON object; whatever it is, nothing else is raised.

    Raises:
        NewerFormat: a newer courseware wrote it.
        UsageError: it is not an event; the message names the field.
    """
    if type(data) is not dict:
        _refuse("", "a JSON object", data)
    if data.get("format") != FORMAT or type(data["format"]) is not int:
        _refuse_format(data.get("format"))
    try:
        values = _values(data)
    except KeyError as error:
        message = f"an event has no field {error}"
        raise UsageError(message) from None
    if len(data) != len(_CHECKS) + 1:
        unknown = next(key for key in data if key not in _CHECKS and key != "format")
        message = f"an event has the unknown field {_short(unknown)}"
        raise UsageError(message)
    if not _are_sound(values):
        _refuse_field(values)
    fields: list[Any] = list(values)
    fields[_TIME], fields[_SKILLS] = _read_time(fields[_TIME]), tuple(fields[_SKILLS])
    event = Event(*fields)
    _check_kind(event)
    return event


def _are_sound(values: tuple[Any, ...]) -> bool:
    """Whether each value passes its check of `_CHECKS`.

    They are written out once more because a record has thousands of events, and a call costs more
    than what is checked.
    """
    id_, time, learner, course, lesson, version, kind, *optional = values
    checkpoint, hash_, attempt, response, verdict, skills, branch, seconds, previous, form = (
        optional
    )
    if type(skills) is not list:
        return False
    for name in (learner, course, lesson, version, *skills):
        if type(name) is not str or not 0 < len(name) <= NAME:
            return False
    for name in (checkpoint, hash_, branch, previous):
        if name is not None and (type(name) is not str or not 0 < len(name) <= NAME):
            return False
    return (
        type(id_) is str
        and _uuid7(id_) is not None
        and type(time) is str
        and _time(time) is not None
        and type(kind) is str
        and kind in KINDS
        and (attempt is None or (type(attempt) is int and 0 < attempt < LARGEST))
        and (type(response) is str or _json(response))
        and (verdict is None or _verdict(verdict))
        and (seconds is None or _number(seconds, LARGEST))
        and (form is None or (type(form) is dict and _json(form)))
    )


def parse_line(line: str) -> Event:
    """Read an event from its line, as `parse` does.

    Raises:
        NewerFormat: a newer courseware wrote it.
        UsageError: it is not an event.
    """
    try:
        data = _load(line)
    except (ValueError, RecursionError):
        raise UsageError("this line is not JSON") from None
    return parse(data)


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


_decoder = json.JSONDecoder(parse_constant=_constant)


def _load(line: str) -> object:
    """What a line says; its one value is read without `json.loads`'s searches for blanks."""
    text = line.strip(" \t\n\r")
    data, end = _decoder.raw_decode(text)
    if end != len(text):
        raise ValueError(line)
    return data


def _read_time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        _refuse("time", "a time in UTC, to the millisecond", text)


def _check_kind(event: Event) -> None:
    for name in _NEEDS.get(event.kind, ()):
        if getattr(event, name) is None:
            _refuse(name, f"there where the kind is {event.kind}", None)
    check, expected = _RESPONSES.get(event.kind, (None, ""))
    if check and not check(event.response):
        _refuse("response", expected, event.response)


def _refuse_field(values: Sequence[object]) -> NoReturn:
    for (name, (check, expected)), value in zip(_CHECKS.items(), values, strict=True):
        if not check(value):
            _refuse(name, expected, value)
    raise AssertionError


def _refuse_format(found: object) -> NoReturn:
    if type(found) is int and found > FORMAT:
        raise NewerFormat("an event", found if found < LARGEST else "beyond 2^53", FORMAT)
    _refuse("format", f"{FORMAT}", found)


def _refuse(field: str, expected: str, got: object) -> NoReturn:
    what = f"the field {field!r} of an event" if field else "an event"
    message = f"{what} should be {expected}, not {_short(got)}"
    raise UsageError(message)
