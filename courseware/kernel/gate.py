"""What stands at a gated cell: the cell itself when open, else a card, and later its output.

An input transformer lets the code of a cell through when all the cell's branches are open. Where
one is closed, the branch's card is shown, and the cell waits; when its branches open it runs
under the very request that asked for it. In JupyterLab and Notebook 7 its output so appears in
the cell and is saved with it. Beside the card stands a slot that mirrors the output: a page that
was loaded again has no request of the cell any more, and one of Voilà never holds one of its own.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from IPython.display import display

from courseware import widgets
from courseware.kernel.asked import CODE, Asked, asked
from courseware.kernel.note import Note
from courseware.kernel.prose import Prose
from courseware.kernel.replay import Late, Replay, threads_keep_context
from courseware.kernel.sink import Sink
from courseware.kernel.slot import Slot
from courseware.kernel.wiring import is_inert
from courseware.lesson.gating import is_author
from courseware.messages import say
from courseware.widgets.pictures import Pictures
from courseware.widgets.places import beginning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from courseware.kernel.replay import Kernel
    from courseware.kernel.sink import Output, Router
    from courseware.session import Session


class Gate:
    """The gated cells of one lesson in one kernel."""

    def __init__(self, session: Session, kernel: Kernel, router: Router) -> None:
        """Watch the session and run cells when their branches open."""
        self._session = session
        self._kernel = kernel
        self._router = router
        self._replay = Replay(kernel)
        self._waiting: list[Asked] = []
        self._lock = Lock()  # branches open on any thread
        self._placed: list[tuple[Asked, Sink]] = []
        self._unsubscribe = session.subscribe(lambda _outcome: self._open_due())
        self._forget_threads = threads_keep_context()

    def close(self) -> None:
        """Run nothing more."""
        self._unsubscribe()
        self._forget_threads()
        self._router.forget(each.id for each, _ in self._placed)
        with self._lock:
            self._waiting = []

    def asked(self) -> Asked | None:
        """The gated cell that the request which is being answered asks for."""
        request = self._kernel.get_parent("shell")
        return asked(request, self._session.lesson.cells, self._is_open)

    def transform(self, lines: list[str]) -> list[str]:
        """IPython's input transformer: the text of an open cell, the gate for a closed one."""
        text = "".join(lines)
        found = self.asked()
        if found is None or text.strip() != found.request["content"]["code"].strip():
            return lines
        if not self._is_open(found.branches):
            return [CODE]
        if not found.by_number:
            return lines
        is_text = found.cell is not None and found.cell.kind == "markdown"
        if is_text or self._is_stopped(found):
            return [CODE]
        return found.text.splitlines(keepends=True)

    def begin(self) -> None:
        """Give the output of an open cell that a page asks for its place, before the cell runs."""
        found = self.asked()
        if found is None or not found.by_number or not self._is_open(found.branches):
            return
        is_code = found.cell is not None and found.cell.kind == "code"
        if is_code and not self._router.leads(found.id):
            self._place(found)

    def show(self) -> None:
        """Show what stands in the place of a cell that is not run: an open text, or the gate."""
        found = self.asked()
        if found is None:
            return
        if not self._is_open(found.branches):
            display(*self._cards(found))
        elif found.cell is not None and found.cell.kind == "markdown":
            pictures = Pictures.of(self._session.lesson, found.cell.attachments)
            begun = next((name for name in found.branches if self._begins(name, found)), None)
            display(Prose(found.cell, pictures, beginning(begun) if begun else ""))
            return
        elif self._is_stopped(found):
            if not found.by_number:
                display(Note(say("cell-stopped")))
            return
        if not self._router.leads(found.id):
            self._place(found)
        self._wait(found)
        self._open_due()  # its branches may have opened meanwhile

    def _place(self, found: Asked) -> None:
        """Show a slot; from now on it shows what the request publishes."""
        slot = Slot(self._sentence(found))
        display(slot)

        def show(outputs: tuple[Output, ...]) -> None:
            slot.outputs = outputs

        sink = Sink(show, keeps=found.by_number)
        before = [each for each, _ in self._placed if each.place == found.place]
        self._router.forget(each.id for each in before)
        self._router.route(found.id, sink)
        self._placed = [each for each in self._placed if each[0] not in before]
        self._placed.append((found, sink))

    def _wait(self, found: Asked) -> None:
        """Run this cell when its branches open, for the latest request that asked for it."""
        with self._lock:
            self._waiting = [each for each in self._waiting if each.place != found.place]
            self._waiting.append(found)

    def _cards(self, found: Asked) -> Iterator[object]:
        """The cards of the closed branches that begin here."""
        for name in self._beginning(found):
            sentence = Note(self._session.gate(name).sentence)
            yield sentence if is_inert() else widgets.gate_widget(self._session, name)

    def _sentence(self, found: Asked) -> str:
        """What is said until the cell runs, where it shows its own text and no card stands."""
        closed = self._closed(found)
        if not closed or found.by_number or self._beginning(found):
            return ""
        branch = self._session.lesson.branches.get(closed[0])
        if branch is None:
            return say("branch-unknown-tag", title=closed[0])
        return say("cell-waits", title=branch.title or branch.name)

    def _closed(self, found: Asked) -> list[str]:
        return [name for name in found.branches if not self._is_open((name,))]

    def _beginning(self, found: Asked) -> list[str]:
        known = self._session.lesson.branches
        return [name for name in self._closed(found) if name in known and self._begins(name, found)]

    def _begins(self, name: str, found: Asked) -> bool:
        """Whether this is the first cell of a branch, where its card stands."""
        cells = self._session.lesson.cells
        own = (cell for cell in cells if name in cell.branches and not is_author(cell))
        if not found.by_number:
            own = (cell for cell in own if cell.kind == "code")
        first = next(own, None)
        return first is None or found.cell is None or first.number == found.cell.number

    def _is_open(self, branches: Sequence[str]) -> bool:
        return all(name in self._session.progress.opened for name in branches)

    def _is_stopped(self, found: Asked) -> bool:
        """Whether an earlier cell of a branch of this one has failed: that ends the branch."""
        return any(
            sink.failed and each.order < found.order and not {*each.branches}.isdisjoint(branches)
            for branches in [found.branches]
            for each, sink in self._placed
            if not each.may_fail
        )

    def _open_due(self) -> None:
        with self._lock:
            due = [each for each in self._waiting if self._is_open(each.branches)]
            self._waiting = [each for each in self._waiting if each not in due]
            self._replay.add([self._late(each) for each in sorted(due, key=lambda d: d.order)])

    def _late(self, found: Asked) -> Late:
        id_ = found.cell.id if found.cell is not None else None
        text = str(found.request["content"]["code"])

        def code() -> str:
            return CODE if self._is_stopped(found) else text

        return Late(found.request, id_, code, can_interrupt=not found.by_number)
