"""The name of a question's text, so that an answer to an older text is recognised."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence

from courseware.checkpoints.protocol import JSON, Part

UNASKED = frozenset({"hints", "points", "skills", "title"})
"""What may change while the question stays the same."""

LENGTH = 16


def checkpoint_hash(type_: str, prompt: str, public: Part) -> str:
    """16 hexadecimal digits of the SHA-256 of what is asked, in one canonical form of JSON.

    The way a notebook is saved does not matter: blanks at line ends, 1 or 1.0, composed accents.
    """
    asked = {name: value for name, value in public.items() if name not in UNASKED}
    whole = _canonical({"type": type_, "prompt": prompt, "public": asked})
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _canonical(value: JSON) -> JSON:
    if isinstance(value, str):
        lines = unicodedata.normalize("NFC", value).strip().splitlines()
        return "\n".join(line.rstrip() for line in lines)
    if isinstance(value, Mapping):
        return {name: _canonical(each) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_canonical(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
