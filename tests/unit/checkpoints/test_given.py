"""Numbers that are drawn: which there are, and that a draw is the same everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.checkpoints.given import (
    BAD_GIVEN,
    Range,
    corners,
    draw,
    from_json,
    read_given,
    to_json,
)
from courseware.checkpoints.reading import Reader
from courseware.lesson.typed import read_typed


def given_of(text: str) -> tuple[object, list[str]]:
    node, faults = read_typed(text, 2)
    assert faults == ()
    reader = Reader(node)
    numbers = read_given(reader)
    assert {each.rule for each in reader.faults} <= {BAD_GIVEN}
    return numbers, [each.message for each in reader.faults]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 to 4", ("1", "2", "3", "4")),
        ("2 to 3 step 0.5", ("2.0", "2.5", "3.0")),
        ("-1 to 1 step 1", ("-1", "0", "1")),
        ("−2 to 0", ("-2", "-1", "0")),
        ("0 to 1 step 0.4", ("0.0", "0.4", "0.8")),
        ("0.25 to 0.5 step 0.25", ("0.25", "0.50")),
    ],
)
def test_a_range_has_its_numbers(text: str, values: tuple[str, ...]) -> None:
    assert Range.read(text) == Range(values)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 bis 5", "no range"),
        ("5 to 2", "from high to low"),
        ("0.5 to 2", "does not say its step"),
        ("1 to 2 step 0", "not above 0"),
        ("0 to 100 step 0.01", "more than"),
        ("1e9 to 2e9", "no range"),
    ],
)
def test_what_is_no_range_is_said(text: str, said: str) -> None:
    found = Range.read(text)
    assert isinstance(found, str)
    assert said in found


def test_a_head_names_ranges_and_lists() -> None:
    assert given_of("given: {t: 2 to 3, n: [2, 5]}") == (
        {"t": Range(("2", "3")), "n": Range(("2", "5"))},
        [],
    )
    assert given_of("type: numeric") == ({}, [])


def test_every_fault_of_a_head_is_told() -> None:
    numbers, said = given_of("given: {pi: 1 to 2, 2x: 1 to 2, t: from here, n: [a]}")
    assert numbers == {}
    assert len(said) == 4


def test_a_draw_is_the_same_on_every_machine() -> None:
    numbers = {"t": Range(tuple(str(each) for each in range(100))), "n": Range(("2", "3"))}
    assert draw(numbers, "learner\0fall\0None\0001") == draw(numbers, "learner\0fall\0None\0001")
    assert draw(numbers, "a") == {"t": "96", "n": "2"}


@given(st.text(), st.integers(0, 200), st.integers(1, 50))
def test_what_is_drawn_is_one_of_the_numbers(seed: str, low: int, more: int) -> None:
    numbers = {"t": Range.read(f"{low} to {low + more}")}
    (found,) = numbers.values()
    assert isinstance(found, Range)
    known = {"t": found}
    assert draw(known, seed)["t"] in found.values
    tried = list(corners(known))
    assert tried[:2] == [{"t": str(low)}, {"t": str(low + more)}]
    assert from_json(to_json(known)) == known


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
        ),
    )
)
def test_a_copy_of_anybody_never_raises(value: object) -> None:
    numbers = from_json(value if isinstance(value, dict) else {"t": value})  # type: ignore[dict-item]
    assert all(each.values for each in numbers.values())
