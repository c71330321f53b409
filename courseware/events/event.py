"""One thing that happened to a learner in a lesson, and its one line of JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, TypedDict
from uuid import UUID

from attrs import frozen

from courseware.errors import UsageError

FORMAT = 1

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]
Kind = Literal[
    "opened", "answered", "hinted", "released", "revealed", "unlocked", "skipped", "chose",
    "completed", "diagnosed", "profile", "goal",
]  # fmt: skip
Status = Literal["right", "partial", "wrong", "recorded"]

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
    form: JSON


@frozen
class Event:
    """One thing that happened, when, to whom and in which lesson.

    `id` is a UUID of version 7 and `time` is UTC in whole milliseconds. `version` names the text
    of the lesson and `hash` that of the checkpoint; `attempt` counts answers from 1; `seconds` is
    None unless the learner switched it on. `form` says which form of the question was answered,
    None where it has only one. `previous` is the digest of the line that the same
    writer wrote before. What `response` holds depends on the kind: the answer as given
    (`answered`), the number of the hint from 1 (`hinted`), how a branch opened (`unlocked`:
    `rule`, `offer` or `skip`), the interest or None (`chose`), what the learner said to the test
    before the lesson (`diagnosed`: `begin` or `all`).
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
    form: JSON = None

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
            "form": self.form,
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
