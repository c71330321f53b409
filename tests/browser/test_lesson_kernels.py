"""When the kernels behind pages end."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from courseware.voila.kernels import LessonKernels

LONG = 1_000_000.0


def kept(
    tmp_path: Path, then: Callable[[LessonKernels, str], Awaitable[None]], **settings: object
) -> bool:
    """Whether a kernel is still there after its manager has looked at it twice."""

    async def look() -> bool:
        manager = LessonKernels(
            root_dir=str(tmp_path), connection_dir=str(tmp_path), cull_interval=1000, **settings
        )
        kernel = await manager.start_kernel()
        try:
            await then(manager, kernel)
            await manager.cull_kernels()  # type: ignore[no-untyped-call]
            await manager.cull_kernels()  # type: ignore[no-untyped-call]
            return kernel in manager
        finally:
            await manager.shutdown_all()

    return asyncio.run(look())


async def with_a_page(manager: LessonKernels, kernel: str) -> None:
    manager.notify_connect(kernel)  # type: ignore[no-untyped-call]


async def without(manager: LessonKernels, kernel: str) -> None:
    await with_a_page(manager, kernel)
    manager.notify_disconnect(kernel)  # type: ignore[no-untyped-call]


async def forgotten(manager: LessonKernels, kernel: str) -> None:
    await with_a_page(manager, kernel)
    running: Any = manager.get_kernel(kernel)
    running.last_activity = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("then", "alone", "idle", "is_kept"),
    [
        (with_a_page, 0, 1_000_000, True),
        (with_a_page, LONG, 1_000_000, True),
        (without, LONG, 1_000_000, True),
        (without, 0, 1_000_000, False),
        (forgotten, LONG, 60, False),
    ],
)
def test_a_kernel_ends_when_nobody_has_looked_at_it_for_too_long(
    tmp_path: Path,
    then: Callable[[LessonKernels, str], Awaitable[None]],
    alone: float,
    idle: int,
    is_kept: bool,
) -> None:
    found = kept(tmp_path, then, alone_timeout=alone, cull_idle_timeout=idle, cull_connected=True)
    assert found is is_kept
