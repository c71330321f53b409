"""The same course in JupyterLab: its own server, started for this course and ended with it."""

from __future__ import annotations

import importlib.util
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

from courseware.errors import UsageError
from courseware.voila.server import SIGNALS

if TYPE_CHECKING:
    from socket import socket
    from types import FrameType

SECONDS_TO_START = 60
SECONDS_TO_END = 15
SETTINGS = Path(__file__).with_name("lab_settings")
"""What a learner's JupyterLab does without: questions about news, and asking the web for them."""


def serve_lab(course: Path, at: socket, ready: Callable[[str], None]) -> None:
    """Run JupyterLab in this folder until Ctrl-C or a signal to end.

    `at` names the port, which JupyterLab then takes; `ready` is told the address once it answers.
    Raises `UsageError` where JupyterLab is missing or does not start.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise UsageError("--lab needs JupyterLab: pip install 'courseware[lab]'")
    port, token = at.getsockname()[1], secrets.token_urlsafe(24)
    at.close()
    with _started(course, port, token) as child:
        ending = _EndsTwice(child)
        before = {each: signal.signal(each, ending) for each in SIGNALS}
        try:
            address = f"http://127.0.0.1:{port}"
            if _answers(child, f"{address}/api/status?token={token}"):
                ready(f"{address}/lab?token={token}")
            elif not ending.asked:
                child.terminate()
                raise UsageError(f"JupyterLab did not start at port {port}: see its own words.")
            child.wait()
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


class _EndsTwice:
    """A signal handler: the first signal asks the child to end, the second one ends it.

    A server that trips over its own end would wait for ever: it is given some seconds. Kernels
    end by themselves when their server is gone.
    """

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self._child = child
        self.asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.asked:
            self._child.kill()
        else:
            self._child.terminate()
            patience = threading.Timer(SECONDS_TO_END, self._child.kill)
            patience.daemon = True
            patience.start()
        self.asked = True


def _started(course: Path, port: int, token: str) -> subprocess.Popen[bytes]:
    options = {
        "ServerApp.root_dir": str(course),
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": str(port),
        "ServerApp.kernel_manager_class": "courseware.voila.ready.ReadyKernels",
        "ServerApp.port_retries": "0",
        "ServerApp.open_browser": "False",
        "ServerApp.allow_root": "True",
        "Application.log_level": "ERROR",
        "LabApp.app_settings_dir": str(SETTINGS),
    }
    # The token goes by the environment: other users can read a command line.
    # A session of its own: Ctrl-C comes to this process, which passes it on.
    return subprocess.Popen(  # noqa: S603  our own Python
        [sys.executable, "-m", "jupyterlab", *(f"--{key}={of}" for key, of in options.items())],
        env=os.environ | {"JUPYTER_TOKEN": token},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _answers(child: subprocess.Popen[bytes], url: str) -> bool:
    """Whether the server answers before it ends or its time is up."""
    until = time.monotonic() + SECONDS_TO_START
    while child.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310  our own address
                return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False
