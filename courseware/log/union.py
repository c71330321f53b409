"""Joining the events of several writers: the same whatever the order they are joined in."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from courseware.events import Event


def union(*records: Iterable[Event]) -> tuple[Event, ...]:
    """All events of all records, each id once, by time and then id.

    Where two events claim one id (nobody's kernel writes that), the one whose line sorts first
    stays, so that the union is commutative, associative and idempotent whatever is in the files.
    """
    events: dict[str, Event] = {}
    for record in records:
        for event in record:
            known = events.setdefault(event.id, event)
            if known is not event and known != event:
                events[event.id] = min(known, event, key=Event.line)
    return tuple(sorted(events.values(), key=attrgetter("time", "id")))
