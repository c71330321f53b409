"""Expectations are compared by the names given, and by what their text says."""

from __future__ import annotations

import pytest

from courseware.checkpoints.protocol import JSON
from courseware.play.expecting import differences

GOT: dict[str, JSON] = {
    "checkpoint": "warm-up",
    "status": "partial",
    "score": 2 / 3,
    "feedback": "It is the value\nin the middle.",
    "branches": {"core": "open", "stretch": "locked"},
    "opened": ["core", "plain"],
    "mastery": {"mean": {"mean": 1.0, "state": "mastered"}},
    "next": None,
}


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"status": "partial"},
        {"score": "0.67"},
        {"score": "0.6667"},
        {"feedback": "value in the  middle"},
        {"feedback": ""},
        {"branches": {"core": "open"}},
        {"opened": ["core", "plain"]},
        {"mastery": {"mean": {"mean": "1", "state": "mastered"}}},
        {"next": "null"},
        {"next": ""},
    ],
)
def test_what_is_met(expected: dict[str, JSON]) -> None:
    assert list(differences(expected, GOT)) == []


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"status": "right"}, ['status: expected "right", got "partial"']),
        ({"score": "1"}, ['score: expected "1", got 0.6666666666666666']),
        ({"score": "0.7"}, ['score: expected "0.7", got 0.6666666666666666']),
        ({"score": "half"}, ['score: expected "half", got 0.6666666666666666']),
        ({"score": "null"}, ['score: expected "null", got 0.6666666666666666']),
        (
            {"feedback": "Middle"},
            ['feedback: expected it to contain "Middle", got "It is the value\\nin the middle."'],
        ),
        (
            {"branches": {"core": "done", "strech": "locked"}, "status": "wrong"},
            [
                'branches.core: expected "done", got "open"',
                'branches.strech: expected "locked", but there is only core, stretch',
                'status: expected "wrong", got "partial"',
            ],
        ),
        ({"opened": ["core"]}, ['opened: expected ["core"], got ["core", "plain"]']),
        ({"opened": "core"}, ['opened: expected "core", got ["core", "plain"]']),
        ({"next": {"checkpoint": "a"}}, ['next: expected {"checkpoint": "a"}, got null']),
        ({"mastery": {"mean": "mastered"}}, None),
    ],
)
def test_what_is_not_met_is_said_with_what_was_expected_and_got(
    expected: dict[str, JSON], said: list[str] | None
) -> None:
    found = list(differences(expected, GOT))
    assert found == said if said is not None else len(found) == 1
