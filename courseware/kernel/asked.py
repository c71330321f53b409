"""Which gated cell a request asks for.

A page of Voilà asks by number: its preprocessor puts `%courseware_cell N` in the place of each
gated cell, and the kernel reads the text from the notebook's file. JupyterLab and Notebook 7 send
the cell itself, with its tags and its id. Where a front end sends no id that the file could have,
or the file has none, the cell is found in the file by its text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

from courseware.lesson.gating import MAY_FAIL, is_author, tagged
from courseware.lesson.magics import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from courseware.lesson.model import Cell

    Message = Mapping[str, Any]

NOTEBOOK_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
"""What a notebook's format allows; an editor's own name for a cell looks otherwise."""
NUMBERED = re.compile(r"\s*%courseware_cell (\d+)\s*")
CODE = "%courseware_cell\n"
"""What is run in the place of a cell that is not open."""


@frozen
class Asked:
    """A gated cell that a request asks for.

    `cell` is the cell of the file (None: the notebook was not saved since it was written), and
    `text` what to run when all of `branches` are open. `by_number` says that the page holds only
    its number, not its text.
    """

    request: Message
    text: str
    branches: tuple[str, ...]
    cell: Cell | None
    by_number: bool = False

    @property
    def id(self) -> str:
        """Which request it was: what is published for the cell names it."""
        return str(self.request["header"]["msg_id"])

    @property
    def place(self) -> object:
        """Which cell of the notebook it is, however often it is asked for."""
        if self.cell is not None:
            return self.cell.number
        return self.request.get("metadata", {}).get("cellId") or self.id

    @property
    def may_fail(self) -> bool:
        """Whether its author expects an error, which then stops nothing."""
        told = self.request.get("metadata", {}).get("tags", ())
        return MAY_FAIL in (_items(told) if self.cell is None else self.cell.tags)

    @property
    def order(self) -> tuple[float, str]:
        """The cell's place in the notebook; what is not in the file comes last, as it was asked."""
        place = float("inf") if self.cell is None else self.cell.number
        return place, str(self.request["header"]["date"])


def asked(
    request: Message,
    cells: Sequence[Cell] = (),
    is_open: Callable[[Sequence[str]], bool] = lambda branches: not branches,
) -> Asked | None:
    """What a request asks for, in a lesson of these cells; None where it is no cell of a branch."""
    code = request.get("content", {}).get("code")
    if not isinstance(code, str):
        return None
    if number := NUMBERED.fullmatch(code):
        return _by_number(request, cells, int(number[1]))
    metadata = request.get("metadata", {})
    tags = metadata.get("tags", ())
    text = tidy(code)
    id_ = metadata.get("cellId")
    found = _by_id(cells, id_)
    if found is None:
        is_named = isinstance(id_, str) and NOTEBOOK_ID.fullmatch(id_) is not None
        nameless = [cell for cell in cells if not is_named or cell.id is None]
        found = _by_text(nameless, text, is_open)
    named = tagged(each for each in _items(tags) if isinstance(each, str))
    branches = dict.fromkeys((*named, *(found.branches if found else ())))
    if not branches or (found is not None and is_author(found)):
        return None
    return Asked(request, text, tuple(branches), found)


def _items(tags: object) -> Sequence[object]:
    """A front end's tags, which may be anything."""
    return tags if isinstance(tags, list | tuple) else ()


def _by_number(request: Message, cells: Sequence[Cell], number: int) -> Asked | None:
    cell = cells[number - 1] if 0 < number <= len(cells) else None
    if cell is None or not cell.branches or is_author(cell):
        return None
    return Asked(request, cell.source, cell.branches, cell, by_number=True)


def _by_id(cells: Sequence[Cell], id_: object) -> Cell | None:
    return next((cell for cell in cells if cell.id is not None and cell.id == id_), None)


def _by_text(
    cells: Sequence[Cell], text: str, is_open: Callable[[Sequence[str]], bool]
) -> Cell | None:
    """The cell of this text; of several one that is open, since its text is no secret then."""
    same = [cell for cell in cells if cell.kind == "code" and cell.source.strip() == text.strip()]
    return next((cell for cell in same if is_open(cell.branches)), same[0] if same else None)
