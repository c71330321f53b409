"""A branch that opens runs late, and all it publishes appears in its cells' own places."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.running import RunningKernel

START = """
from courseware.kernel.replay import Late, Replay, threads_keep_context
from courseware.kernel.sink import Router, Sink
from ipywidgets import Output
from IPython.display import display

def place():
    slot = Output()
    def show(outputs):
        slot.outputs = outputs
    return Sink(show)

threads_keep_context()
kernel = get_ipython().kernel
router, replay = Router(kernel.session), Replay(kernel)
def late(*cells):
    sinks = []
    def has_failed():
        return any(sink.failed for sink in sinks)
    for cell in cells:
        request = kernel.session.msg("execute_request", {"code": cell})
        sinks.append(place())
        router.route(request["header"]["msg_id"], sinks[-1])
        replay.add([Late(request, None, lambda cell=cell: "" if has_failed() else cell)])
"""

END = "print('end')"


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[RunningKernel]:
    with RunningKernel(tmp_path, tmp_path / "home") as running:
        assert running.run(START) == []
        yield running


def late(kernel: RunningKernel, *cells: str) -> list[list[object]]:
    """Run these cells late; what stands in their places once a batch after them has ended."""
    kernel.run(f"late(*{cells!r}); late({END!r})")
    kernel.wait_for(lambda: shown(kernel)[-1] == [("stdout", "end\n")])
    return shown(kernel)[:-1]


def shown(kernel: RunningKernel) -> list[list[object]]:
    """What stands in the places, in their order."""
    return [
        [_brief(output) for output in model["outputs"]]
        for model in kernel.models.values()
        if "outputs" in model
    ]


def _brief(output: dict[str, Any]) -> object:
    if output["output_type"] == "stream":
        return (output["name"], output["text"])
    if output["output_type"] == "error":
        return (output["ename"], output["evalue"])
    return "picture" if "image/png" in output["data"] else output["data"]["text/plain"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("print('a'); print('b')\n1 + 1", [("stdout", "a\nb\n"), "2"], id="text"),
        pytest.param("import sys\nsys.stderr.write('e')\nNone", [("stderr", "e")], id="stderr"),
        pytest.param("'quiet';", [], id="a semicolon keeps quiet"),
        pytest.param(
            "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
            ["picture"],
            id="matplotlib",
        ),
        pytest.param(
            "print(1)\n1 / 0",
            [("stdout", "1\n"), ("ZeroDivisionError", "division by zero")],
            id="error",
        ),
        pytest.param("h = display('x', display_id=True)\nh.update('y')", ["'y'"], id="display_id"),
        pytest.param(
            "from IPython.display import clear_output\nprint(1)\nclear_output(wait=True)\nprint(2)",
            [("stdout", "2\n")],
            id="clear_output",
        ),
        pytest.param(
            "import asyncio\nprint(1)\nawait asyncio.sleep(0.05)\nprint(2)",
            [("stdout", "1\n2\n")],
            id="top-level await",
        ),
        pytest.param("%%capture kept\nprint(1)", [], id="a cell magic"),
        pytest.param(
            "import threading\nt = threading.Thread(target=print, args=[1])\nt.start(); t.join()",
            [("stdout", "1\n")],
            id="thread",
        ),
    ],
)
def test_all_a_cell_publishes_appears_in_its_place(
    kernel: RunningKernel, cell: str, expected: list[object]
) -> None:
    assert late(kernel, cell) == [expected]


def test_the_first_error_ends_the_branch_and_no_other(kernel: RunningKernel) -> None:
    assert late(kernel, "print(1)", "1 / 0", "print(3)") == [
        [("stdout", "1\n")],
        [("ZeroDivisionError", "division by zero")],
        [],
    ]


def test_a_late_cell_is_interrupted_as_any_other(kernel: RunningKernel) -> None:
    kernel.run("late('print(1)\\nimport time\\nwhile True: time.sleep(.01)')")
    kernel.wait_for(lambda: shown(kernel) == [[("stdout", "1\n")]])
    kernel.interrupt()
    stopped = [[("stdout", "1\n"), ("KeyboardInterrupt", "")]]
    kernel.wait_for(lambda: shown(kernel) == stopped)
    assert kernel.run("print('on')") == [("stream", {"name": "stdout", "text": "on\n"})]


def test_threads_and_tasks_that_outlive_their_cell_still_print_there(
    kernel: RunningKernel,
) -> None:
    """Other requests in between do not draw their output away."""
    late(
        kernel,
        "import asyncio, threading\ngo = threading.Event()\n"
        "def wait():\n    go.wait(); print('thread')\n"
        "threading.Thread(target=wait).start()",
        "async def later():\n    while not go.is_set():\n        await asyncio.sleep(0.01)\n"
        "    print('task')\ntask = asyncio.ensure_future(later())",
    )
    assert kernel.run("print('elsewhere'); go.set()") == [
        ("stream", {"name": "stdout", "text": "elsewhere\n"})
    ]
    expected = [[("stdout", "thread\n")], [("stdout", "task\n")], [("stdout", "end\n")]]
    kernel.wait_for(lambda: shown(kernel) == expected)


def test_an_update_from_another_cell_reaches_the_place(kernel: RunningKernel) -> None:
    assert late(kernel, "h = display('x', display_id=True)") == [["'x'"]]
    kernel.run("h.update('z')")
    assert shown(kernel)[0] == ["'z'"]


def test_other_output_goes_its_usual_way(kernel: RunningKernel) -> None:
    late(kernel, "print('late')")
    assert kernel.run("print('now')") == [("stream", {"name": "stdout", "text": "now\n"})]


def test_a_front_end_that_comes_later_is_answered(kernel: RunningKernel) -> None:
    """Voilà's page asks for the kernel's information once all cells have run."""
    assert kernel.information()["language_info"]["name"] == "python"
