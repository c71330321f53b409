"""The heads of student copies: what is written is read back, and what is damaged is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.checkpoints.protocol import JSON, Checkpoint
from courseware.errors.diagnostics import Fault
from courseware.lesson.head import read_head
from courseware.lesson.released import DAMAGED, dump, head_of, is_released, load
from courseware.lesson.versions import NEWER_FORMAT

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda below: st.lists(below) | st.dictionaries(st.text(), below),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text(), VALUES))
def test_every_head_is_read_back_as_it_was_written(head: dict[str, JSON]) -> None:
    text = dump(head)
    assert is_released(text)
    assert load(text) == (head, ())
    assert text.count("\n") == len(head) + 1


@given(st.text())
def test_no_text_raises(text: str) -> None:
    load(text)
    load(f"released: 1\n{text}")


def test_a_head_says_at_once_that_it_is_released_and_keeps_its_order() -> None:
    head = dump({"type": "choice", "options": {"b": "B: 1", "a": "é # \n"}, "points": 1.5})
    assert head == (
        'released: 1\ntype: "choice"\noptions: {"b": "B: 1", "a": "é # \\n"}\npoints: 1.5\n'
    )
    assert not is_released("type: choice\nreleased: 1")


def test_damaged_lines_are_left_out_and_told() -> None:
    found, faults = load('released: 1\ntype: "choice"\noptions {}\npoints: 1.5.\n', 2)
    assert found == {"type": "choice"}
    message = "This line of the student copy is damaged."
    assert faults == tuple(
        Fault(DAMAGED, message, line, "Fetch the lesson again.") for line in (4, 5)
    )


def test_a_newer_copy_is_refused_with_both_versions() -> None:
    head = read_head('released: 12\ntype: "x"\n---\nWhat?')
    assert head.json == {}
    assert head.faults == (
        Fault(
            NEWER_FORMAT,
            "This cell is written in format 12, and this courseware reads up to format 1.",
            2,
            "Update courseware: pip install --upgrade courseware",
        ),
    )


def test_the_public_part_stands_beside_the_shared_keys() -> None:
    asked = Checkpoint("q", "numeric", "How long?", "hash", ("s",), 2.0, public={"unit": "m"})
    assert head_of(asked) == {
        "type": "numeric",
        "skills": ["s"],
        "points": 2.0,
        "hints": [],
        "tries": 3,
        "unit": "m",
    }


def test_a_type_cannot_use_a_shared_key_for_its_public_part() -> None:
    with pytest.raises(ValueError, match="type odd uses shared keys: hints"):
        head_of(Checkpoint("q", "odd", "?", "hash", public={"hints": []}))
