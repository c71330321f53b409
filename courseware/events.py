"""One thing that happened to a learner in a lesson, and its one line of JSON.

An event is never changed: what a learner has done is the list of their events in time order.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import isfinite
from operator import itemgetter
from reprlib import repr as _short
from typing import Any, Literal, NoReturn, TypedDict, get_args
from uuid import UUID

from attrs import frozen

from courseware.errors import NewerFormat, UsageError

FORMAT = 1

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]
Kind = Literal[
    "opened", "answered", "hinted", "released", "revealed", "unlocked", "skipped", "chose",
    "completed", "profile", "goal",
]  # fmt: skip
Status = Literal["right", "partial", "wrong", "recorded"]
KINDS: frozenset[str] = frozenset(get_args(Kind))

NAME = 200  # characters of an id or a version
DEPTH = 20  # of a response
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TestJSON(TypedDict):
    """How one test of an answer went."""

    name: str
    passed: bool
    message: str


class VerdictJSON(TypedDict):
    """What grading found, as it was told to the learner; `score` lies in [0, 1] or is None."""

    status: Status
    score: float | None
    feedback: str
    note: str
    tests: Sequence[TestJSON]


class EventJSON(TypedDict):
    """An event as its line holds it: every key is there, `format` first."""

    format: int
    id: str
    time: str
    learner: str
    course: str
    lesson: str
    version: str
    kind: Kind
    checkpoint: str | None
    hash: str | None
    attempt: int | None
    response: JSON
    verdict: VerdictJSON | None
    skills: Sequence[str]
    branch: str | None
    seconds: float | None
    previous: str | None


@frozen
class Event:
    """One thing that happened, when, to whom and in which lesson.

    `id` is a UUID of version 7 and `time` is UTC in whole milliseconds. `version` names the text
    of the lesson and `hash` that of the checkpoint; `attempt` counts answers from 1; `seconds` is
    None unless the learner switched it on. `previous` is the digest of the line that the same
    writer wrote before. What `response` holds depends on the kind: the answer as given
    (`answered`), the number of the hint from 1 (`hinted`), how a branch opened (`unlocked`:
    `rule`, `offer` or `skip`), the interest or None (`chose`).
    """

    id: str
    time: datetime
    learner: str
    course: str
    lesson: str
    version: str
    kind: Kind
    checkpoint: str | None = None
    hash: str | None = None
    attempt: int | None = None
    response: JSON = None
    verdict: VerdictJSON | None = None
    skills: tuple[str, ...] = ()
    branch: str | None = None
    seconds: float | None = None
    previous: str | None = None

    def json(self) -> EventJSON:
        """The event as a JSON object."""
        return {
            "format": FORMAT,
            "id": self.id,
            "time": time_text(self.time),
            "learner": self.learner,
            "course": self.course,
            "lesson": self.lesson,
            "version": self.version,
            "kind": self.kind,
            "checkpoint": self.checkpoint,
            "hash": self.hash,
            "attempt": self.attempt,
            "response": self.response,
            "verdict": self.verdict,
            "skills": list(self.skills),
            "branch": self.branch,
            "seconds": self.seconds,
            "previous": self.previous,
        }

    def line(self) -> str:
        """The event as one line of ASCII, without its newline.

        Raises:
            UsageError: the response is not JSON (a NaN, an object, too deep).
        """
        try:
            return json.dumps(self.json(), allow_nan=False, separators=(",", ":"))
        except (TypeError, ValueError, RecursionError) as error:
            message = f"an event cannot be written as JSON: {error}"
            raise UsageError(message) from error

    @property
    def order(self) -> tuple[datetime, str]:
        """The key of the one order in which events are read: by time, then by id."""
        return self.time, self.id


def time_text(time: datetime) -> str:
    """A time as events write it: `2026-11-22T10:15:30.123Z`."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def digest(line: str) -> str:
    """The digest by which the writer's next event names this line: half of its SHA-256, in hex."""
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def new_id(now: datetime, random: int) -> str:
    """A UUID of version 7 (RFC 9562, 5.7): `now` in milliseconds, then the low 74 bits of `random`.

    Ids sort by time; among those of one millisecond, by `random`.
    """
    milliseconds = (now - EPOCH) // timedelta(milliseconds=1)
    high, low = (random >> 62) & 0xFFF, random & (1 << 62) - 1
    return str(UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low))


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
        and value.keys() == TestJSON.__annotations__.keys()
        and type(value["name"]) is type(value["message"]) is str
        and type(value["passed"]) is bool
    )


def _verdict(value: object) -> bool:
    if value is None:
        return True
    if type(value) is not dict or value.keys() != VerdictJSON.__annotations__.keys():
        return False
    status, score, tests = value["status"], value["score"], value["tests"]
    return (
        status in get_args(Status)
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
        lambda value: value is None or (type(value) is int and 0 < value < 1 << 53),
        "a whole number from 1 or null",
    ),
    "response": (_json, f"JSON, at most {DEPTH} levels deep"),
    "verdict": (_verdict, "a verdict or null"),
    "skills": (lambda value: type(value) is list and all(map(_name, value)), "a list of skills"),
    "branch": (_optional_name, "the name of a branch or null"),
    "seconds": (
        lambda value: value is None or _number(value, 1 << 53),
        "a number of seconds or null",
    ),
    "previous": (_optional_name, "a digest or null"),
}
_values = itemgetter(*_CHECKS)
_checks = tuple(check for check, _ in _CHECKS.values())
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
    for check, value in zip(_checks, values, strict=True):
        if not check(value):
            _refuse_field(values)
    fields: list[Any] = list(values)
    fields[_TIME], fields[_SKILLS] = _read_time(fields[_TIME]), tuple(fields[_SKILLS])
    event = Event(*fields)
    _check_kind(event)
    return event


def parse_line(line: str) -> Event:
    """Read an event from its line, as `parse` does.

    Raises:
        NewerFormat: a newer courseware wrote it.
        UsageError: it is not an event.
    """
    try:
        data = _decode(line)
    except (ValueError, RecursionError):
        raise UsageError("this line is not JSON") from None
    return parse(data)


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=_constant).decode


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
        raise NewerFormat("an event", found if found < 1 << 53 else "beyond 2^53", FORMAT)
    _refuse("format", f"{FORMAT}", found)


def _refuse(field: str, expected: str, got: object) -> NoReturn:
    what = f"the field {field!r} of an event" if field else "an event"
    message = f"{what} should be {expected}, not {_short(got)}"
    raise UsageError(message)
