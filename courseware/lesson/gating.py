"""Which branches each cell is in: by its tags, and by the branch comment above it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import evolve

from courseware.checkpoints.reading import did_you_mean
from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.branches import UNKNOWN_BRANCH
from courseware.lesson.diagnostic import branch_of, is_implied, items_of
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Cell
from courseware.lesson.scalars import nfc

BAD_TAG = Rule("CW432", "branch-tag")
BAD_COMMENT = Rule("CW433", "branch-comment")
LESSON_IN_BRANCH = Rule("CW434", "lesson-in-branch")

AUTHOR = "author"
MAY_FAIL = "raises-exception"
"""The tag, Jupyter's own, of a cell whose error stops nothing after it."""
TAG = re.compile(r"branch\s*:(.*)", re.IGNORECASE | re.DOTALL)
NEAR_TAG = re.compile(r"(?:br[a-z]{2,6}[\W_])?(.*)", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"<!--\s*branch\s*:([^>]*)-->\s*")
NEAR_COMMENT = re.compile(r"\s*<!-{1,3}\s*branch(?:es)?\b([^>]*)(?:>|$)", re.IGNORECASE)


def with_branches(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells with the names of their branches, known or not: what nobody knows never opens."""
    gated = []
    items = items_of(cells)
    section: tuple[str, ...] = ()
    for cell in cells:
        first = cell.source.split("\n", 1)[0]
        if cell.kind == "markdown":
            found = COMMENT.fullmatch(first) or NEAR_COMMENT.match(first)
            section = section if found is None else tuple(filter(None, [_name(found)]))
        named = dict.fromkeys([*section, *tagged(cell.tags), *_put_by_test(cell, items)])
        gated.append(evolve(cell, branches=tuple(named)))
    return tuple(gated)


def _put_by_test(cell: Cell, items: Collection[str]) -> tuple[str, ...]:
    """The branch of a question of the test before the lesson."""
    magic = magic_of(cell.source) if cell.kind == "code" else None
    is_put = magic is not None and magic.name == "checkpoint" and magic.argument in items
    return (branch_of(magic.argument),) if magic is not None and is_put else ()


def tagged(tags: Iterable[str]) -> tuple[str, ...]:
    """The branches that the tags of a cell name."""
    return tuple(_name(found) for tag in sorted(tags) if (found := TAG.fullmatch(tag)))


def is_author(cell: Cell) -> bool:
    """Whether a cell is for authors only."""
    return AUTHOR in cell.tags


def check_gating(cell: Cell, known: Collection[str] | None) -> Iterator[Fault]:
    """What is wrong with the tags and the branch comment of a cell.

    `known` are the branches of the lesson, None where they could not be read.
    """
    lines = cell.source.split("\n") if cell.kind == "markdown" else []
    for number, line in enumerate(lines, 1):
        exact = COMMENT.fullmatch(line)
        near = exact or NEAR_COMMENT.match(line)
        if near and number > 1:
            message = "A branch comment counts in the first line of its cell only."
            yield Fault(BAD_COMMENT, message, number, "Begin a new cell with it.")
        elif near and not exact:
            help_ = f"Write `<!-- branch: {_name(near)} -->` on a line of its own."
            yield Fault(BAD_COMMENT, "This branch comment cannot be read.", 1, help_)
    if known is None:
        return
    if lines and (found := COMMENT.fullmatch(lines[0])) and _name(found):
        yield from _unknown(_name(found), known, 1)
    for tag in sorted(cell.tags):
        if found := TAG.fullmatch(tag):
            yield from _unknown(_name(found), known, None)
        elif (near := NEAR_TAG.fullmatch(tag)) and _name(near) in known:
            message = f"The tag `{tag}` is not read as a branch."
            yield Fault(BAD_TAG, message, None, f"Write `branch:{_name(near)}`.")
    magic = magic_of(cell.source) if cell.kind == "code" else None
    if magic is not None and magic.name == "lesson" and cell.branches:
        message = f"`%%lesson` stands in the branch `{cell.branches[0]}`, so it would never run."
        yield Fault(LESSON_IN_BRANCH, message, 1, "Move it out of the branch.")


def _name(found: re.Match[str]) -> str:
    """The name in a tag or a comment, without the signs around it."""
    return nfc(found[1].strip().strip(":=- ").strip())


def _unknown(name: str, known: Collection[str], line: int | None) -> Iterator[Fault]:
    if not name:
        yield Fault(BAD_TAG, "This tag names no branch.", line, "Write `branch:NAME`.")
    elif name not in known and not is_implied(name):
        help_ = did_you_mean(name, known) or "Name it under `branches:` in `%%lesson`."
        yield Fault(UNKNOWN_BRANCH, f"There is no branch `{name}`.", line, help_)
