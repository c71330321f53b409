"""`courseware start` in a process of its own, and a client that says exactly what it is told."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from attrs import frozen

SECONDS_TO_END = 30


@frozen
class Answer:
    """What a server said."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@frozen
class Served:
    """A running lesson server, the student copy that it serves and the learner's record."""

    url: str
    pid: int
    folder: Path
    home: Path
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """The port it is at."""
        return urlsplit(self.url).port or 0

    @property
    def token(self) -> str:
        """What lets a browser in."""
        return parse_qs(urlsplit(self.url).query)["token"][0]

    def lesson(self, name: str) -> str:
        """The address of a lesson, for a browser that was let in or not."""
        return f"http://127.0.0.1:{self.port}/lessons/{quote(name)}/?token={self.token}"

    def ask(
        self,
        path: str,
        *,
        token: bool = True,
        method: str = "GET",
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for a path as it is written; `Host` may be any."""
        shown = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        if token:
            shown["Authorization"] = f"token {self.token}"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        if body is not None:
            shown |= {
                "Content-Length": str(len(body)),
                "Content-Type": "application/x-www-form-urlencoded",
            }
        for name, value in shown.items():
            connection.putheader(name, value)
        connection.endheaders(None if body is None else body.encode())
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the server and wait for it; its exit status."""
        self.process.send_signal(how)
        return self.process.wait(SECONDS_TO_END)


def environment(home: Path) -> dict[str, str]:
    """The environment of a learner who has nothing but this record and default settings."""
    own = {
        "COURSEWARE_HOME": str(home / "record"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "BROWSER": "true",
    }
    return {**os.environ, **own}


@contextmanager
def serving(course: Path, home: Path, *options: str) -> Iterator[Served]:
    """`courseware start` on a student copy, or on a source with `--into` among the options."""
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "courseware", "start", str(course)]
    with subprocess.Popen(
        [*command, "--json", "--no-browser", "--port", "0", *options],
        cwd=home,
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline() or "{}")
            yield Served(said["url"], said["pid"], course, home, process)
        finally:
            process.terminate()
            process.wait(SECONDS_TO_END)
