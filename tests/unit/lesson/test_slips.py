"""Slips in heads: each is named with its line and what was probably meant."""

from __future__ import annotations

import pytest

from courseware.errors.diagnostics import Fault
from courseware.lesson.plain import (
    ANCHOR_OR_TAG,
    CURLY_QUOTE,
    DUPLICATE_KEY,
    ESCAPE,
    UNREADABLE,
)
from courseware.lesson.typed import MIXED_TABS, NOT_A_KEY, TOO_MUCH, read_typed
from courseware.lesson.values import (
    AFTER_VALUE,
    COLON_IN_VALUE,
    INDENTATION,
    SWALLOWED,
    UNCLOSED,
)
from tests.unit.lesson.nodes import faults_of, plain

ANCHOR = "begins an anchor, a reference or a tag, which are not used here."


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        (
            "type choice",
            Fault(
                NOT_A_KEY, "A key is followed by a colon and a space.", 2, "Write `type: choice`."
            ),
        ),
        (
            "type:choice",
            Fault(
                NOT_A_KEY, "A key is followed by a colon and a space.", 2, "Write `type: choice`."
            ),
        ),
        (
            "type：choice",
            Fault(
                NOT_A_KEY, "A key is followed by a colon and a space.", 2, "Write `type: choice`."
            ),
        ),
        (
            "type = choice",
            Fault(
                NOT_A_KEY, "A key is followed by a colon and a space.", 2, "Write `type: choice`."
            ),
        ),
        ("options", Fault(NOT_A_KEY, "A key is followed by a colon.", 2, "Write `options:`.")),
        (
            "• one",
            Fault(
                NOT_A_KEY,
                "A list item stands where a key was expected.",
                2,
                "Write `- one` below a key.",
            ),
        ),
        (
            "—",
            Fault(
                NOT_A_KEY, "The line that ends the head is `---`, three hyphens.", 2, "Write `---`."
            ),
        ),
        (
            "explain: a\nb c",
            Fault(
                NOT_A_KEY,
                "This line is not `key: value`.",
                3,
                "To continue the text above, write `  b c`.",
            ),
        ),
        (
            "hints:\n  - a\n  b",
            Fault(
                NOT_A_KEY,
                "This line is not `key: value`.",
                4,
                "To continue the text above, write `    b`.",
            ),
        ),
        (
            "answer: a: b",
            Fault(
                COLON_IN_VALUE,
                "A colon and a space stand where one value was expected.",
                2,
                "Write `answer: 'a: b'` if it is part of the value.",
            ),
        ),
        (
            "points: 1\n  tries: 2",
            Fault(
                INDENTATION,
                "The line is indented more than the one above it, which has its value.",
                3,
                "Write `tries: 2`.",
            ),
        ),
        (
            "a:\n    b: c\n  d: e",
            Fault(
                INDENTATION,
                "The line is indented by 2, and those beside it by 4.",
                4,
                "Write `    d: e`.",
            ),
        ),
        (
            "skills: [a, b",
            Fault(UNCLOSED, "`[` is opened here and not closed.", 2, "Write `skills: [a, b]`."),
        ),
        (
            "answer: 'a",
            Fault(
                UNCLOSED, "The quote ' is opened here and not closed.", 2, "Write `answer: 'a'`."
            ),
        ),
        (
            'answer: "a" or "b"',
            Fault(
                AFTER_VALUE,
                "Something stands after the closing quote.",
                2,
                'Write `answer: \'"a" or "b"\'` if the quotes are part of the value.',
            ),
        ),
        (
            "answer: [a] b",
            Fault(
                AFTER_VALUE,
                "Something stands after the closing bracket.",
                2,
                "Write `answer: '[a] b'` if the brackets are part of the value.",
            ),
        ),
        (
            "answer: &x a",
            Fault(
                ANCHOR_OR_TAG,
                f"`&` {ANCHOR}",
                2,
                "Write `answer: '&x a'` if it is part of the value.",
            ),
        ),
        (
            "answer: !!int 3",
            Fault(
                ANCHOR_OR_TAG,
                f"`!` {ANCHOR}",
                2,
                "Write `answer: '!!int 3'` if it is part of the value.",
            ),
        ),
        (
            "answer: *",
            Fault(
                ANCHOR_OR_TAG, f"`*` {ANCHOR}", 2, "Write `answer: '*'` if it is part of the value."
            ),
        ),
        (
            "&x answer: 1",
            Fault(ANCHOR_OR_TAG, "Anchors, references and tags are not used here.", 2),
        ),
        (
            "answer: [&x a]",
            Fault(
                ANCHOR_OR_TAG,
                "Anchors (`&`), references (`*`) and tags (`!`) are not used here.",
                2,
                "If the sign is part of the value, put the value in quotes.",
            ),
        ),
        (
            "a: 1\nb: 2\na: 3",
            Fault(DUPLICATE_KEY, "`a` stands here twice; the first is in line 2.", 4),
        ),
        (
            "options: {a: 1,\n a: 2}",
            Fault(DUPLICATE_KEY, "`a` stands here twice; the first is in line 2.", 3),
        ),
        (
            "skills: [“a, b]",
            Fault(
                CURLY_QUOTE,
                "A curly quote in `“a` is part of the value, not a quote round it.",
                2,
                "Use straight quotes: \" or '.",
            ),
        ),
        (
            r'options: {a: "$\frac{1}{2}$", b: c}',
            Fault(
                ESCAPE,
                r"A backslash in double quotes became the sign '\x0c'.",
                2,
                "Use single quotes, which leave backslashes alone.",
            ),
        ),
        (
            r'options: {a: "\q"}',
            Fault(
                UNREADABLE, "A backslash in double quotes begins an escape: use single quotes.", 2
            ),
        ),
        (
            "title: a\n  points: 2",
            Fault(
                SWALLOWED,
                "This line continues the text above it; `points` is not read as a key.",
                3,
                "Indent it like the line that it belongs beside.",
            ),
        ),
        (
            "hints:\n  - a\n   - b",
            Fault(
                SWALLOWED,
                "This line continues the text above it; it is not read as a list item.",
                4,
                "Indent it like the line that it belongs beside.",
            ),
        ),
        (
            "hints:\n  - a\n\t- b",
            Fault(
                SWALLOWED,
                "This line continues the text above it; it is not read as a list item.",
                4,
                "Indent it like the line that it belongs beside.",
            ),
        ),
        (
            "a:\n  b: c\nd:\n\te: f",
            Fault(
                MIXED_TABS,
                "Some lines are indented with tabs and some with spaces.",
                5,
                "Indent with spaces only.",
            ),
        ),
        ("\n" * 2000, Fault(TOO_MUCH, "A head of more than 2000 lines is not read.", 2)),
    ],
)
def test_each_slip_is_named_with_its_line_and_what_was_probably_meant(
    head: str, fault: Fault
) -> None:
    assert faults_of(head) == (fault,)


def test_a_head_without_an_end_is_one_fault_not_one_for_each_line_of_the_prompt() -> None:
    head = "type: choice\n\nWhich of them is it?\nLook at it: again.\nNow"
    assert faults_of(head, ended=False) == (
        Fault(
            NOT_A_KEY,
            "This line is not `key: value`.",
            4,
            "Put a line `---` between the head and the prompt.",
        ),
    )


def test_what_stands_beside_a_fault_is_read_nevertheless() -> None:
    node, faults = read_typed("type choice\nanswer: [a\npoints: 2\nhints:\n- a: b", 2)
    assert len(faults) == 2
    assert plain(node) == {"answer": "", "points": "2", "hints": ["a: b"]}


def test_nesting_has_an_end() -> None:
    head = "\n".join(" " * at + "a:" for at in range(100))
    assert [each.rule for each in faults_of(head)] == [TOO_MUCH]
    assert [each.rule for each in faults_of("a: " + "[" * 100 + "]" * 100)] == [UNCLOSED]
