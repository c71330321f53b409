"""Numbers that are drawn for a learner."""

from __future__ import annotations

import json
from fractions import Fraction
from math import prod

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courseware.checkpoints.draws import (
    MOST_NAMES,
    MOST_VALUES,
    Listed,
    Numbers,
    Range,
    corners,
    dealt,
    each_draw,
    from_json,
    to_json,
)
from courseware.checkpoints.given import BAD_GIVEN, EXAMPLES, read_given, read_range
from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.reading import Mapping_, Node, Reader, Scalar, Sequence
from courseware.errors.diagnostics import Fault

TENTHS = Range(Fraction(2), Fraction(1, 10), 31, 1)
DIE = Range(Fraction(1), Fraction(1), 6, 0)
PRIMES = Listed(("7", "2", "-3.50", "5"))
NUMBERS: Numbers = {"t": TENTHS, "n": DIE, "p": PRIMES}


def node(value: object, line: int) -> Node:
    """A text, list or dict as a node; each key stands on a line of its own."""
    if isinstance(value, dict):
        lines = {key: line + 1 + at for at, key in enumerate(value)}
        return Mapping_({key: node(each, lines[key]) for key, each in value.items()}, lines, line)
    if isinstance(value, list):
        return Sequence(tuple(node(each, line) for each in value), line)
    return Scalar(str(value), line)


def head(**keys: object) -> Reader:
    found = node(keys, 0)
    assert isinstance(found, Mapping_)
    return Reader(found)


def read(value: object) -> tuple[Numbers, list[Fault]]:
    reader = head(given=value)
    numbers = read_given(reader)
    reader.finish()
    return numbers, reader.faults


def spelled(numbers: Range | Listed) -> list[str]:
    return [numbers.value(at) for at in range(numbers.count)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 to 5 step 0.1", TENTHS),
        (" 2  to\t5 step 0.1 ", TENTHS),
        ("1 to 6", DIE),
        ("4 to 4", Range(Fraction(4), Fraction(1), 1, 0)),
        ("-3 to 3 step 0.5", Range(Fraction(-3), Fraction(1, 2), 13, 1)),
        ("−3 to −1", Range(Fraction(-3), Fraction(1), 3, 0)),
        ("0 to 1 step 0.3", Range(Fraction(0), Fraction(3, 10), 4, 1)),
        ("1.50 to 2 step 0.5", Range(Fraction(3, 2), Fraction(1, 2), 2, 2)),
        ("1 to 10000", Range(Fraction(1), Fraction(1), 10_000, 0)),
        ("2 bis 5", "`2 bis 5` is not of the form `2 to 5 step 0.1`."),
        ("2to5", "`2to5` is not of the form `2 to 5 step 0.1`."),
        ("", "`` is not of the form `2 to 5 step 0.1`."),
        ("2 to 5 step", "`2 to 5 step` is not of the form `2 to 5 step 0.1`."),
        ("2 to 5,5", "`2 to 5,5` should have numbers in digits with a decimal point."),
        ("1e3 to 2e3", "`1e3 to 2e3` should have numbers in digits with a decimal point."),
        ("٢ to ٣", "`٢ to ٣` should have numbers in digits with a decimal point."),
        (f"1 to {'9' * 31}", None),
        ("2.0 to 5", "`2.0 to 5` does not say its step, as in `2 to 5 step 0.1`."),
        ("2 to 5.5", "`2 to 5.5` does not say its step, as in `2 to 5 step 0.1`."),
        ("2 to 5 step 0", "`2 to 5 step 0` has a step that is not above 0."),
        ("2 to 5 step -1", "`2 to 5 step -1` has a step that is not above 0."),
        ("5 to 2", "`5 to 2` goes from high to low."),
        ("0 to 10000", "`0 to 10000` has more than 10000 values."),
        ("0 to 1 step 0.00001", "`0 to 1 step 0.00001` has more than 10000 values."),
    ],
)
def test_a_range_is_read_or_said_to_be_none(text: str, found: Range | str | None) -> None:
    if found is None:
        assert isinstance(read_range(text), str)
    else:
        assert read_range(text) == found


