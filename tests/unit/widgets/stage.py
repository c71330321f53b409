"""A small lesson with everything in it, sessions in it, and the page's end of the widgets' wire."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import comm
from attrs import evolve
from comm.base_comm import BaseComm, CommManager

from courseware.checkpoints.protocol import JSON, Checkpoint, Part
from courseware.checkpoints.registry import types
from courseware.gates.branches import Branch
from courseware.gates.rules import Rule, parse
from courseware.lesson.model import Course, Lesson, Skill
from courseware.log import Log, MemoryLog
from courseware.runner import ProcessRunner
from courseware.session import Session
from courseware.widgets.widget import Widget

SOLUTION = """\
def centre(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
"""
LARGEST = "def centre(values):\n    return max(values)\n"

SPECS: Mapping[str, Part] = {
    "warm-up": {
        "options": {"mean": "The mean", "median": "The *median*", "mode": "The mode"},
        "answer": "mean",
        "wrong": [{"answer": "median", "feedback": "It is the value in the middle."}],
        "shuffle": False,
        "last": [],
    },
    "six": {
        "unit": "km",
        "units": {},
        "unit_needed": False,
        "figures": 0,
        "figures_needed": False,
        "answer": ["12"],
        "tolerance": "",
        "wrong": [{"answer": "9", "feedback": "There are two in the middle, 9 and 15."}],
    },
    "word": {
        "answer": ["median"],
        "wrong": [],
        "pattern": [],
        "near": 0,
        "case": False,
        "accents": "needed",
    },
    "centre": {
        "starter": "def centre(values):\n    ...\n",
        "setup": "",
        "solution": SOLUTION,
        "tests": [
            {
                "name": "an odd number of values",
                "code": "assert centre([3, 1, 2]) == 2",
                "at": 0,
                "message": "Sort them first.",
                "points": 1,
            },
            {
                "name": "an even number of values",
                "code": "assert centre([4, 1, 3, 2]) == 2.5",
                "at": 1,
                "message": "Half-way between the two in the middle.",
                "points": 1,
                "hidden": True,
            },
        ],
        "wrong": [{"answer": LARGEST, "feedback": "That is the largest."}],
        "seconds": 10,
    },
}
KINDS = {"warm-up": "choice", "six": "numeric", "word": "text", "centre": "code"}


def asked(id_: str, prompt: str) -> Checkpoint:
    """A question of the lesson with its key."""
    kind = KINDS[id_]
    public, key = types()[kind].split(SPECS[id_])
    texts = {"other": "", "explain": "Every value counts in the mean with its size."}
    return Checkpoint(id_, kind, prompt, f"hash of {id_}", public=public, key={**key, **texts})


def rule(text: str) -> Rule:
    """A rule that has no faults."""
    read = parse(text)
    assert isinstance(read, Rule)
    return read


def whole_lesson() -> Lesson:
    """The lesson: four checkpoints, one in a branch, and branches of every kind."""
    course = Course(
        "data",
        "Data with uncertainty",
        skills={"mean": Skill("mean", "The mean"), "median": Skill("median", "The median")},
        interests={"weather": "Weather", "music": "Music"},
    )
    hints = ("Uses every number.", "Try 1, 2, 3 and 1, 2, 300.")
    warm_up = asked("warm-up", "What is pulled most by **one huge value**?")
    six = asked("six", "The median of 4, 8, 9, 15, 21 and 60 km is …")
    word = asked("word", "What is the value in the middle called?")
    centre = asked("centre", "Write `centre(values)`: the median.")
    checkpoints = (
        evolve(warm_up, skills=("mean",), hints=hints),
        evolve(six, skills=("median",), points=2),
        evolve(word, skills=("median",)),
        evolve(centre, skills=("median",), points=3),
    )
    branches = (
        Branch("refresher", "Once more", open=rule('score("warm-up") < 0.5'), minutes=4),
        Branch("stretch", "A centre that resists", open=rule('passed("six")'), minutes=6),
        Branch("music", "Numbers from music", open=rule('interest("music")')),
    )
    return Lesson(
        Path("01-centre.ipynb"),
        "01-centre",
        "Where is the middle?",
        course,
        "version",
        minutes=25,
        skills=("mean", "median"),
        branches={each.name: each for each in branches},
        checkpoints={each.id: each for each in checkpoints},
        branch_of={"centre": ("stretch",)},
        interests=("weather", "music"),
    )


def session(lesson: Lesson | None = None, log: Log | None = None) -> Session:
    """A learner at the beginning of a lesson, or where the log says."""
    lesson = lesson or whole_lesson()
    log = log or MemoryLog(course=lesson.course.id, lesson=lesson.id)
    return Session(lesson, log, ProcessRunner(Path.cwd()))


def schedule(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end, also below a running loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


class Wire(CommManager):
    """The page's end: keeps what the kernel says, and says what it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[dict[str, Any]] = []

    def say(self, widget: Widget, data: object) -> list[dict[str, Any]]:
        """Send the data of a message to a widget; returns what the kernel said to that."""
        self.heard.clear()
        content = {"comm_id": widget.model_id, "data": data}
        self.comm_msg(None, "", {"content": content, "buffers": []})  # type: ignore[arg-type]
        return [message["data"] for message in self.heard]

    def tell(self, widget: Widget, kind: str, **content: JSON) -> list[dict[str, Any]]:
        """Send a message as our modules do."""
        return self.say(widget, {"method": "custom", "content": {"kind": kind, **content}})


@contextmanager
def wire() -> Iterator[Wire]:
    """A page that is connected to the widgets made meanwhile."""
    page = Wire()

    class Comm(BaseComm):
        def publish_msg(self, msg_type: str, data: object = None, *_: object, **__: object) -> None:
            page.heard.append({"type": msg_type, "comm_id": self.comm_id, "data": data})

    before = comm.create_comm, comm.get_comm_manager
    comm.create_comm, comm.get_comm_manager = Comm, lambda: page  # made to be replaced
    try:
        yield page
    finally:
        Widget.close_all()
        comm.create_comm, comm.get_comm_manager = before
