"""Ids: letters of any script, digits, `_` and `-`, in Unicode's composed form."""

from __future__ import annotations

import re
import unicodedata

from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.scalars import nfc

BAD_ID = Rule("CW110", "bad-id")

LONGEST = 100  # characters: an id is a name that people type, and part of file names


def is_id(text: str) -> bool:
    """Whether a text can be an id: marks that belong to letters are part of them."""
    return 0 < len(text) <= LONGEST and all(
        each in "_-" or unicodedata.category(each)[0] in "LM" or each.isdecimal() for each in text
    )


def as_id(text: str, otherwise: str) -> str:
    """A text as an id, or the nearest one to it: what is kept of a learner needs some name."""
    text = nfc(text)
    near = re.sub(r"[^\w-]+", "-", text).strip("-")[:LONGEST]
    return text if is_id(text) else near or otherwise


def check_id(text: str, what: str, line: int | None = None) -> tuple[Fault, ...]:
    """A fault where a text cannot be an id, with one that could."""
    if is_id(text):
        return ()
    if not text:
        message = f"{what.capitalize()} has no id."
        return (Fault(BAD_ID, message, line, "An id is a name such as `warm-up`."),)
    repaired = as_id(text, "")
    message = f"`{text}` cannot be the id of {what}: ids have letters, digits, `_` and `-` only."
    return (Fault(BAD_ID, message, line, f"Write `{repaired}`." if is_id(repaired) else None),)
