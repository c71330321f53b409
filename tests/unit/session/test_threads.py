"""Answers may come from several threads at once, and while another one's code runs."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint, Job, Ran
from courseware.log import MemoryLog
from courseware.session import Outcome, Session, fold
from tests.unit.session.lessons import CENTRE, Learner

ANSWERS = 40


def test_answers_of_many_threads_are_each_recorded_once_with_a_number_of_their_own() -> None:
    learner = Learner(CENTRE)
    heard: list[Outcome] = []
    learner.session.subscribe(heard.append)
    together = threading.Barrier(8)

    def work(place: int) -> None:
        together.wait()
        for turn in range(ANSWERS // 8):
            learner.answer("warm-up", "w" if (place + turn) % 2 else "v")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    answered = [each for each in learner.log.read() if each.kind == "answered"]
    assert [each.attempt for each in answered] == list(range(1, ANSWERS + 1))
    assert len(heard) == ANSWERS
    kinds = learner.kinds()
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "opened": 1,
        "answered warm-up": ANSWERS,
        "released warm-up": 1,
        "unlocked refresher": 1,
        "unlocked core": 1,
    }
    assert learner.session.progress == fold(CENTRE, learner.log.read())


CODE = Checkpoint(
    "program",
    "code",
    "Write it.",
    "hash-program",
    public={"starter": "", "setup": "", "tests": [], "hidden": 0, "seconds": 10},
    key={"solution": "", "tests": [], "other": "", "explain": ""},
)


class SlowRunner:
    """Runs until it is told to end."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.end = threading.Event()

    async def run(self, job: Job) -> Ran:
        del job
        self.begun.set()
        await asyncio.to_thread(self.end.wait)
        return Ran(failure="timeout")


def test_others_can_answer_while_code_runs_and_nothing_of_theirs_is_lost() -> None:
    where = evolve(CENTRE, checkpoints={**CENTRE.checkpoints, "program": CODE})
    runner, log = SlowRunner(), MemoryLog("learner", "course", "lesson")
    session = Session(where, log, runner)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(lambda: asyncio.run(session.answer("program", "x = 1")))
        assert runner.begun.wait(30)
        meanwhile = asyncio.run(session.answer("warm-up", "w"))
        session.define(evolve(CENTRE.checkpoints["warm-up"], title="Edited"))
        runner.end.set()
        outcome = running.result(30)
    assert (meanwhile.status, meanwhile.opened) == ("wrong", ("refresher",))
    assert (outcome.status, outcome.opened) == ("wrong", ())
    assert outcome.branches["refresher"] == "open"
    answered = [(each.checkpoint, each.attempt) for each in log.read() if each.kind == "answered"]
    assert answered == [("warm-up", 1), ("program", 1)]
    assert session.progress == fold(session.lesson, log.read())


def test_two_answers_on_one_loop_take_turns() -> None:
    """As in a kernel: both coroutines are on the same thread."""
    runner = SlowRunner()
    where = evolve(CENTRE, checkpoints={"program": CODE}, branches={})
    session = Session(where, MemoryLog("learner", "course", "lesson"), runner)

    async def both() -> list[Outcome]:
        runner.end.set()
        return list(
            await asyncio.gather(
                session.answer("program", "x = 1"), session.answer("program", "y = 2")
            )
        )

    assert [each.status for each in asyncio.run(both())] == ["wrong", "wrong"]
    events = session.log.read()
    assert [each.attempt for each in events if each.kind == "answered"] == [1, 2]


def test_a_text_that_changes_while_its_answer_runs_keeps_the_answer_as_one_to_the_old_text() -> (
    None
):
    runner = SlowRunner()
    where = evolve(CENTRE, checkpoints={"program": CODE}, branches={})
    session = Session(where, MemoryLog("learner", "course", "lesson"), runner)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(lambda: asyncio.run(session.answer("program", "x = 1")))
        assert runner.begun.wait(30)
        session.define(evolve(CODE, hash="hash-edited"))
        runner.end.set()
        running.result(30)
    assert [each.hash for each in session.log.read()[-1:]] == ["hash-program"]
    view = session.view("program")
    assert (view.changed, view.response, view.attempts) == (True, "x = 1", 0)
