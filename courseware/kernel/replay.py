"""Running the cells of a branch when it opens: one at a time, in order, on the main shell."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jupyter_client.session import Session

    from courseware.kernel.sink import Router, Sink


class Loop(Protocol):
    """The part of tornado's loop that is needed here."""

    def add_callback(self, callback: Callable[[], object]) -> None:
        """Call from the loop's own thread, soon."""
        ...


class Kernel(Protocol):
    """The part of `ipykernel.ipkernel.IPythonKernel` (not annotated) that is needed here."""

    session: Session
    io_loop: Loop

    def get_parent(self, channel: str) -> dict[str, Any]:
        """The request that is being answered."""
        ...

    def set_parent(self, ident: list[bytes], parent: Mapping[str, Any]) -> None:
        """Publish from now on as an answer to this request."""
        ...

    async def do_execute(
        self, code: str, *, silent: bool, store_history: bool, cell_id: str | None
    ) -> Mapping[str, Any]:
        """Execute code as for a request."""
        ...


@frozen
class Late:
    """A cell to run late: what to execute, its id in the notebook, and where its output goes."""

    code: str
    cell_id: str | None
    sink: Sink


@contextmanager
def _threads_keep_context() -> Iterator[None]:
    """Let threads started meanwhile print into the cell that started them.

    A new thread has an empty context before Python 3.14, and ipykernel then takes the latest
    request for its parent: prints of a thread that outlives its cell would go astray.
    """
    start = threading.Thread.start

    def start_in_context(thread: threading.Thread) -> None:
        context, run = copy_context(), thread.run
        thread.run = lambda: context.run(run)  # type: ignore[method-assign]
        start(thread)

    threading.Thread.start = start_in_context  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        threading.Thread.start = start  # type: ignore[method-assign]


class Replay:
    """The queue of late cells of one kernel."""

    def __init__(self, kernel: Kernel, router: Router) -> None:
        """Run cells in `kernel`, leading their output through `router`."""
        self._kernel = kernel
        self._router = router
        self._batches: deque[Sequence[Late]] = deque()
        self._running = False

    def add(self, batch: Sequence[Late]) -> None:
        """Run these cells when the main shell is free; may be called from any thread.

        The first cell that fails ends its batch, as it would end *Run All*.
        """
        self._batches.append(batch)
        self._kernel.io_loop.add_callback(self._drain)

    async def _drain(self) -> None:
        if self._running:
            return
        self._running = True
        try:
            while self._batches:
                for late in self._batches.popleft():
                    if not await self._run(late):
                        break
        finally:
            self._running = False

    async def _run(self, late: Late) -> bool:
        parent = self._kernel.session.msg("execute_request", {"code": late.code})
        self._router.route(parent["header"]["msg_id"], late.sink)
        self._kernel.set_parent([], parent)
        with _threads_keep_context():
            # history is kept: IPython reads the trailing `;` (no output) from there
            reply = await self._kernel.do_execute(
                late.code, silent=False, store_history=True, cell_id=late.cell_id
            )
        return bool(reply["status"] == "ok")