def test_the_numbers_of_a_range_have_its_decimals() -> None:
    assert spelled(TENTHS)[:3] + spelled(TENTHS)[-2:] == ["2.0", "2.1", "2.2", "4.9", "5.0"]
    assert spelled(DIE) == ["1", "2", "3", "4", "5", "6"]
    halves = Range(Fraction(-1), Fraction(1, 2), 5, 2)
    assert spelled(halves) == ["-1.00", "-0.50", "0.00", "0.50", "1.00"]


def test_a_draw_is_the_same_on_every_machine() -> None:
    assert dealt(NUMBERS, "ada\0fall\0None", 0) == {"n": "6", "p": "2", "t": "3.6"}


def test_the_corners_are_the_lowest_the_highest_and_draws_between_none_twice() -> None:
    tried = list(corners(NUMBERS))
    assert tried[:2] == [{"t": "2.0", "n": "1", "p": "-3.50"}, {"t": "5.0", "n": "6", "p": "7"}]
    assert tried[2:] == [dealt(NUMBERS, str(seed), 0) for seed in range(8)]
    coin = {"c": Listed(("0", "1"))}
    assert list(corners(coin)) == [{"c": "0"}, {"c": "1"}]
    assert list(corners({})) == [{}]


def test_numbers_are_kept_as_json() -> None:
    assert to_json(NUMBERS) == {
        "t": {"first": "2", "step": "1/10", "count": 31, "decimals": 1},
        "n": {"first": "1", "step": "1", "count": 6, "decimals": 0},
        "p": ["7", "2", "-3.50", "5"],
    }


GOOD: dict[str, JSON] = {"first": "2", "step": "1/10", "count": 31, "decimals": 1}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "2 to 5",
        5,
        {},
        {"sqrt": ["1"]},
        {"e": ["1"]},
        {"1t": ["1"]},
        {"": ["1"]},
        {"if": ["1"]},
        {"x" * 31: ["1"]},
        {"t": []},
        {"t": "1"},
        {"t": ["<b>"]},
        {"t": ["1", "<b>"]},
        {"t": ["1", 2]},
        {"t": ["9" * 31]},
        {"t": ["1"] * (MOST_VALUES + 1)},
        {"t": {}},
        {"t": {**GOOD, "first": "1/0"}},
        {"t": {**GOOD, "first": 2}},
        {"t": {**GOOD, "first": "9" * 31}},
        {"t": {**GOOD, "step": "0"}},
        {"t": {**GOOD, "step": "-1"}},
        {"t": {**GOOD, "count": 0}},
        {"t": {**GOOD, "count": True}},
        {"t": {**GOOD, "count": 3.0}},
        {"t": {**GOOD, "count": 10**100}},
        {"t": {**GOOD, "decimals": -1}},
        {"t": {**GOOD, "decimals": 10**9}},
    ],
)
def test_what_a_changed_copy_cannot_mean_is_left_out(value: JSON) -> None:
    assert from_json(value) == {}


def test_a_changed_copy_has_no_endless_names() -> None:
    assert len(from_json({f"x{at}": ["1"] for at in range(1000)})) == MOST_NAMES


def test_given_is_read_from_a_head() -> None:
    typed = {"t": "2 to 5 step 0.1", "n": "1 to 6", "p": ["7", "2", " −3.50 ", "5"], "ｘ": ["1"]}
    assert read(typed) == ({**NUMBERS, "x": Listed(("1",))}, [])
    missing = head(title="x")
    assert (read_given(missing), missing.faults) == ({}, [])


def test_what_is_wrong_with_given_is_said_at_its_line() -> None:
    numbers, faults = read(
        {
            "t": "5 to 2",
            "e": "1 to 6",
            "2x": "1 to 6",
            "lambda": "1 to 6",
            "a": [],
            "b": ["1", "2,5"],
            "c": ["1", ["2"]],
            "d": {"from": "1"},
            "n": "1 to 6",
            "ｎ": "1 to 6",
        }
    )
    name = "A name is letters and digits, such as `t` or `x1`."
    list_ = "A list of numbers is expected here, and this holds something else."
    lines = "A range or a list of numbers is expected here, and this is lines `key: value`."
    assert numbers == {"n": DIE}
    assert faults == [
        Fault(BAD_GIVEN, "`5 to 2` goes from high to low.", 2, EXAMPLES),
        Fault(BAD_GIVEN, "`e` has a meaning of its own in arithmetic.", 3, name),
        Fault(BAD_GIVEN, "`2x` cannot be the name of a number.", 4, name),
        Fault(BAD_GIVEN, "`lambda` cannot be the name of a number.", 5, name),
        Fault(BAD_GIVEN, "A list has from 1 to 10000 numbers, and this has 0.", 6, EXAMPLES),
        Fault(BAD_GIVEN, "`2,5` is no number in digits with a decimal point.", 7, EXAMPLES),
        Fault(BAD_GIVEN, list_, 8, EXAMPLES),
        Fault(BAD_GIVEN, lines, 9, EXAMPLES),
        Fault(BAD_GIVEN, "`ｎ` is given twice.", 11, name),
    ]


