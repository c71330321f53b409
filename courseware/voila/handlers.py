"""What the server answers: the list, the lessons, their declared files; nothing else."""

from __future__ import annotations

import mimetypes
from asyncio import to_thread
from typing import TYPE_CHECKING

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RedirectHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from courseware.messages import say
from courseware.voila import pages

if TYPE_CHECKING:
    from typing import Any

    from courseware.voila.shelf import Shelf

# The page that was just served has the processor first.
SECONDS_TO_LOAD = 3
KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class Page(JupyterHandler):
    """A page of ours; what goes wrong is said in a sentence."""

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Say that there is no such page, or that it could not be made."""
        del kwargs
        self.set_header("Content-Type", "text/html; charset=utf-8")
        key = "page-missing" if status_code in {404, 405} else "page-failed"
        self.finish(pages.notice(say(key), way_back=True))

    @property
    def shelf(self) -> Shelf:
        """The lessons of the course."""
        shelf: Shelf = self.settings["shelf"]
        return shelf

    async def warm_up(self) -> None:
        """Keep the kernel warm of the lesson that will be opened next."""
        self.settings["warmth"].keep(await to_thread(self.shelf.next))


class Missing(Page):
    """Every address that is none of ours."""

    def prepare(self) -> None:  # type: ignore[override]
        """There is no such page."""
        raise HTTPError(404)


class Lessons(Page):
    """The list of lessons."""

    async def get(self) -> None:
        """Show how far the learner is, as the record has it now."""
        standings = await to_thread(self.shelf.standings)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(pages.course(standings))
        await self.warm_up()


class LessonPage(Page, TornadoVoilaHandler):  # type: ignore[misc]
    """A lesson, run and rendered by Voilà."""

    async def get(self, name: str) -> None:
        """Show the lesson of this name, and keep the next one's kernel warm."""
        notebook = await to_thread(self.shelf.notebook, name)
        if notebook is None:
            raise HTTPError(404)
        # The page's script sends this cookie back to end its kernel when the page is closed.
        assert self.xsrf_token  # noqa: S101  reading it sets it
        self.settings["warmth"].mend(notebook)
        await TornadoVoilaHandler.get(self, notebook)
        IOLoop.current().call_later(SECONDS_TO_LOAD, self.warm_up)


class LessonFile(Page):
    """A file that a lesson declares."""

    async def get(self, name: str, file: str) -> None:
        """Send the file."""
        path = await to_thread(self.shelf.file, name, file)
        if path is None:
            raise HTTPError(404)
        kind = mimetypes.guess_type(path.name)[0] or "text/plain"
        is_text = kind.startswith("text/")
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        # An SVG may be a program: shown by itself it may do nothing.
        self.set_header(
            "Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        )
        self.finish(path.read_bytes())


class Channels(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """A kernel's websocket; what a page that has gone already would have been told is not said."""

    def log_exception(self, *about: Any) -> None:  # noqa: ANN401  tornado's own signature
        """Log what went wrong, while there is a page."""
        if self.connection is not None:
            super().log_exception(*about)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Refuse without a page."""
        del status_code, kwargs
        self.finish()


class KernelState(KernelHandler):
    """Whether a kernel lives: all that a page asks of it outside its websocket."""

    SUPPORTED_METHODS = ("GET",)


def routes(voila: Any) -> list[Any]:  # noqa: ANN401  Voilà has no annotations
    """Every address that is answered, with what Voilà's application has for its handlers."""
    files = {"paths": voila.static_paths}
    rendering = {
        "template_paths": voila.template_paths,
        "config": voila.config,
        "voila_configuration": voila.voila_configuration,
    }
    return [
        (r"/", Lessons),
        (r"/lessons/([^/]+)", RedirectHandler, {"url": "/lessons/{0}/"}),
        (r"/lessons/([^/]+)/", LessonPage, rendering),
        (r"/lessons/([^/]+)/(.+)", LessonFile),
        (rf"/api/kernels/{KERNEL}", KernelState),
        (rf"/api/kernels/{KERNEL}/channels", Channels),
        (rf"/voila/api/shutdown/{KERNEL}", VoilaShutdownKernelHandler),
        (r"/voila/templates/courseware/static/(.*)", MultiStaticFileHandler, files),
        (r"/voila/static/(.*)", MultiStaticFileHandler, files),
        (r"/voila/labextensions/(.*)", MultiStaticFileHandler, {"paths": voila.labextensions_path}),
    ]
