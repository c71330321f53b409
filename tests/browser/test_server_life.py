"""How the lesson server begins and ends, and which kernels live meanwhile."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped]
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from playwright.sync_api import Page

from tests.browser.serving import Served, environment, serving
from tests.browser.small_course import write_copy, write_source

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A student copy of the small course."""
    return write_copy(tmp_path)


def kernels(served: Served) -> list[psutil.Process]:
    """The kernels of a server."""
    found = []
    for each in psutil.Process(served.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "ipykernel_launcher" in each.cmdline():
                found.append(each)
    return found


def connection_folder(kernel: psutil.Process) -> Path:
    """Where a kernel's connection file lies."""
    line = kernel.cmdline()
    return Path(line[line.index("-f") + 1]).parent


def until(served: Served, condition: Callable[[], object]) -> None:
    """Go on when the condition holds; the list is asked for meanwhile, as a learner might."""
    while not condition():
        assert served.ask("/").status == 200
        psutil.wait_procs([psutil.Process(served.pid)], timeout=0.2)  # what is awaited has time


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """`courseware start` where it ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "courseware", "start", *arguments],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )


def test_json_is_one_line_once_the_server_answers(copy: Path, tmp_path: Path) -> None:
    with serving(copy, tmp_path / "home") as served:
        assert served.pid == served.process.pid
        with urlopen(served.url) as page:  # noqa: S310  our own address
            assert page.status == 200
        assert served.end(signal.SIGINT) == 0
        assert served.process.stdout is not None
        assert served.process.stdout.read() == ""


@pytest.mark.parametrize(
    ("how", "state"),
    [
        (signal.SIGINT, "warming up"),
        (signal.SIGTERM, "a page is loading"),
        (signal.SIGHUP, "a page is open"),
    ],
)
def test_no_process_and_no_file_is_left(
    copy: Path, tmp_path: Path, how: signal.Signals, state: str
) -> None:
    with serving(copy, tmp_path / "home") as served:
        until(served, lambda: kernels(served))
        if state == "a page is open":
            served.ask("/lessons/01-first/")
        if state == "a page is loading":
            with socket.create_connection(("127.0.0.1", served.port)) as browser:
                request = (
                    f"GET /lessons/02-second/?token={served.token} HTTP/1.1\r\n"
                    f"Host: 127.0.0.1:{served.port}\r\n\r\n"
                )
                browser.sendall(request.encode())
                assert browser.recv(1)
        left = psutil.Process(served.pid).children(recursive=True)
        folders = {connection_folder(each) for each in kernels(served)}
        assert folders
        assert served.end(how) == 0
        assert [each for each in left if each.is_running()] == []
        assert [each for each in folders if each.exists()] == []


def test_the_next_lesson_s_kernel_is_warm_and_no_other(copy: Path, tmp_path: Path) -> None:
    with serving(copy, tmp_path / "home") as served:
        until(served, lambda: kernels(served))
        assert [each.cwd() for each in kernels(served)] == [str(copy / "01-first")]
        warm = kernels(served)[0].pid
        served.ask("/lessons/01-first/")
        until(served, lambda: len(kernels(served)) == 2)
        assert warm in {each.pid for each in kernels(served)}
        assert {each.cwd() for each in kernels(served)} == {str(copy / "01-first")}


def test_a_lesson_released_anew_is_shown_anew(copy: Path, tmp_path: Path) -> None:
    notebook = copy / "01-first" / "01-first.ipynb"
    with serving(copy, tmp_path / "home") as served:
        until(served, lambda: kernels(served))
        notebook.write_text(notebook.read_text().replace("The end.", "The other end."))
        assert "The other end." in served.ask("/lessons/01-first/").text


def test_a_warm_kernel_that_died_is_replaced(copy: Path, tmp_path: Path) -> None:
    with serving(copy, tmp_path / "home") as served:
        until(served, lambda: kernels(served))
        dead = kernels(served)[0]
        dead.kill()
        until(served, lambda: set(kernels(served)) - {dead})
        assert "The end." in served.ask("/lessons/01-first/").text


def test_a_page_that_is_left_ends_its_kernel(copy: Path, tmp_path: Path, page: Page) -> None:
    with serving(copy, tmp_path / "home") as served:
        page.goto(served.lesson("02-second"))
        page.get_by_role("button", name="Check").wait_for()
        text = page.locator("#jupyter-config-data").text_content()
        kernel = f"/api/kernels/{json.loads(text or '')['kernelId']}"
        assert served.ask(kernel).status == 200
        page.goto(served.url)
        until(served, lambda: served.ask(kernel).status == 404)


def test_a_port_that_is_taken_is_one_sentence_with_what_to_do(copy: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = run(str(copy), "--port", str(port), "--json", home=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == (
        f"courseware: Port {port} cannot be used, another program probably has it: "
        "end that program, or choose another port, such as --port 8866.\n"
    )


def test_without_a_port_the_next_free_one_is_taken(copy: Path, tmp_path: Path) -> None:
    taken = ExitStack()
    with suppress(OSError):  # somebody has it: just as well
        taken.enter_context(socket.create_server(("127.0.0.1", 8866)))
    with (
        taken,
        subprocess.Popen(
            [sys.executable, "-m", "courseware", "start", str(copy), "--no-browser"],
            cwd=tmp_path,
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        first, second = process.stdout.readline(), process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert first.startswith("Port 8866 is taken, so this is port ")
    port = first.rstrip(".\n").rpartition(" ")[2]
    assert second.startswith(f"The lessons are at http://127.0.0.1:{port}/?token=")


def test_a_source_is_released_first(tmp_path: Path) -> None:
    source = write_source(tmp_path / "source")
    with serving(source, tmp_path / "home", "--into", "copy") as served:
        assert "The first lesson" in served.ask("/").text
        copy = served.home / "copy" / "01-first" / "01-first.ipynb"
        assert '"released": 1' in copy.read_text()
        assert not (source / "01-first" / ".courseware").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["."], ". holds no lesson: name the folder of a course"),
        (["none", "--lab"], "none does not exist: name the folder of a course"),
    ],
)
def test_a_course_that_is_none_is_named(
    tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    said = run(*arguments, "--no-browser", "--port", "0", home=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == f"courseware: {sentence}\n"


def test_lab_opens_the_same_copy_and_leaves_nothing_behind(copy: Path, tmp_path: Path) -> None:
    with serving(copy, tmp_path / "home", "--lab") as served:
        assert served.ask("/api/contents/01-first").status == 200
        assert served.ask("/api/contents/01-first", token=False).status == 403
        left = psutil.Process(served.pid).children(recursive=True)
        assert left
        assert served.end(signal.SIGINT) == 0
        assert [each for each in left if each.is_running()] == []


def test_kernels_of_lab_import_ahead_and_put_nothing_into_the_learner_s_names(
    copy: Path, tmp_path: Path
) -> None:
    with serving(copy, tmp_path / "home", "--lab") as served:
        assert served.ask("/api/kernels", method="POST", body="{}").status == 201
        (kernel,) = kernels(served)
        line = kernel.cmdline()
        client = BlockingKernelClient(connection_file=line[line.index("-f") + 1])
        client.load_connection_file()
        client.start_channels(hb=False)  # a busy machine misses heartbeats
        client.wait_for_ready(timeout=60)
        code = "[__import__('sys').modules.keys() >= {'courseware.kernel'}, 'courseware' in dir()]"
        said: list[object] = []
        client.execute_interactive(
            code, output_hook=lambda each: said.append(each["content"].get("data")), timeout=60
        )
        client.stop_channels()
    assert [each for each in said if each] == [{"text/plain": "[True, False]"}]
