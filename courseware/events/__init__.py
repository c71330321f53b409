"""What happened to a learner, one event after another, and how each is written and read.

An event is never changed: what a learner has done is the list of their events in time order.
"""

from courseware.events.event import (
    EPOCH,
    FORMAT,
    JSON,
    Event,
    EventJSON,
    Kind,
    Status,
    TestJSON,
    VerdictJSON,
    digest,
    new_id,
    time_text,
)
from courseware.events.reading import DEPTH, KINDS, NAME, parse, parse_line

__all__ = [
    "DEPTH",
    "EPOCH",
    "FORMAT",
    "JSON",
    "KINDS",
    "NAME",
    "Event",
    "EventJSON",
    "Kind",
    "Status",
    "TestJSON",
    "VerdictJSON",
    "digest",
    "new_id",
    "parse",
    "parse_line",
    "time_text",
]
