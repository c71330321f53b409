"""The kernels of a server: which there are, and whether they are at rest."""

import time

import psutil  # type: ignore[import-untyped]

SECONDS_TO_REST = 90
REST = 1.0  # seconds in which a server and its kernels together ...
BUSY = 0.1  # ... use less than this many seconds of processor time


def kernels(server: int) -> set[int]:
    """The processes of the kernels of a server."""
    found = psutil.Process(server).children(recursive=True)
    return {each.pid for each in found if _is_kernel(each)}


def rest(server: int, *, without: set[int] | None = None) -> None:
    """Wait until a server and its kernels are at rest; with one that is not in `without`."""
    until = time.monotonic() + SECONDS_TO_REST
    used = _used(server)
    while time.monotonic() < until:
        time.sleep(REST)
        used, before = _used(server), used
        is_there = without is None or kernels(server) - without
        if is_there and used - before < BUSY:
            return
    raise RuntimeError("a server does not come to rest")


def _is_kernel(process: psutil.Process) -> bool:
    try:
        return "ipykernel_launcher" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def _used(server: int) -> float:
    """Seconds of processor time of a server and everything that it started."""
    root = psutil.Process(server)
    seconds = 0.0
    for each in (root, *root.children(recursive=True)):
        try:
            times = each.cpu_times()
        except psutil.Error:
            continue
        seconds += times.user + times.system
    return seconds