def test_given_that_is_no_mapping_is_a_fault() -> None:
    numbers, faults = read("2 to 5")
    assert (numbers, [fault.rule.code for fault in faults]) == ({}, ["CW203"])


hundredths = st.integers(-(10**8), 10**8).map(lambda number: Fraction(number, 100))
ranges = st.builds(
    Range,
    hundredths,
    st.integers(1, 10**6).map(lambda number: Fraction(number, 100)),
    st.integers(1, MOST_VALUES),
    st.just(2),
)
listed = st.lists(hundredths.map(lambda number: f"{float(number):.2f}"), min_size=1, max_size=9)
names = st.from_regex(r"[a-z]{1,3}[0-9]", fullmatch=True).filter(lambda name: name != "log10")
drawn = st.dictionaries(
    names, ranges | listed.map(lambda values: Listed(tuple(values))), max_size=4
)
json_ = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below) | st.dictionaries(st.text(), below),
)


@given(drawn, st.text(st.characters(exclude_categories=())))
def test_a_draw_lies_within_and_depends_on_the_seed_alone(numbers: Numbers, seed: str) -> None:
    values = dealt(numbers, seed, 0)
    assert values == dealt({name: numbers[name] for name in sorted(numbers)}, seed, 0)
    assert values.keys() == numbers.keys()
    for name, each in numbers.items():
        low, high = map(Fraction, each.ends)
        assert low <= Fraction(values[name]) <= high
        if isinstance(each, Range):
            assert ((Fraction(values[name]) - each.first) / each.step).denominator == 1
        else:
            assert values[name] in each.values


@given(drawn)
def test_numbers_survive_a_journey_through_json(numbers: Numbers) -> None:
    assert from_json(json.loads(json.dumps(to_json(numbers)))) == numbers


@given(json_ | st.dictionaries(names, json_ | st.dictionaries(st.sampled_from([*GOOD]), json_)))
@example({"t": {"first": "\ud800", "step": "١", "count": 1, "decimals": 0}})
def test_any_json_is_read_without_an_error(value: JSON) -> None:
    numbers = from_json(value)
    assert from_json(to_json(numbers)) == numbers
    assert all(dealt(numbers, "0", 0).values())


@given(st.text() | st.text("0123456789.-−to step", max_size=40))
def test_any_text_is_a_range_or_a_sentence(text: str) -> None:
    found = read_range(text)
    if isinstance(found, str):
        assert found.isprintable()
        assert found.endswith(".")
    else:
        assert from_json(to_json({"t": found})) == {"t": found}


@given(
    st.dictionaries(
        st.sampled_from("tnxy"),
        st.builds(Range, st.just(Fraction(1)), st.just(Fraction(1)), st.integers(1, 7), st.just(0))
        | st.builds(lambda count: Listed(("1", "2", "3")[:count]), st.integers(1, 3)),
        max_size=4,
    ),
    st.text(max_size=5),
)
def test_all_draws_come_once_before_one_comes_again(numbers: Numbers, seed: str) -> None:
    total = prod(each.count for each in numbers.values())
    drawn = [tuple(dealt(numbers, seed, turn).items()) for turn in range(total)]
    assert len(set(drawn)) == total
    assert dealt(numbers, seed, total) == dict(drawn[0])
    assert dealt(dict(reversed([*numbers.items()])), seed, 0) == dict(drawn[0])
    assert {tuple(each.items()) for each in each_draw(numbers, total + 1)} == set(drawn)
    assert len([*each_draw(numbers, 2)]) == min(total, 2)
