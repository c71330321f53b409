"""What stands at a gated cell of a Voilà page: the cell itself when open, else card and slot.

The preprocessor puts `%courseware_cell N` in the place of each gated cell, and the kernel reads
the text of cell N from the notebook's file: closed text is never sent. The input transformer
turns the line into that text when all the cell's branches are open.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import traitlets
from ipywidgets import Output

from courseware import widgets
from courseware.kernel.prose import Prose
from courseware.kernel.replay import Late, Replay
from courseware.kernel.sink import Sink
from courseware.lesson.gating import is_author
from courseware.widgets.bucket import Bucket
from courseware.widgets.pictures import Pictures
from courseware.widgets.widget import RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from courseware.kernel.replay import Kernel
    from courseware.kernel.sink import Router
    from courseware.lesson.model import Cell
    from courseware.session import Session

_GATED = re.compile(r"\s*%courseware_cell (\d+)\s*")


class Slot(Output):  # type: ignore[misc]  # ipywidgets has no annotations
    """Shows the output of a cell that may run late; the page cannot change it."""

    # with a Layout of its own every slot would be two models; the front end does well without
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self) -> None:
        """Begin empty."""
        self._bucket = Bucket(RATE, time.monotonic)
        super().__init__()

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        """The widget alone: in a saved notebook nothing stands here."""
        bundle: dict[str, object] = super()._repr_mimebundle_(**options)
        return {**bundle, "text/plain": ""}

    def _handle_msg(self, msg: Mapping[str, Any]) -> None:
        """Send the kernel's own state, whatever the page said; a flood is not heard."""
        del msg
        if self._bucket.take():
            self.send_state()


class Gate:
    """The gated cells of one lesson in one kernel."""

    def __init__(self, session: Session, kernel: Kernel, router: Router) -> None:
        """Watch the session and run cells when their branches open."""
        self._session = session
        self._replay = Replay(kernel, router)
        self._waiting: dict[int, Slot] = {}
        self._unsubscribe = session.subscribe(lambda _outcome: self._open_due())

    def close(self) -> None:
        """Run nothing more."""
        self._unsubscribe()
        self._waiting.clear()

    def source(self, line: str) -> str | None:
        """The text of the cell that a `%courseware_cell N` stands for; None for other lines."""
        cell = self._cell(line)
        return None if cell is None else cell.source

    def transform(self, lines: list[str]) -> list[str]:
        """IPython's input transformer: an open cell's code for the line that stands for it."""
        cell = self._cell("".join(lines))
        if cell is None or cell.kind != "code" or not self._is_open(cell):
            return lines
        return cell.source.splitlines(keepends=True)

    def show(self, number: int) -> Iterable[object]:
        """What to display at cell `number`: an open text, or a closed cell's card and slot."""
        cell = self._session.lesson.cells[number - 1]
        if self._is_open(cell):
            lesson = self._session.lesson
            is_text = cell.kind == "markdown"
            return (Prose(cell, Pictures.of(lesson, cell.attachments)),) if is_text else ()
        cards = [widgets.gate_widget(self._session, name) for name in self._beginning(number)]
        slot = self._waiting[number] = Slot()
        return (*cards, slot)

    def _cell(self, text: str) -> Cell | None:
        match = _GATED.fullmatch(text)
        cells = self._session.lesson.cells
        if match is None or not 0 < int(match[1]) <= len(cells):
            return None
        return cells[int(match[1]) - 1]

    def _beginning(self, number: int) -> Iterator[str]:
        """The closed branches whose first cell this is: here they have their cards."""
        lesson, opened = self._session.lesson, self._session.progress.opened
        earlier = (cell for cell in lesson.cells[: number - 1] if not is_author(cell))
        before = {name for cell in earlier for name in cell.branches}
        for name in lesson.cells[number - 1].branches:
            if name in lesson.branches and name not in opened and name not in before:
                yield name

    def _is_open(self, cell: Cell) -> bool:
        return all(name in self._session.progress.opened for name in cell.branches)

    def _open_due(self) -> None:
        cells = self._session.lesson.cells
        due = [n for n in sorted(self._waiting) if self._is_open(cells[n - 1])]
        if due:
            self._replay.add([self._late(n, self._waiting.pop(n)) for n in due])

    def _late(self, number: int, slot: Slot) -> Late:
        def show(outputs: tuple[dict[str, Any], ...]) -> None:
            slot.outputs = outputs

        cell = self._session.lesson.cells[number - 1]
        return Late(f"%courseware_cell {number}", cell.id, Sink(show))
