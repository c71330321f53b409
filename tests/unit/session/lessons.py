"""Small lessons made by hand, and a learner who goes through them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import evolve

from courseware.checkpoints.protocol import JSON, Checkpoint, Job, Part, Ran
from courseware.gates.branches import Branch
from courseware.gates.rules import Rule, parse
from courseware.lesson.model import Course, Lesson, Skill
from courseware.log import MemoryLog
from courseware.session import Outcome, Session

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


class NoRunner:
    """Runs nothing: none of these checkpoints needs it."""

    async def run(self, job: Job) -> Ran:
        raise AssertionError(job)


def choice(
    id_: str,
    *skills: str,
    tries: int = 3,
    hints: tuple[str, ...] = (),
    title: str = "",
    withheld: bool = False,
) -> Checkpoint:
    """A checkpoint to which `r` is right, and `w`, `v` are wrong."""
    public: Part = {
        "options": {"r": "Right", "w": "Wrong", "v": "Very wrong"},
        "order": ["r", "w", "v"],
        "shuffle": False,
        "last": [],
    }
    key: Part = {
        "answer": "r",
        "wrong": [{"answer": "w", "feedback": "Not w."}],
        "other": "Look again.",
        "explain": f"It is r in {id_}.",
    }
    return Checkpoint(
        id_,
        "choice",
        f"Which is right in {id_}?",
        f"hash-{id_}",
        skills,
        title=title,
        hints=hints,
        tries=tries,
        public=public,
        key=None if withheld else key,
    )


def rule(text: str) -> Rule:
    found = parse(text)
    assert isinstance(found, Rule), found
    return found


def branch(  # noqa: PLR0913  the keys of a branch
    name: str,
    text: str | None = None,
    *,
    offer: str | None = None,
    otherwise: tuple[str, ...] = (),
    within: str | None = None,
    title: str = "",
) -> Branch:
    return Branch(
        name,
        title,
        open=None if text is None else rule(text),
        offer=None if offer is None else rule(offer),
        otherwise=otherwise,
        within=within,
    )


COURSE = Course(
    "course",
    "The course",
    skills={"mean": Skill("mean", "The mean"), "median": Skill("median", "The median")},
    interests={"music": "Music", "sport": "Sport"},
    mastery={"rule": "streak", "length": 3},
)


def lesson(
    *checkpoints: Checkpoint,
    branches: tuple[Branch, ...] = (),
    inside: Mapping[str, tuple[str, ...]] | None = None,
) -> Lesson:
    """A lesson of these checkpoints; `inside` names the branches of those that are in some."""
    return Lesson(
        Path("lesson.ipynb"),
        "lesson",
        "The lesson",
        COURSE,
        "version-1",
        minutes=20,
        branches={each.name: each for each in branches},
        checkpoints={each.id: each for each in checkpoints},
        branch_of={each.id: (inside or {}).get(each.id, ()) for each in checkpoints},
        interests=("music", "sport"),
    )


CENTRE = lesson(
    choice("warm-up", "mean", hints=("Think.", "Think again."), title="Warm up"),
    choice("again", "mean"),
    choice("core-1", "mean", "median"),
    choice("song", "median", tries=1),
    choice("plain-1"),
    choice("stretch-1", "mean"),
    branches=(
        branch("refresher", 'score("warm-up") < 0.5 or stuck("warm-up")'),
        branch("core", 'done("warm-up")', title="The core"),
        branch("music", 'interest("music")', within="core"),
        branch("plain", otherwise=("music",), within="core"),
        branch("stretch", 'mastered("mean")', offer='done("core-1")'),
    ),
    inside={
        "again": ("refresher",),
        "core-1": ("core",),
        "song": ("core", "music"),
        "plain-1": ("core", "plain"),
        "stretch-1": ("stretch",),
    },
)


class Learner:
    """A session with a log in memory, answered without a loop of one's own."""

    def __init__(self, where: Lesson, log: MemoryLog | None = None) -> None:
        self.clock = Clock()
        self.log = log or MemoryLog("learner", "course", where.id, clock=self.clock)
        self.session = Session(where, self.log, NoRunner())

    def answer(self, checkpoint: str, raw: JSON) -> Outcome:
        return asyncio.run(self.session.answer(checkpoint, raw))

    def reveal(self, checkpoint: str) -> Outcome:
        return asyncio.run(self.session.reveal(checkpoint))

    def answers(self, *steps: str) -> Outcome:
        """Steps such as `warm-up:w`; the outcome of the last one."""
        outcome = Outcome()
        for step in steps:
            checkpoint, _, raw = step.partition(":")
            outcome = self.answer(checkpoint, raw)
        return outcome

    def kinds(self) -> list[str]:
        """The events so far, by kind and what they are about."""
        return [
            " ".join(filter(None, (each.kind, each.checkpoint, each.branch)))
            for each in self.log.read()
        ]


def graded(where: Lesson) -> Lesson:
    """The lesson as a student copy that withholds its keys."""
    checkpoints = {id_: evolve(each, key=None) for id_, each in where.checkpoints.items()}
    return evolve(where, checkpoints=checkpoints, feedback="graded")
