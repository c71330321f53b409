"""`%%review`: how many warm-up questions a cell asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courseware.checkpoints.reading import Reader
from courseware.errors.diagnostics import Fault
from courseware.lesson.course import OUT_OF_RANGE
from courseware.lesson.head import read_head
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Cell

MOST = 3
"""Questions of one warm-up, where the author does not say how many."""


def read_review(body: str) -> tuple[int, tuple[Fault, ...]]:
    """How many questions the cell with this below its magic asks, and what is wrong with it."""
    head = read_head(body, asks=False)
    reader = Reader(head.node)
    most = reader.integer("most", MOST)
    reader.text("notes")
    if most is None or most < 1:
        reader.fault(OUT_OF_RANGE, "`most` is at least 1.", "most")
        most = MOST
    reader.finish()
    return most, (*head.faults, *reader.faults)


def check_reviews(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Fault]]:
    """The faults of all cells that ask what is due."""
    for cell in cells:
        magic = magic_of(cell.source) if cell.kind == "code" else None
        if magic is not None and magic.name == "review":
            for fault in read_review(magic.body)[1]:
                yield cell, fault
