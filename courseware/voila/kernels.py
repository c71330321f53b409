"""The kernels behind the pages: one kept warm, those that nobody looks at ended.

A kernel whose page is closed ends after `alone_timeout`, one whose page is open but untouched
after `cull_idle_timeout` (seconds): long enough to read and think, short enough that forgotten
tabs do not fill the memory.
"""

from __future__ import annotations

import asyncio
import subprocess
import time
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Float, default

# A page may make, change and close widgets; it may not run code, answer a prompt or stop a kernel.
ALLOWED = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]


NONE, ONE = {"pool_size": 0}, {"pool_size": 1}


class ThisPython(KernelSpecManager):
    """Knows one kernel: this very Python, which has courseware, whatever a notebook names."""

    @default("kernel_dirs")
    def _no_others(self) -> list[str]:
        return []


class LessonKernels(AsyncMappingKernelManager):
    """Ends kernels that have been without a page for a while."""

    alone_timeout = Float(120, help="Seconds that a kernel lives without a page.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  traitlets' own signature
        """Start with no kernel alone."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._alone_since: dict[str, float] = {}

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # noqa: ANN401
        """Start a kernel that does not talk into the learner's terminal."""
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started: str = await super().start_kernel(**kwargs, **quiet)
        return started

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End the kernel if it has been alone or idle too long."""
        if self._is_alone(kernel_id):
            since = self._alone_since.setdefault(kernel_id, time.monotonic())
            if time.monotonic() - since >= self.alone_timeout:
                await self.shutdown_kernel(kernel_id)  # type: ignore[no-untyped-call]
        else:
            self._alone_since.pop(kernel_id, None)
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]

    def remove_kernel(self, kernel_id: str) -> Any:  # noqa: ANN401  a kernel manager or None
        """Forget an ended kernel."""
        self._alone_since.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    def _is_alone(self, kernel_id: str) -> bool:
        return not self._kernel_connections.get(kernel_id, 0)


class Warmth:
    """Keeps one notebook's page ready: rendered in a kernel of its own before anybody asks.

    `manager` is Voilà's kernel manager, which has a pool of such kernels for each notebook; what
    leaves the pool unused is alone from then on. A notebook is named by its path in the course.
    """

    def __init__(self, manager: Any) -> None:  # noqa: ANN401  Voilà has no annotations
        """Begin with nothing warm."""
        self._manager = manager
        self._warm: tuple[str, int] | None = None
        self._ended = False

    def keep(self, notebook: str | None) -> None:
        """Keep exactly this notebook warm, as its file is now; None for none."""
        if self._ended or (notebook is not None and self.mend(notebook)):
            return
        self._empty()
        if notebook is None:
            return
        self._warm = notebook, self._changed(notebook)
        self._manager.kernel_pools_config = {"default": ONE}
        self._manager.fill_if_needed(delay=0, notebook_name=notebook)
        # Voilà would fill the pool again while the page loads, and let a reload wait for that.
        self._manager.kernel_pools_config = {"default": NONE}

    def mend(self, notebook: str) -> bool:
        """Whether this notebook is warm; a page of an older file, or without its kernel, goes."""
        pool = self._manager._pools.get(notebook)  # noqa: SLF001  it has no other way
        if not pool:
            return False
        if self._warm == (notebook, self._changed(notebook)) and self._lives(pool[0]):
            return True
        self._empty()
        return False

    async def end(self) -> None:
        """End every kernel, also those that are just starting."""
        self._ended = True
        await asyncio.gather(*self._empty(), return_exceptions=True)
        starting = tuple(self._manager._pending_kernels.values())  # noqa: SLF001  it has no other way
        await asyncio.gather(*starting, return_exceptions=True)
        ending = (self._manager.shutdown_kernel(each) for each in self._manager.list_kernel_ids())
        await asyncio.gather(*ending, return_exceptions=True)

    def _empty(self) -> list[asyncio.Task[object]]:
        pools, self._manager._pools = self._manager._pools, {}  # noqa: SLF001  it has no other way
        filling = [task for pool in pools.values() for task in pool]
        for task in filling:
            task.cancel()
        return filling

    def _lives(self, page: asyncio.Task[dict[str, Any]]) -> bool:
        """Whether a page is being made, or has the kernel that it was made in."""
        if not page.done():
            return True
        if page.cancelled() or page.exception() is not None:
            return False
        return page.result()["kernel_id"] in self._manager

    def _changed(self, notebook: str) -> int:
        try:
            return (Path(self._manager.root_dir) / notebook).stat().st_mtime_ns
        except OSError:
            return 0
