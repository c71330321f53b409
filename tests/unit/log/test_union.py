from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.events import Event
from courseware.log import union
from tests.unit.event_strategies import answer, events

# A few events and their doubles, so that records overlap and ids collide.
records = st.lists(
    st.integers(0, 5).map(answer)
    | st.integers(0, 5).map(lambda number: evolve(answer(number), attempt=77))
    | events(),
    max_size=6,
)


@given(records, records)
def test_union_is_commutative(left: list[Event], right: list[Event]) -> None:
    assert union(left, right) == union(right, left)


@given(records, records, records)
def test_union_is_associative(one: list[Event], two: list[Event], three: list[Event]) -> None:
    assert union(union(one, two), three) == union(one, union(two, three)) == union(one, two, three)


@given(records)
def test_union_is_idempotent(record: list[Event]) -> None:
    assert union(record, record) == union(union(record)) == union(record)


@given(records)
def test_union_holds_every_id_once_by_time_and_id(record: list[Event]) -> None:
    joined = union(record)
    assert [event.id for event in joined] == [
        event.id for event in sorted({each.id: each for each in record}.values(), key=_order)
    ]


def _order(event: Event) -> tuple[object, str]:
    return event.time, event.id
