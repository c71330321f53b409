"""Slips that people make when they type a rule, and what they probably meant."""

from __future__ import annotations

import re

# One character for one, so that columns stay what they are.
BLANKS = dict.fromkeys(map(ord, "\t\r\n\u00a0\u202f"), " ")
QUOTES = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')

_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_SLIPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), better)
    for pattern, better in (
        (r"\s*&&?\s*", " and "),
        (r"\s*\|\|?\s*", " or "),
        (r"\b(AND|And)\b", "and"),
        (r"\b(OR|Or)\b", "or"),
        (r"\b(NOT|Not)\b", "not"),
        (r"!(?!=)\s*", "not "),
        (r"≤|=<", "<="),
        (r"≥|=>", ">="),
        (r"≠|<>", "!="),
        (r"(?<![=<>!])=(?!=)", "=="),
        (r"\b(\d+)\s*%", r"\1 %"),
        (r"\b(\d),(\d)", r"\1.\2"),
        (r"([(,])\s*(\w[\w-]*)\s*(?=[,)])", r'\1"\2"'),
        (r",\"", ', "'),
    )
)
_PERCENT = re.compile(r"\b(\d+) %")


def repaired(text: str) -> str:
    """The text with every known slip outside its quotes put right."""
    pieces = _QUOTED.split(text.translate(BLANKS).translate(QUOTES))
    return "".join(_put_right(each) if at % 2 == 0 else each for at, each in enumerate(pieces))


def _put_right(piece: str) -> str:
    for pattern, better in _SLIPS:
        piece = pattern.sub(better, piece)
    return _PERCENT.sub(lambda found: f"{int(found[1]) / 100:g}", piece)
