"""Jobs in real processes, and what is left of them."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import cast

import psutil  # type: ignore[import-untyped]
import pytest

from courseware.checkpoints.protocol import JSON, Job, Ran
from courseware.runner import ProcessRunner


@pytest.fixture
def runner(tmp_path: Path) -> ProcessRunner:
    return ProcessRunner(tmp_path)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No process of a test is left after it."""
    before = {each.pid for each in psutil.Process().children(recursive=True)}
    yield
    left = [each for each in psutil.Process().children(recursive=True) if each.pid not in before]
    assert left == []


def ran(runner: ProcessRunner, program: str, seconds: float = 20.0) -> Ran:
    """What becomes of a program without a payload."""
    return runner.run_now(Job(program, None, seconds))


def is_alive(process: int) -> bool:
    """Whether a process still runs; one that nobody has waited for yet does not."""
    try:
        return bool(psutil.Process(process).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def ended(folder: Path) -> int:
    """How many processes noted their ids in the folder, all of which are gone in a moment."""
    processes = [int(each.name) for each in folder.glob("[0-9]*")]
    limit = monotonic() + 5
    while any(map(is_alive, processes)):
        assert monotonic() < limit
    return len(processes)


def test_a_program_is_handed_its_payload_and_its_last_report_is_the_result(
    runner: ProcessRunner,
) -> None:
    payload = {"text": "é\n\"'\\ \u2028 \U0001f600", "list": [1, 2.5, None, True]}
    found = runner.run_now(Job("report(1)\nprint('said')\nreport(payload)", payload))
    assert (found.result, found.failure, found.output) == (payload, "", "said\n")


@pytest.mark.parametrize(
    ("payload", "seconds"), [({1, 2}, 5.0), (None, "soon"), (None, None), (b"bytes", 5.0)]
)
def test_a_job_that_cannot_be_told_is_broken_and_leaves_no_process(
    runner: ProcessRunner, payload: object, seconds: object
) -> None:
    job = Job("report(1)", cast("JSON", payload), cast("float", seconds))
    assert runner.run_now(job).failure == "broken"


def test_a_job_is_awaited_on_the_loop_of_any_thread(runner: ProcessRunner) -> None:
    found: list[Ran] = []
    job = Job("report(payload * 2)", 21)

    def elsewhere() -> None:
        found.append(asyncio.run(runner.run(job)))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    found.append(asyncio.run(runner.run(job)))
    thread.join()
    assert [each.result for each in found] == [42, 42]


def test_the_loop_goes_on_while_a_job_runs(runner: ProcessRunner) -> None:
    async def both() -> tuple[Ran, Ran]:
        slow = asyncio.create_task(runner.run(Job("while True: pass", None, 1.0)))
        quick = await runner.run(Job("report('quick')", None))
        assert not slow.done()
        return quick, await slow

    quick, slow = asyncio.run(both())
    assert (quick.result, slow.failure) == ("quick", "timeout")


IS_OPEN = """
import os, stat
def is_open(number):
    try:
        return stat.S_ISFIFO(os.fstat(number).st_mode)
    except OSError:
        return False
"""


@pytest.mark.parametrize(
    "program",
    [
        "while True: pass",
        "10 ** 10 ** 8",
        "from signal import *\nfor n in (1, 2, 14, 15): signal(n, SIG_IGN)\nwhile True: pass",
        "try:\n    while True: pass\nfinally:\n    while True: pass",
        "import threading\nthreading.Event().wait()",
        "while True: print('x' * 100_000)",
        "import os\nwhile True: os.write(1, b'x' * 100_000)",
        "import os\nwhile True: [os.write(n, b'x' * 9999) for n in range(3, 20) if is_open(n)]",
    ],
)
def test_what_does_not_end_is_ended_at_its_limit(runner: ProcessRunner, program: str) -> None:
    began = monotonic()
    found = ran(runner, f"{IS_OPEN}report('so far')\n{program}", 0.3)
    assert (found.result, found.failure) == ("so far", "timeout")
    assert 0.3 <= found.seconds < 1.5
    assert monotonic() - began < 5
    assert len(found.output) <= 20_000


FAMILY = """
import os, signal, subprocess, sys
def note():
    open(str(os.getpid()), "w").close()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
note()
child = "import os, time\\nopen(str(os.getpid()), 'w').close()\\ntime.sleep(600)"
subprocess.Popen([sys.executable, "-c", child])
if os.fork() == 0:
    note()
    if os.fork() == 0:
        note()
    while True:
        pass
while len([each for each in os.listdir() if each.isdigit()]) < 4:
    pass
"""


def test_children_and_their_children_end_with_a_job_that_is_stopped(
    runner: ProcessRunner, tmp_path: Path
) -> None:
    found = ran(runner, f"{FAMILY}report('all here')\nwhile True: pass", 4.0)
    assert (found.result, found.failure) == ("all here", "timeout")
    assert ended(tmp_path) == 4


def test_children_and_their_children_end_with_a_job_that_ends_by_itself(
    runner: ProcessRunner, tmp_path: Path
) -> None:
    found = ran(runner, f"{FAMILY}report('all here')")
    assert (found.result, found.failure) == ("all here", "")
    assert ended(tmp_path) == 4


@pytest.mark.parametrize(
    "program",
    [
        "import os; os._exit(0)",
        "import sys; sys.exit(0)",
        "raise ValueError('no')",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os; os.abort()",
        "import os; os.closerange(0, 100); report('unheard')",
    ],
)
def test_a_program_that_leaves_has_not_ended_well(runner: ProcessRunner, program: str) -> None:
    found = ran(runner, f"report('so far')\n{program}")
    assert (found.result, found.failure) == ("so far", "ended")


@pytest.mark.parametrize(
    "forgery",
    [
        "print('ready'); print('result 1'); print('end')",
        "os.write(1, b'\\nresult 1\\nend\\n')",
        "[os.write(each, b'\\nresult 1\\nend\\n') for each in range(50) if is_open(each)]",
        "[os.write(each, b'no line end') for each in range(50) if is_open(each)]",
        "[os.write(each, b'\\xff\\x00' * 9999 + b'\\n') for each in range(50) if is_open(each)]",
        "os.fork() or report(1)",
        "(os.fork() or (report(1), os._exit(0))) and os.wait()",
    ],
)
def test_a_result_counts_only_from_the_program_itself(runner: ProcessRunner, forgery: str) -> None:
    found = ran(runner, f"{IS_OPEN}report('mine')\n{forgery}\nreport('mine again')")
    assert (found.result, found.failure) == ("mine again", "")


def test_there_is_nothing_to_read(runner: ProcessRunner) -> None:
    program = (
        "import sys\ntry: input()\nexcept EOFError as error: report([str(error), sys.stdin.read()])"
    )
    assert ran(runner, program).result == ["EOF when reading a line", ""]


def test_a_job_runs_in_the_lessons_folder_and_imports_what_lies_there(
    runner: ProcessRunner, tmp_path: Path
) -> None:
    (tmp_path / "rain.py").write_text("mm = 7")
    (tmp_path / "rain.csv").write_text("8")
    program = "import os, rain\nreport([rain.mm, open('rain.csv').read(), os.getcwd()])"
    assert ran(runner, program).result == [7, "8", os.path.realpath(tmp_path)]


def test_a_job_imports_what_this_process_can(runner: ProcessRunner, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "far_away.py").write_text("here = True")
    sys.path.append(str(other))
    try:
        found = ran(runner, "import attrs, far_away\nreport(far_away.here)")
    finally:
        sys.path.remove(str(other))
    assert found.result is True


def test_a_job_knows_nothing_of_this_environment_that_it_does_not_need(
    runner: ProcessRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "JPY_API_TOKEN",
        "COURSEWARE_HOME",
        "JUPYTERHUB_API_TOKEN",
        "PYTHONPATH",
        "SECRET",
    ):
        monkeypatch.setenv(name, "token")
    program = "import os\nreport(sorted(os.environ))"
    found = ran(runner, program).result
    assert isinstance(found, list)
    assert "PATH" in found
    assert not {
        "JPY_API_TOKEN",
        "COURSEWARE_HOME",
        "JUPYTERHUB_API_TOKEN",
        "PYTHONPATH",
        "SECRET",
    } & {*map(str, found)}


def test_the_same_job_says_the_same_each_time(runner: ProcessRunner) -> None:
    program = "report(list({'one', 'two', 'three', 'four', 'five'}))"
    assert ran(runner, program).result == ran(runner, program).result


def test_a_folder_that_is_gone_is_told_and_does_not_raise(tmp_path: Path) -> None:
    found = ran(ProcessRunner(tmp_path / "gone"), "report(1)")
    assert (found.result, found.failure) == (None, "broken")
    assert "gone" in found.output


def test_a_program_that_is_no_python_has_not_begun(runner: ProcessRunner) -> None:
    found = ran(runner, "def (")
    assert (found.result, found.failure) == (None, "broken")
    assert "SyntaxError" in found.output


def test_a_large_payload_and_a_large_result_pass(runner: ProcessRunner) -> None:
    payload = ["é" * 1000] * 500
    found = runner.run_now(Job("report(payload)", payload))
    assert json.dumps(found.result) == json.dumps(payload)
