"""The lesson server: one learner, one course, this machine only."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from jupyter_server.auth.identity import IdentityProvider, User
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths, collect_template_paths

from courseware.voila import handlers
from courseware.voila.access import Access, GuardedApplication, headers
from courseware.voila.kernels import ALLOWED, LessonKernels, ThisPython, Warmth
from courseware.voila.pages import TEMPLATE
from courseware.voila.shelf import Shelf

if TYPE_CHECKING:
    from socket import socket
    from types import FrameType

    from tornado.web import RequestHandler

MINUTE = 60
# The terminal was closed (SIGHUP), Ctrl-C, or somebody asks the process to end.
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGTERM") if hasattr(signal, name)
)
# The path of a socket has at most 103 bytes (macOS); jupyter_client adds about 50 to the folder.
LONGEST_FOLDER = 50
# Extensions of JupyterLab that a Voilà page would load in vain.
NOT_FOR_PAGES = ["@jupyter-notebook/lab-extension", "@jupyter/nbgrader", "jupyterlab_pygments"]


class Learner(IdentityProvider):
    """Everybody who was let in is the learner."""

    def get_user(self, handler: RequestHandler) -> User:
        """The one user there is: `Access` has refused all others."""
        del handler
        return User("learner")


def config() -> Config:
    """How Voilà, Jupyter's kernel manager and the kernels are set for lessons."""
    return Config(
        VoilaConfiguration={
            "template": "courseware",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "preheat_kernel": True,
            "default_pool_size": 0,
            "multi_kernel_manager_class": LessonKernels,
            "show_tracebacks": True,
            "kernel_spec_manager_class": ThisPython,
            "language_kernel_mapping": {"": NATIVE_KERNEL_NAME, "python": NATIVE_KERNEL_NAME},
            "extension_denylist": NOT_FOR_PAGES,
            "resources": {"courseware_home": "/"},
        },
        VoilaExporter={"preprocessors": ["courseware.voila.preprocessor.GatedLesson"]},
        MappingKernelManager={
            "cull_interval": 30,
            "cull_idle_timeout": 60 * MINUTE,
            "cull_connected": True,
        },
        # A restarted kernel knows nothing of the page: better that the page says it has ended.
        KernelRestarter={"restart_limit": 0},
    )


class LessonServer(Voila):  # type: ignore[misc]
    """Voilà's application with its settings, but only our addresses."""

    identity_provider_class = Learner
    config_file_paths = ()  # nobody's voila.json changes how lessons are served

    def setup_template_dirs(self) -> None:
        """Take our template from the package: no other one of this name may stand before it."""
        names = ["voila", "nbconvert"]
        self.template_paths = [str(TEMPLATE), *collect_template_paths(names, "lab", prune=True)]
        self.static_paths = collect_static_paths(names, "lab", prune=True)

    def open(self, shelf: Shelf, access: Access) -> GuardedApplication:
        """The application that answers for these lessons."""
        self.connection_dir = tempfile.mkdtemp(prefix="courseware-")
        if sys.platform != "win32" and len(self.connection_dir) < LONGEST_FOLDER:
            # Sockets in a private folder: no other user of the machine can reach a kernel.
            self.config.KernelManager.transport = "ipc"
        self.port = access.port
        settings = self.init_settings()
        self.kernel_manager.allowed_message_types = ALLOWED  # Voilà allows shutdown_request too
        settings |= {
            "access": access,
            "shelf": shelf,
            "warmth": Warmth(self.kernel_manager),
            "allow_remote_access": False,
            "default_handler_class": handlers.Missing,
            "log_function": lambda _handler: None,
            "xsrf_cookie_kwargs": {"samesite": "Lax"},
        }
        self.app = GuardedApplication(
            handlers.routes(self),
            transforms=[headers(access)],
            **settings,
        )
        return self.app


def serve(course: Path, at: socket, ready: Callable[[str], None]) -> None:
    """Serve a student copy until Ctrl-C or a signal to end; `ready` is told the address once it
    answers.
    """
    # asyncio.run would wait for Voilà to go through the cells of every page that is being made,
    # one second for each, though their kernels are gone.
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(_serve(course, at, ready))
    finally:
        loop.close()


async def _serve(course: Path, at: socket, ready: Callable[[str], None]) -> None:
    # Voilà's pool makes the coroutine that fills it before it waits: to stop waiting is no fault.
    warnings.filterwarnings("ignore", r"coroutine .*_initialize' was never awaited", RuntimeWarning)
    # It warns of the times of Jupyter's pings, which are in milliseconds.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    access = Access(at.getsockname()[1])
    server = LessonServer(config=config(), root_dir=str(course), log_level=logging.ERROR)
    server.initialize([])
    ended = _end_by_signal()  # after Voilà, which sets a handler of its own
    app = server.open(Shelf(course), access)
    listening = HTTPServer(app)
    at.setblocking(False)
    listening.add_socket(at)
    try:
        await AsyncHTTPClient().fetch(access.url)
        ready(access.url)
        await ended.wait()
    finally:
        logging.disable()  # pages whose kernels end now have nothing to say
        listening.stop()
        await app.settings["warmth"].end()
        shutil.rmtree(server.connection_dir, ignore_errors=True)


def _end_by_signal() -> asyncio.Event:
    """An event that a signal sets; a second signal ends the process at once."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        signal.signal(number, signal.SIG_DFL)
        loop.call_soon_threadsafe(ended.set)

    for each in SIGNALS:
        signal.signal(each, end)
    return ended
