"""The name of a question's text."""

from __future__ import annotations

import pytest

from courseware.checkpoints.identity import checkpoint_hash
from courseware.checkpoints.protocol import Part

PUBLIC: Part = {"unit": "m", "units": {"cm": "0.01", "km": "1000"}, "figures": 3}


def test_the_name_is_known() -> None:
    """Stored answers hold it: it must not change from one version to the next."""
    assert checkpoint_hash("numeric", "How far?", PUBLIC) == "d4bebf7a1f65c352"


@pytest.mark.parametrize(
    ("type_", "prompt", "public"),
    [
        ("numeric", "How far?\n", PUBLIC),
        ("numeric", "How far?  ", {**PUBLIC, "figures": 3.0}),
        ("numeric", "How far?", dict(sorted(PUBLIC.items()))),
        (
            "numeric",
            "How far?",
            {**PUBLIC, "hints": ["Far."], "points": 2, "skills": ["far"], "title": "T"},
        ),
    ],
)
def test_the_name_stays_while_the_question_does(type_: str, prompt: str, public: Part) -> None:
    assert checkpoint_hash(type_, prompt, public) == checkpoint_hash("numeric", "How far?", PUBLIC)


@pytest.mark.parametrize(
    ("type_", "prompt", "public"),
    [
        ("text", "How far?", PUBLIC),
        ("numeric", "How near?", PUBLIC),
        ("numeric", "How far?", {**PUBLIC, "figures": 2}),
        ("numeric", "How far?", {**PUBLIC, "units": {"cm": "0.01"}}),
    ],
)
def test_another_question_has_another_name(type_: str, prompt: str, public: Part) -> None:
    assert checkpoint_hash(type_, prompt, public) != checkpoint_hash("numeric", "How far?", PUBLIC)


def test_accents_typed_in_two_ways_are_one() -> None:
    assert checkpoint_hash("text", "e\u0301", {}) == checkpoint_hash("text", "é", {})
