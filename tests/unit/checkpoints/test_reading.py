"""The reader of a head's keys: every key says what it is, and what is wrong is collected."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.checkpoints.reading import (
    EMPTY_VALUE,
    MISSING_KEY,
    NOT_A_FLAG,
    NOT_A_NUMBER,
    UNKNOWN_KEY,
    UNKNOWN_VALUE,
    WRONG_KIND,
    Mapping_,
    Node,
    Reader,
    Scalar,
    Sequence,
    did_you_mean,
)
from courseware.errors.diagnostics import Fault


def node(value: object, line: int = 1) -> Node:
    """A text, list or dict as a node; each key stands on a line of its own."""
    if isinstance(value, dict):
        lines = {key: line + at for at, key in enumerate(value)}
        return Mapping_({key: node(each, lines[key]) for key, each in value.items()}, lines, line)
    if isinstance(value, list):
        return Sequence(tuple(node(each, line) for each in value), line)
    return Scalar(str(value), line)


def reader(**keys: object) -> Reader:
    head = node(keys)
    assert isinstance(head, Mapping_)
    return Reader(head)


def test_every_kind_of_value_is_read_as_what_its_key_says() -> None:
    head = reader(
        title="007",
        hints=["one", "two"],
        also="only one",
        points="1.50",
        tries="3",
        shuffle="Yes",
        skip="free",
        options={"a": "A", "b": "B"},
        tests=[{"name": "x"}, {"name": "y"}],
        settings={"rule": "streak"},
    )
    assert head.text("title") == "007"
    assert head.texts("hints") == ("one", "two")
    assert head.texts("also") == ("only one",)
    assert head.number("points") == 1.5
    assert head.integer("tries") == 3
    assert head.flag("shuffle") is True
    assert head.one_of("skip", ("never", "offer", "free"), "offer") == "free"
    assert head.mapping("options") == {"a": "A", "b": "B"}
    assert [each.text("name") for each in head.readers("tests")] == ["x", "y"]
    settings = head.reader("settings")
    assert settings is not None
    assert settings.text("rule") == "streak"
    head.finish()
    assert head.faults == []


def test_keys_that_are_missing_or_empty_give_their_defaults() -> None:
    head = reader(points="", flag=" ")
    assert head.number("points", 1.0) == 1.0
    assert head.integer("tries", 3) == 3
    assert head.flag("flag", default=True) is True
    assert head.text("title", default="none") == "none"
    assert head.texts("hints") == ()
    assert head.mapping("options") == {}
    assert head.readers("tests") == ()
    assert head.reader("settings") is None
    assert head.one_of("skip", ("a",), "a") == "a"
    assert head.faults == []


@pytest.mark.parametrize(
    ("typed", "read", "fault"),
    [
        (
            "x",
            lambda r: r.number("k"),
            Fault(NOT_A_NUMBER, "`k` should be a number and is `x`.", 1),
        ),
        (
            "2,5",
            lambda r: r.number("k"),
            Fault(NOT_A_NUMBER, "`k` should be a number and is `2,5`.", 1, "Write `k: 2.5`."),
        ),
        (
            "nan",
            lambda r: r.number("k"),
            Fault(NOT_A_NUMBER, "`k` should be a number and is `nan`.", 1),
        ),
        (
            "١",
            lambda r: r.number("k"),
            Fault(NOT_A_NUMBER, "`k` should be a number and is `١`.", 1),
        ),
        (
            "1.0",
            lambda r: r.integer("k"),
            Fault(NOT_A_NUMBER, "`k` should be a whole number and is `1.0`.", 1),
        ),
        (
            "tru",
            lambda r: r.flag("k"),
            Fault(
                NOT_A_FLAG,
                "`k` should be `true` or `false` and is `tru`.",
                1,
                "Did you mean `true`?",
            ),
        ),
        (
            "ofer",
            lambda r: r.one_of("k", ("never", "offer"), "never"),
            Fault(UNKNOWN_VALUE, "`k` cannot be `ofer`.", 1, "Did you mean `offer`?"),
        ),
        (
            ["a"],
            lambda r: r.text("k"),
            Fault(WRONG_KIND, "`k` should be one text and is a list.", 1),
        ),
        (
            {"a": "b"},
            lambda r: r.texts("k"),
            Fault(WRONG_KIND, "`k` should be a list of texts and is lines `key: value`.", 1),
        ),
        (
            [["a"]],
            lambda r: r.texts("k"),
            Fault(WRONG_KIND, "`k` should be a list of texts and holds a list.", 1),
        ),
        (
            "a",
            lambda r: r.mapping("k"),
            Fault(WRONG_KIND, "`k` should be lines `id: text` and is a text.", 1),
        ),
        (
            ["a"],
            lambda r: r.readers("k"),
            Fault(WRONG_KIND, "`k` should be a list whose items have keys and holds a text.", 1),
        ),
        (
            "a",
            lambda r: r.reader("k"),
            Fault(WRONG_KIND, "`k` should be lines `key: value` and is a text.", 1),
        ),
        ("", lambda r: r.text("k", required=True), Fault(EMPTY_VALUE, "`k` is empty.", 1)),
        ([], lambda r: r.texts("k", required=True), Fault(EMPTY_VALUE, "`k` is an empty list.", 1)),
        ({}, lambda r: r.mapping("k", required=True), Fault(EMPTY_VALUE, "`k` is empty.", 1)),
    ],
)
def test_each_fault_says_what_was_expected_and_what_is_there(
    typed: object, read: Callable[[Reader], object], fault: Fault
) -> None:
    head = reader(k=typed)
    read(head)
    head.finish()
    assert head.faults == [fault]


def test_a_missing_key_is_a_fault_at_the_beginning_of_its_mapping() -> None:
    head = reader(other="x")
    head.text("other")
    head.text("answer", required=True)
    assert head.faults == [
        Fault(MISSING_KEY, "`answer` is missing here.", 1, "Add a line `answer: ...`.")
    ]


def test_a_missing_key_that_was_misspelled_is_one_fault() -> None:
    head = reader(type="choice", Anwser="x")
    head.text("type")
    head.text("answer", required=True)
    head.finish()
    assert head.faults == [
        Fault(UNKNOWN_KEY, "`Anwser` is not a key here.", 2, "Did you mean `answer`?")
    ]


def test_keys_that_nobody_reads_are_faults_in_every_mapping_below() -> None:
    head = reader(tests=[{"name": "x", "cod": "y"}], hint="z", hints="")
    head.texts("hints")
    for each in head.readers("tests"):
        each.text("name")
        each.text("code")
    head.finish()
    assert head.faults == [
        Fault(UNKNOWN_KEY, "`hint` is not a key here.", 2, "Did you mean `hints`?"),
        Fault(UNKNOWN_KEY, "`cod` is not a key here.", 2, "Did you mean `code`?"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"6": "Too small.", "7": "Too large."},
        [{"answer": "6", "feedback": "Too small."}, {"answer": "7", "feedback": "Too large."}],
    ],
)
def test_pairs_have_a_short_and_a_long_form(wrong: object) -> None:
    head = reader(wrong=wrong)
    assert [(answer, said) for answer, said, _ in head.pairs("wrong")] == [
        ("6", "Too small."),
        ("7", "Too large."),
    ]
    head.finish()
    assert head.faults == []


def test_one_feedback_may_serve_several_answers() -> None:
    head = reader(wrong=[{"code": ["a", "b"], "feedback": "No."}])
    assert head.pairs("wrong", long="code") == (("a", "No.", 1), ("b", "No.", 1))


def test_pairs_say_what_the_long_form_lacks() -> None:
    head = reader(wrong=[{"answer": "6"}])
    assert head.pairs("wrong") == (("6", "", 1),)
    assert [each.rule for each in head.faults] == [MISSING_KEY]


def test_names_are_offered_when_they_are_near_and_listed_when_none_is() -> None:
    assert did_you_mean("Chioce", ("choice", "text")) == "Did you mean `choice`?"
    assert did_you_mean("xyz", ("choice", "text")) == "Known are `choice`, `text`."
    assert did_you_mean("xyz", ()) is None


VALUES = st.recursive(
    st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=3), below, max_size=3)
    ),
    max_leaves=6,
)


@given(VALUES)
def test_reading_goes_on_to_the_end_whatever_a_key_holds(value: object) -> None:
    head = reader(k=value)
    for required in (False, True):
        head.text("k", required=required)
        head.texts("k", required=required)
        head.number("k", required=required)
        head.integer("k", required=required)
        head.mapping("k", required=required)
        head.readers("k", required=required)
        head.reader("k", required=required)
        head.pairs("k", required=required)
    head.flag("k")
    head.one_of("k", ("a",), "a")
    head.finish()
    assert all(each.line in range(1, 10) for each in head.faults)
