"""The lines of a head, measured, and a cursor that goes down them."""

from __future__ import annotations

import re

from attrs import define, evolve, field, frozen

from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.scalars import plain_spaces

ITEM = re.compile(r"-(?:\s(.*))?", re.DOTALL)


@frozen
class Line:
    """A line: its number in the cell, its text, how far it is indented, and what stands there."""

    number: int
    text: str
    indent: int
    rest: str

    @classmethod
    def of(cls, number: int, text: str) -> Line:
        """Measure a line; an odd space is as wide as a plain one, a tab as wide as eight."""
        rest = text.strip().lstrip("\u200b\ufeff\u2060")
        return cls(number, text, _width(text[: text.find(rest)]) if rest else 0, rest)

    @property
    def silent(self) -> bool:
        """Whether the line is blank or a comment, as far as the structure is concerned."""
        return not self.rest or self.rest[0] == "#"

    @property
    def blanks(self) -> str:
        """The white space before it."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    @property
    def item(self) -> str | None:
        """What follows the dash of a list item, with its indentation; None for other lines."""
        found = ITEM.fullmatch(self.rest)
        return None if found is None else (found[1] or "")

    def within(self, rest: str) -> Line:
        """The same line without what stands before `rest`, indented as far as that is."""
        before = self.text[: self.text.rindex(rest)] if rest else self.text
        return evolve(self, indent=_width(before), rest=rest)


def _width(blanks: str) -> int:
    tabs = blanks.replace("\t", "\0")
    return len(plain_spaces(tabs).replace("\0", "\t").expandtabs(8))


@define
class Lines:
    """A cursor: `at` is the next line; what is found wrong is collected."""

    all: list[Line]
    at: int = 0
    faults: list[Fault] = field(factory=list)

    def peek(self) -> Line | None:
        """The next line that is neither blank nor a comment."""
        while self.at < len(self.all) and self.all[self.at].silent:
            self.at += 1
        return self.all[self.at] if self.at < len(self.all) else None

    def deeper(self, indent: int) -> list[Line]:
        """Take the lines indented more than this, with the blank ones among them."""
        end = last = self.at
        while end < len(self.all):
            line = self.all[end]
            end += 1
            if line.rest and line.indent <= indent:
                break
            if line.rest:
                last = end
        taken, self.at = self.all[self.at : last], last
        return taken

    def fault(self, rule: Rule, message: str, line: Line, help_: str | None = None) -> None:
        """Record a fault of a line."""
        self.faults.append(Fault(rule, message, line.number, help_))
