"""Jobs in fresh processes, ended with all their children at their limit."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Literal

from attrs import frozen

from courseware.checkpoints.protocol import Job, Ran
from courseware.runner import boot
from courseware.runner.channel import Channel, Output

STARTING = 30.0
"""Seconds that a process may take to begin with its job, on a busy machine."""

HANDED_DOWN = (
    *("PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "TZ"),
    *("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "MPLCONFIGDIR"),
)
FIXED = {"MPLBACKEND": "Agg"}
"""Pictures open no window."""


@frozen
class ProcessRunner:
    """Runs each job in a fresh Python process, in the lesson's folder.

    The process can import what this one can, and files of the folder. It is handed neither
    Jupyter's tokens nor anything else of the environment that it does not need. Whatever becomes
    of it, it is killed with its whole process group (on Windows: its tree) as soon as the job has
    ended or its seconds are over, which count from the moment at which the program begins.
    """

    folder: Path = Path()

    async def run(self, job: Job) -> Ran:
        """Run the job in a thread that waits for it; works on any running event loop."""
        return await asyncio.to_thread(self.run_now, job)

    def run_now(self, job: Job) -> Ran:
        """Run the job and wait for it."""
        folder, secret = self.folder.absolute(), secrets.token_hex(16)
        try:
            task = _task(job, secret, folder)
            process = _start(folder, job.seed)
        except (OSError, ValueError, TypeError, RecursionError) as error:
            return Ran(failure="broken", output=str(error))
        channel, output = Channel(process.stdout, secret), Output(process.stderr)
        try:
            _hand_over(process, task)
            begun = monotonic() if channel.ready.wait(STARTING) else None
            ended = begun is not None and channel.ended.wait(job.seconds)
            seconds = monotonic() - begun if begun is not None else 0.0
        finally:
            _end(process)
            for each in (channel, output):
                each.close()
        if begun is None or not channel.began:
            return Ran(failure="broken", output=output.text)
        return Ran(channel.result, _failure(channel, ended=ended), output.text, seconds)


def _failure(channel: Channel, *, ended: bool) -> Literal["", "timeout", "ended"]:
    if not ended:
        return "timeout"
    return "" if channel.complete else "ended"


def _start(folder: Path, seed: int) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in HANDED_DOWN if name in os.environ}
    return subprocess.Popen(  # noqa: S603  our own interpreter, our own source
        [sys.executable, "-P", "-s", "-X", "utf8", "-c", inspect.getsource(boot)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=kept | FIXED | {"PYTHONHASHSEED": str(seed)},
        start_new_session=True,
    )


def _task(job: Job, secret: str, folder: Path) -> bytes:
    """What the process is told to do, in JSON."""
    task = {
        "secret": secret,
        "program": job.program,
        "payload": job.payload,
        "seconds": float(job.seconds),
        "path": [str(folder), *(each for each in sys.path if each)],
    }
    return json.dumps(task).encode()


def _hand_over(process: subprocess.Popen[bytes], task: bytes) -> None:
    if process.stdin is not None:
        with contextlib.suppress(OSError), process.stdin as stream:
            stream.write(task)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and its children; it was not waited for yet, so its id is still its own."""
    if sys.platform == "win32":
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, check=False, capture_output=True)  # noqa: S603  our own process
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
