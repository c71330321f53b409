"""The first line of a cell: which of our magics it is, and what is wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from attrs import frozen

from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.model import Cell
from courseware.lesson.names import check_id
from courseware.lesson.scalars import nfc, plain_spaces

NOT_FIRST = Rule("CW106", "magic-not-first")
TWO_MAGICS = Rule("CW107", "two-magics")
MISSPELLED = Rule("CW108", "magic-misspelled")
NOT_CODE = Rule("CW109", "magic-not-in-code")

NAMES = ("checkpoint", "diagnostic", "lesson", "review")
MAGIC = re.compile(rf"%%({'|'.join(NAMES)})(?:\s+(.*))?", re.DOTALL)
LIKE = re.compile(r"\s*%{1,3}\s*([^\W\d_][\w-]*)[\s:]*(.*)", re.DOTALL)
NEAR = 0.82  # of difflib: `%%leson` is a slip, and `%less` a magic of IPython's own
LOAD = re.compile(r"\s*%(?:re)?load_ext\s+courseware\s*(?:#.*)?")


@frozen
class Magic:
    """One of our magics: its name, its argument (the id of a checkpoint), and the lines below."""

    name: str
    argument: str
    body: str


def tidy(source: str) -> str:
    """A cell's text with plain line ends and without a byte order mark."""
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def magic_of(source: str) -> Magic | None:
    """The magic that begins a cell, or None."""
    first, _, body = source.partition("\n")
    found = MAGIC.fullmatch(plain_spaces(first).rstrip())
    return None if found is None else Magic(found[1], nfc((found[2] or "").strip()), body)


def loads_extension(source: str) -> bool:
    """Whether a cell loads courseware."""
    return any(LOAD.fullmatch(line) for line in source.split("\n"))


def check_magics(cell: Cell) -> Iterator[Fault]:
    """What is wrong with the magic of a cell, and with magics where none should be."""
    first, *others = cell.source.split("\n")
    magic = magic_of(cell.source)
    if magic is None and (meant := _meant(first)):
        message = f"`{first.strip()}` is not read as a magic."
        yield Fault(MISSPELLED, message, 1, f"Write `{meant}`.")
    elif magic is not None and cell.kind != "code":
        yield Fault(
            NOT_CODE,
            f"`%%{magic.name}` stands in a cell of kind {cell.kind}.",
            1,
            "Change the cell to Code.",
        )
    elif magic is not None and magic.name == "checkpoint":
        yield from check_id(magic.argument, "a checkpoint", 1)
    elif magic is not None and magic.argument:
        message = f"Nothing stands after `%%{magic.name}`."
        yield Fault(MISSPELLED, message, 1, f"Write `%%{magic.name}`.")
    for number, line in enumerate(others, 2):
        if cell.kind == "code" and MAGIC.fullmatch(plain_spaces(line).rstrip()):
            message = f"`{line.strip()}` is not the first line of its cell."
            rule = NOT_FIRST if magic is None else TWO_MAGICS
            yield Fault(rule, message, number, "Put it into a cell of its own.")


def _meant(line: str) -> str | None:
    """The magic that a line was probably meant to be; None where it looks like none of ours."""
    slip = LIKE.fullmatch(line)
    near = difflib.get_close_matches(slip[1].lower(), NAMES, 1, NEAR) if slip else []
    return f"%%{near[0]} {slip[2]}".strip() if slip and near else None
