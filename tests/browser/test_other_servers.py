"""Lessons that are not served by us: plain Voilà, and Voilà under a Jupyter server."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Response, WebSocket

from tests.browser.serving import SECONDS_TO_END, environment, serving
from tests.browser.small_course import CLOSED, write_copy, write_source

TOKEN = "token"  # noqa: S105  of a server that lives for one test


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def running(home: Path, cwd: Path, url: str, *command: str) -> Iterator[None]:
    """A server in a process of its own, from when it answers at `url`."""
    home.mkdir(exist_ok=True)
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=environment(home),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            until = time.monotonic() + 60
            while not answers(url):
                assert process.poll() is None, process.stderr and process.stderr.read()
                assert time.monotonic() < until
            yield
        finally:
            process.terminate()
            process.wait(SECONDS_TO_END)


def answers(url: str) -> bool:
    """Whether a server is there."""
    try:
        with urlopen(url, timeout=1):  # noqa: S310  our own address
            return True
    except (URLError, OSError):
        return False


@contextmanager
def ours(copy: Path, home: Path) -> Iterator[str]:
    """`courseware start`."""
    with serving(copy, home) as served:
        yield served.lesson("01-first")


@contextmanager
def voila_notebook(copy: Path, home: Path) -> Iterator[str]:
    """`voila NOTEBOOK`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    options = ("--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1")
    static = f"{url}voila/static/voila.js"
    with running(home, copy / "01-first", static, "voila", "01-first.ipynb", *options):
        yield url


@contextmanager
def voila_folder(copy: Path, home: Path) -> Iterator[str]:
    """`voila FOLDER`, with kernels that are warmed up before anybody asks."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    options = (
        "--no-browser",
        f"--port={port}",
        "--Voila.ip=127.0.0.1",
        "--preheat_kernel=True",
    )
    with running(home, copy, f"{url}voila/static/voila.js", "voila", str(copy), *options):
        yield f"{url}voila/render/01-first/01-first.ipynb"


@contextmanager
def jupyter_server(copy: Path, home: Path) -> Iterator[str]:
    """`/voila/render` under a Jupyter server, as on Binder."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    options = (
        "--no-browser",
        f"--port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.allow_root=True",
        f"--IdentityProvider.token={TOKEN}",
    )
    query = f"?token={TOKEN}"
    with running(home, copy, f"{url}api/status{query}", "jupyter_server", *options):
        yield f"{url}voila/render/01-first/01-first.ipynb{query}"


class Wire:
    """Everything that a page is sent: bodies, websocket frames, its DOM at the end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self._responses: list[Response] = []
        self._frames: list[str | bytes] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("response", self._answered)
        page.on("websocket", self._listen)

    def _listen(self, opened: WebSocket) -> None:
        opened.on("framereceived", self._received)

    def _answered(self, response: Response) -> None:
        self._responses.append(response)

    def _received(self, frame: str | bytes) -> None:
        self._frames.append(frame)

    def text(self) -> str:
        """All of it, in lower case."""
        bodies = [
            response.body()
            for response in self._responses
            if response.ok and not response.url.endswith((".js", ".css"))
        ]
        frames = [each.encode() if isinstance(each, str) else each for each in self._frames]
        everything = b"".join((*bodies, *frames, self.page.content().encode()))
        return everything.decode(errors="replace").lower()


@pytest.mark.parametrize("serve", [ours, voila_notebook, voila_folder, jupyter_server])
def test_closed_text_is_nowhere_until_it_opens_whoever_serves_the_lesson(
    serve: Callable[[Path, Path], AbstractContextManager[str]], page: Page, tmp_path: Path
) -> None:
    wire = Wire(page)
    copy = write_copy(tmp_path)
    with serve(copy, tmp_path / "home") as url:
        page.goto(url)
        page.get_by_role("button", name="Check").first.wait_for()
        page.get_by_text("The end.").wait_for()
        before = wire.text()
        assert "the first lesson" in before
        assert CLOSED.lower() not in before

        page.get_by_label("The mean").check()
        page.get_by_role("button", name="Check").first.click()
        page.get_by_text(CLOSED, exact=False).first.wait_for()
        page.get_by_text(CLOSED.upper(), exact=True).wait_for()
        assert CLOSED.lower() in wire.text()
        assert page.get_by_role("img", name="A map of nothing").evaluate("it => it.naturalWidth")
        assert {each.split("/")[2].split(":")[0] for each in wire.requests if "://" in each} == {
            "127.0.0.1"
        }


def test_a_source_is_gated_too(page: Page, tmp_path: Path) -> None:
    """An author who opens the source in plain Voilà sees what a learner would."""
    wire = Wire(page)
    source = write_source(tmp_path / "source")
    with voila_notebook(source, tmp_path / "home") as url:
        page.goto(url)
        page.get_by_role("button", name="Check").first.wait_for()
        assert CLOSED.lower() not in wire.text()
