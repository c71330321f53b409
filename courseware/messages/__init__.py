"""Every sentence that this package says to a learner, by key: English first.

`say("points", count=2)` looks the sentence up and puts the values in its braces. A sentence that
depends on a number is a `Plural` or an `Ordinal`, chosen by the value named `count`.
"""

from __future__ import annotations

from courseware.messages import checkpoints, kernel, log, release, server, session, widgets
from courseware.messages.forms import Catalogue, Ordinal, Plural

__all__ = ["say"]


def union(*parts: Catalogue) -> Catalogue:
    """One catalogue of several; a key in two of them is a programmer's error (`KeyError`)."""
    whole: dict[str, str | Plural | Ordinal] = {}
    for part in parts:
        twice = whole.keys() & part.keys()
        if twice:
            raise KeyError(f"two sentences for {', '.join(sorted(twice))}")
        whole.update(part)
    return whole


SENTENCES = union(
    checkpoints.SENTENCES,
    kernel.SENTENCES,
    log.SENTENCES,
    release.SENTENCES,
    server.SENTENCES,
    session.SENTENCES,
    widgets.SENTENCES,
)


def say(key: str, /, **values: object) -> str:
    """The sentence of this key with its values filled in.

    A key that is not in the catalogue, or a value that a sentence lacks, raises `KeyError`: that
    is a fault of the program, not of a lesson.
    """
    sentence = SENTENCES[key]
    if not isinstance(sentence, str):
        count = values["count"]
        if not isinstance(count, int | float):
            raise KeyError(f"{key} is chosen by a number, and count is {count!r}")
        sentence = sentence.choose(count)
    return sentence.format_map(values)
