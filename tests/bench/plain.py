"""Plain Voilà, as it comes: its own template, a notebook, a token of nobody."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from tests.browser.serving import environment

SECONDS_TO_START = 60
SECONDS_TO_END = 30


@frozen
class Plain:
    """A running Voilà with one notebook."""

    url: str
    pid: int


@contextmanager
def plain_voila(notebook: Path, home: Path, *, warm: bool) -> Iterator[Plain]:
    """Serve a notebook; `warm`: with one kernel ready before the page is asked for."""
    home.mkdir(parents=True, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1", "--Voila.log_level=ERROR"]
    if warm:
        options += ["--preheat_kernel=True", "--pool_size=1"]
    with subprocess.Popen(
        [sys.executable, "-m", "voila", notebook.name, *options],
        cwd=notebook.parent,
        env=environment(home),
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _await_answer(process, port)
            yield Plain(f"http://127.0.0.1:{port}/", process.pid)
        finally:
            process.terminate()
            process.wait(SECONDS_TO_END)


def _await_answer(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("plain Voilà does not answer")
