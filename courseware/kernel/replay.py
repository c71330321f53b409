"""Running the cells of a branch when it opens: one at a time, in order, on the main shell."""

from __future__ import annotations

import sys
import threading
from collections import deque
from contextlib import contextmanager, nullcontext
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen
from IPython.display import clear_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jupyter_client.session import Session


class Loop(Protocol):
    """The part of tornado's loop that is needed here."""

    def add_callback(self, callback: Callable[[], object]) -> None:
        """Call from the loop's own thread, soon."""
        ...


class Kernel(Protocol):
    """The part of `ipykernel.ipkernel.IPythonKernel` (not annotated) that is needed here."""

    session: Session
    io_loop: Loop
    iopub_socket: Any  # of ZeroMQ, in one of two kinds

    def get_parent(self, channel: str) -> dict[str, Any]:
        """The request that is being answered."""
        ...

    def set_parent(self, ident: list[bytes], parent: Mapping[str, Any]) -> None:
        """Publish from now on as an answer to this request."""
        ...

    def pre_handler_hook(self) -> None:
        """Let an interrupt reach what runs."""
        ...

    def post_handler_hook(self) -> None:
        """Let an interrupt reach nothing."""
        ...

    async def do_execute(
        self, code: str, *, silent: bool, store_history: bool, cell_id: str | None
    ) -> Mapping[str, Any]:
        """Execute code as for a request."""
        ...


@frozen
class Late:
    """A cell to run late: the request that asked for it, its id in the notebook, and what is to be
    run when its turn comes.

    Where nobody `can_interrupt` it, as on a page of Voilà, the interrupt that comes before the end
    of every kernel leaves no traceback in it.
    """

    request: Mapping[str, Any]
    cell_id: str | None
    code: Callable[[], str]
    can_interrupt: bool = True


def threads_keep_context() -> Callable[[], None]:
    """Let threads started from now on print into the cell that started them; returns the undoing.

    A new thread has an empty context before Python 3.14, and ipykernel then takes the latest
    request for its parent: prints of a thread that outlives its cell would go astray.
    """
    start = threading.Thread.start

    def start_in_context(thread: threading.Thread) -> None:
        context, run = copy_context(), thread.run
        thread.run = lambda: context.run(run)  # type: ignore[method-assign]
        start(thread)

    def undo() -> None:
        threading.Thread.start = start  # type: ignore[method-assign]

    threading.Thread.start = start_in_context  # type: ignore[assignment, method-assign]
    return undo


class Replay:
    """The queue of late cells of one kernel."""

    def __init__(self, kernel: Kernel) -> None:
        """Run cells in `kernel`."""
        self._kernel = kernel
        # what ipykernel 7 holds while a cell runs, one that awaits something too
        self._turn = getattr(kernel, "_main_asyncio_lock", nullcontext())
        self._queue: deque[Late] = deque()
        self._running = False

    def add(self, cells: Iterable[Late]) -> None:
        """Run these cells when the main shell is free; may be called from any thread."""
        self._queue.extend(cells)
        self._kernel.io_loop.add_callback(self._drain)

    async def _drain(self) -> None:
        if self._running:
            return
        self._running = True
        try:
            while self._queue:
                late = self._queue.popleft()
                async with self._turn:
                    await self._run(late)
        finally:
            self._running = False

    async def _run(self, late: Late) -> None:
        self._kernel.set_parent([], late.request)
        with self._as_for_a_request(late.request) if late.can_interrupt else nullcontext():
            clear_output()  # the card goes
            # history is kept: IPython reads the trailing `;` (no output) from there
            await self._kernel.do_execute(
                late.code(), silent=False, store_history=True, cell_id=late.cell_id
            )
            # what is printed waits otherwise for what may follow
            sys.stdout.flush()
            sys.stderr.flush()

    @contextmanager
    def _as_for_a_request(self, request: Mapping[str, Any]) -> Iterator[None]:
        """What ipykernel does around a request of its own: the front end is told that the kernel
        is busy, and can interrupt it.
        """
        self._tell("busy", request)
        self._kernel.pre_handler_hook()
        try:
            yield
        except KeyboardInterrupt:
            pass  # it came between two lines of ours; the cell has ended
        finally:
            self._kernel.post_handler_hook()
            self._tell("idle", request)

    def _tell(self, state: str, request: Mapping[str, Any]) -> None:
        kernel = self._kernel
        kernel.session.send(
            kernel.iopub_socket, "status", {"execution_state": state}, parent=dict(request)
        )
