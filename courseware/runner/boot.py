"""The first thing that a job's process runs; its source is handed to `python -c`.

It reads the job from standard input, takes the result channel away from standard output, and runs
the job's program. Only a line that begins with the job's secret counts on that channel, so what
learner code prints or writes to every descriptor it finds is not taken for a result. That stops
accidents and tricks, not somebody who searches the process's memory: answers that count are graded
again elsewhere.
"""

import builtins
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from types import CodeType

AFTERTHOUGHT = 5
"""Seconds after its limit at which a process whose parent is gone ends itself."""


def boot() -> None:
    """Run the job that lies on standard input."""
    with open(0, "rb", closefd=False) as stream:
        job = json.load(stream)
    report, say = channel(job["secret"], take_output())
    sys.path[:] = job["path"]
    light_fuse(job["seconds"] + AFTERTHOUGHT)
    program = compile(job["program"], "<job>", "exec", dont_inherit=True)
    # Learner code may replace builtins and parts of json: the program keeps its own.
    namespace = {"__name__": "<job>", "__builtins__": dict(vars(builtins))}
    for name in [each for each in sys.modules if each.partition(".")[0] == "json"]:
        del sys.modules[name]
    say("ready")
    run(program, {**namespace, "payload": job["payload"], "report": report})
    say("end")
    os._exit(0)


def run(program: CodeType, namespace: dict[str, object]) -> None:
    """Run the program, and hand over what learner code printed."""
    exec(program, namespace)  # noqa: S102  what this process is for
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()


def take_output() -> int:
    """A descriptor of the channel; from now on standard output goes where errors go, and there
    is nothing to read.
    """
    own = os.dup(1)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return own


def channel(secret: str, descriptor: int) -> tuple[Callable[[object], None], Callable[[str], None]]:
    """How a result is reported, and how a word is said to the parent.

    A copy of the process (a fork) says nothing.
    """
    dumps, write, getpid, process = json.dumps, os.write, os.getpid, os.getpid()

    def say(word: str) -> None:
        rest = f"\n{secret} {word}\n".encode()
        while rest and getpid() == process:
            rest = rest[write(descriptor, rest) :]

    def report(result: object) -> None:
        say(f"result {dumps(result)}")

    return report, say


def light_fuse(seconds: float) -> None:
    """End by ourselves if the parent dies, and be the first to go when memory runs out."""
    with contextlib.suppress(OSError, AttributeError):
        signal.setitimer(signal.ITIMER_REAL, seconds)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123
        score.write("1000")


if __name__ == "__main__":
    boot()
