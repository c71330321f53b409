r"""Patterns for whole answers, matched without trying again.

`re` backtracks, so that an innocent `(\w+\s?)*` hangs on an answer made for it. Here the positions
that a part can reach are followed all at once (K. Thompson, Regular expression search algorithm,
1968), in the notation of `re`: characters, `.`, classes, `\d \w \s`, groups, `|`, `* + ? {m,n}`,
`^ $ \b`. `re` itself compares the single characters. What looks around or back is left out.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache

from attrs import frozen

MOST_REPEATS = 1000
"""How often the characters of a pattern may be repeated by counted repeats, all in all."""

QUANTIFIER = re.compile(r"([*+?]|\{(?:\d+(?:,\d*)?|,\d*)\})\??")
ANCHOR = re.compile(r"[\^$]|\\[bBAZ]")
ATOM = re.compile(
    r"\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|0[0-7]{0,2}|[^1-9bBAZ])"
    r"|[^\\()|*+?]",
    re.DOTALL,
)
OPENING = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")


class Unsupported(ValueError):
    """A pattern uses what cannot be matched here; `args[0]` is the part of it."""


@frozen
class One:
    """One character, as a pattern of `re` for it."""

    test: re.Pattern[str]

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """Where this part can end when it begins at one of the starts."""
        return frozenset(
            at + 1 for at in starts if at < len(text) and self.test.fullmatch(text[at])
        )


@frozen
class Place:
    """A place between characters: the beginning, the end, the edge of a word."""

    test: re.Pattern[str]

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """As `One.ends`."""
        return frozenset(at for at in starts if self.test.match(text, at))


@frozen
class Row:
    """Parts one after the other."""

    parts: tuple[Part, ...]

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """As `One.ends`."""
        for part in self.parts:
            starts = part.ends(text, starts)
        return starts


@frozen
class Either:
    """One of several parts."""

    parts: tuple[Part, ...]

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """As `One.ends`."""
        return frozenset().union(*(part.ends(text, starts) for part in self.parts))


@frozen
class Repeat:
    """A part `least` to `most` times; `most` is None without an end."""

    part: Part
    least: int
    most: int | None

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """As `One.ends`; without an end, until nothing new is reached."""
        for _ in range(self.least):
            starts = self.part.ends(text, starts)
        reached = new = starts
        rounds = len(text) + 1 if self.most is None else self.most - self.least
        while new and rounds:
            new = self.part.ends(text, new) - reached
            reached |= new
            rounds -= 1
        return reached


Part = One | Place | Row | Either | Repeat


@frozen
class Pattern:
    """A pattern that was read."""

    part: Part

    def matches(self, text: str) -> bool:
        """Whether the pattern is the whole text."""
        return len(text) in self.part.ends(text, frozenset({0}))


@cache
def read_pattern(pattern: str, *, case: bool = False) -> Pattern:
    """Read a pattern that `re` can read.

    Raises `re.error` where it cannot, and `Unsupported` where only it can.
    """
    flags = re.NOFLAG if case else re.IGNORECASE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        re.compile(pattern, flags)
        part = _Reading(pattern, flags).either()
    if _repeats(part) > MOST_REPEATS:
        raise Unsupported(pattern)
    return Pattern(part)


class _Reading:
    """A pattern with the place that was read up to."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self.pattern, self.flags, self.at = pattern, flags, 0

    def either(self) -> Part:
        parts = [self.row()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            parts.append(self.row())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def row(self) -> Part:
        return Row(tuple(self.repeats()))

    def repeats(self) -> Iterator[Part]:
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            part = self.single()
            if found := QUANTIFIER.match(self.pattern, self.at):
                self.at = found.end()
                if self.pattern.startswith("+", self.at):
                    raise Unsupported(f"{found[0]}+")
                part = Repeat(part, *_counts(found[1]))
            yield part

    def single(self) -> Part:
        if self.pattern[self.at] == "(":
            opening = OPENING.match(self.pattern, self.at)
            if opening is None:
                raise Unsupported(self.pattern[self.at : self.at + 3])
            self.at = opening.end()
            part = self.either()
            self.at += 1
            return part
        if found := ANCHOR.match(self.pattern, self.at):
            self.at = found.end()
            return Place(re.compile(found[0]))
        found = ATOM.match(self.pattern, self.at)
        if found is None:
            raise Unsupported(self.pattern[self.at : self.at + 2])
        self.at = found.end()
        return One(re.compile(found[0], self.flags))


def _counts(quantifier: str) -> tuple[int, int | None]:
    known: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
    if quantifier in known:
        return known[quantifier]
    least, comma, most = quantifier[1:-1].partition(",")
    if not comma:
        return int(least), int(least)
    return int(least or 0), int(most) if most else None


def _repeats(part: Part) -> int:
    """How many characters a pattern has when its counted repeats are written out."""
    match part:
        case One() | Place():
            return 1
        case Repeat():
            return _repeats(part.part) * max(part.least, part.most or 1, 1)
        case _:
            return sum(_repeats(each) for each in part.parts)
