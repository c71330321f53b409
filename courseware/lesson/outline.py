"""Where a lesson's own cells stand in its notebook: the lesson's, and one for each checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.gating import is_author, with_branches
from courseware.lesson.magics import Magic, check_magics, loads_extension, magic_of
from courseware.lesson.model import Cell
from courseware.lesson.names import is_id

NO_LESSON = Rule("CW306", "no-lesson")
SECOND_LESSON = Rule("CW307", "second-lesson")
NO_LOAD_EXT = Rule("CW308", "no-load-ext")
BEFORE_LESSON = Rule("CW309", "before-lesson")
DUPLICATE_ID = Rule("CW111", "duplicate-checkpoint")
AUTHOR_CHECKPOINT = Rule("CW114", "author-checkpoint", "warning")

Finding = tuple[Cell | None, Fault]


@frozen
class Outline:
    """The cells with their branches and checkpoints, the lesson's cell, and what is wrong."""

    cells: tuple[Cell, ...]
    lesson: Cell | None
    questions: tuple[tuple[Cell, Magic], ...]
    findings: tuple[Finding, ...]


def outline(raw: Sequence[Cell]) -> Outline:
    """Find the cells that are a lesson's."""
    gated = with_branches(raw)
    magics = {cell.number: magic_of(cell.source) for cell in gated if cell.kind == "code"}
    findings: list[Finding] = [(cell, fault) for cell in gated for fault in check_magics(cell)]
    first: Cell | None = None
    asked: dict[str, tuple[Cell, Magic]] = {}
    cells = []
    for each in gated:
        cell, magic = each, magics.get(each.number)
        if magic is not None and magic.name == "lesson":
            if first is not None:
                message = f"A lesson begins in cell {first.number} already."
                findings.append((cell, Fault(SECOND_LESSON, message, 1, "Keep one `%%lesson`.")))
            first = first or cell
        elif magic is not None and magic.name == "checkpoint" and is_id(magic.argument):
            fault = _misplaced(cell, magic.argument, asked)
            if fault is not None:
                findings.append((cell, fault))
            elif not is_author(cell):
                cell = evolve(cell, checkpoint=magic.argument)
                asked[magic.argument] = cell, magic
        cells.append(cell)
    findings.extend(_order(cells, magics, first))
    return Outline(tuple(cells), first, tuple(asked.values()), tuple(findings))


def _misplaced(cell: Cell, id_: str, asked: dict[str, tuple[Cell, Magic]]) -> Fault | None:
    if is_author(cell):
        message = f"`{id_}` stands in a cell tagged `author`: it is not part of the lesson."
        return Fault(AUTHOR_CHECKPOINT, message, 1)
    if id_ in asked:
        message = f"The checkpoint `{id_}` stands in cell {asked[id_][0].number} already."
        return Fault(DUPLICATE_ID, message, 1, "Give each checkpoint an id of its own.")
    return None


def _order(
    cells: Sequence[Cell], magics: dict[int, Magic | None], first: Cell | None
) -> Iterator[Finding]:
    """What comes too early: a checkpoint before the lesson, the lesson before the extension."""
    ours = [cell for cell in cells if magics.get(cell.number) is not None]
    if first is None:
        if ours:
            message = "No cell of this notebook begins with `%%lesson`."
            help_ = "Begin a cell with `%%lesson` before the first checkpoint."
            yield ours[0], Fault(NO_LESSON, message, 1, help_)
        return
    for cell in ours:
        if cell.number < first.number:
            message = f"This checkpoint stands before `%%lesson` in cell {first.number}."
            yield cell, Fault(BEFORE_LESSON, message, 1, "Move it below.")
    before = (cell for cell in cells if cell.number < first.number and cell.kind == "code")
    if not any(loads_extension(cell.source) for cell in before):
        message = "No cell before this one loads courseware."
        yield first, Fault(NO_LOAD_EXT, message, 1, "Put `%load_ext courseware` into a cell above.")
