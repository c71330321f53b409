from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware import keyring
from courseware.errors import NewerFormat, UsageError
from courseware.events import JSON
from courseware.keyring import seal, unseal

KEYS: Mapping[str, Mapping[str, JSON]] = {
    "warm-up": {"answer": "mean", "other": "", "wrong": {"median": "The one in the middle."}}
}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text(), st.dictionaries(st.text(), VALUES, max_size=3), max_size=3))
def test_unseal_gives_back_what_was_sealed(keys: dict[str, dict[str, JSON]]) -> None:
    assert unseal(seal(keys)) == keys


def test_the_same_keys_are_sealed_alike_and_others_are_not() -> None:
    assert seal(KEYS) == seal(json.loads(json.dumps(KEYS)))
    assert seal(KEYS)[:60] != seal({**KEYS, "next": {}})[:60]


def test_a_seal_shows_no_key_at_a_glance() -> None:
    text = seal(KEYS)
    assert text.isascii()
    raw = base64.b64decode(text.partition(":")[2])
    for shown in (text.encode(), raw):
        assert b"median" not in shown
    with pytest.raises(zlib.error):
        zlib.decompress(raw[16:])


@given(st.integers(0, len(seal(KEYS)) - 1), st.sampled_from("Aa0+=:\n\udcff"))
def test_a_damaged_seal_is_refused_or_unchanged(place: int, letter: str) -> None:
    text = seal(KEYS)
    damaged = text[:place] + letter + text[place + 1 :]
    try:
        keys = unseal(damaged)
    except UsageError:
        assert damaged != text
    else:
        assert keys == KEYS


@given(st.text())
def test_no_text_is_taken_for_a_keyring(text: str) -> None:
    with pytest.raises(UsageError):
        unseal(text)


@pytest.mark.parametrize("cut", [0, 10, 20, 40, -1])
def test_a_seal_that_was_cut_is_refused(cut: int) -> None:
    with pytest.raises(UsageError):
        unseal(seal(KEYS)[:cut])


def test_a_newer_seal_is_refused_with_both_versions() -> None:
    newer = seal(KEYS).replace("keys-1:", "keys-7:")
    with pytest.raises(NewerFormat, match=r"format 7.*up to format 1"):
        unseal(newer)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = seal({"a": {"b": " " * (keyring.MOST + 1)}})
    assert len(bomb) < keyring.MOST / 100
    with pytest.raises(UsageError, match="damaged"):
        unseal(bomb)
