"""Keys that are found by running the question's code, and answers that are only recorded."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from attrs import define, evolve, field

from courseware.checkpoints.predict import Predict
from courseware.checkpoints.protocol import Checkpoint, Job, Part, Ran
from courseware.checkpoints.reflect import Reflect
from courseware.events import JSON
from courseware.lesson.model import Lesson
from courseware.log import MemoryLog
from courseware.runner import ProcessRunner
from courseware.session import Next, Outcome, Session, fold
from tests.unit.session.lessons import Learner, branch, choice, graded, lesson


def prints(code: str) -> Checkpoint:
    """A question about this code, as a source has it."""
    spec: Part = {"code": code, "setup": "", "seconds": 5.0, "wrong": []}
    public, key = Predict().split(spec)
    key = {**key, "explain": "So it is.", "other": ""}
    return Checkpoint("prints", "predict", "?", "hash", ("mean",), public=public, key=key)


def reflects(model: str = "The model.") -> Checkpoint:
    """A question for a text, rated by two descriptions."""
    public, key = Reflect().split({"rubric": ["Low", "High"], "graded": "", "model": model})
    return Checkpoint("text", "reflect", "?", "hash", ("mean",), public=public, key=key)


@define
class Counting:
    """The real runner, with the jobs that it was handed."""

    jobs: list[Job] = field(factory=list)
    begun: asyncio.Event = field(factory=asyncio.Event)

    async def run(self, job: Job) -> Ran:
        self.jobs.append(job)
        self.begun.set()
        return await ProcessRunner(Path.cwd()).run(job)


@define
class Visit:
    """A session in a lesson, with a runner that counts."""

    where: Lesson
    log: MemoryLog = field(factory=lambda: MemoryLog("learner", "course", "lesson"))
    runner: Counting = field(factory=Counting)
    session: Session = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.session = Session(self.where, self.log, self.runner)

    def answer(self, checkpoint: str, raw: JSON) -> Outcome:
        return asyncio.run(self.session.answer(checkpoint, raw))

    def reveal(self, checkpoint: str) -> Outcome:
        return asyncio.run(self.session.reveal(checkpoint))


def test_a_key_is_found_when_an_answer_needs_it_first_and_kept() -> None:
    visit = Visit(lesson(prints("print(3)\nprint(4)")))
    assert visit.answer("prints", " ").status == "malformed"
    assert visit.runner.jobs == []
    assert visit.answer("prints", "3\n5").status == "wrong"
    assert visit.answer("prints", "3\n4").status == "right"
    assert len(visit.runner.jobs) == 1
    known = visit.session.lesson.checkpoints["prints"].key
    assert known is not None
    assert known["answer"] == "3\n4"
    assert visit.session.progress == fold(visit.session.lesson, visit.log.read())


def test_showing_how_works_after_a_restart_of_a_source_too() -> None:
    where = lesson(prints("print(3)"))
    before = Visit(where)
    for _ in range(3):
        before.answer("prints", "4")
    again = Visit(where, before.log)
    assert again.session.view("prints").worked == ""
    told = again.reveal("prints")
    assert (told.status, told.feedback) == ("released", "```\n3\n```\n\nSo it is.")
    assert again.session.view("prints").worked == "```\n3\n```"
    assert again.reveal("prints").feedback == told.feedback
    assert len(again.runner.jobs) == 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("x = 1", "This code prints nothing."),
        ("import os; os._exit(1)", "This code could not be run to its end."),
    ],
)
def test_an_answer_to_what_has_no_answer_is_told_so_and_costs_nothing(
    code: str, reason: str
) -> None:
    visit = Visit(lesson(prints(code)))
    outcome = visit.answer("prints", "3")
    assert outcome.status == "malformed"
    assert outcome.feedback == (
        f"This question cannot be checked as it is written: {reason}"
        " Please tell whoever gave you the lesson."
    )
    assert visit.log.read() == ()


def test_a_text_that_changes_while_it_runs_stays_as_it_was_changed() -> None:
    visit = Visit(lesson(prints("print(3)")))
    edited = evolve(prints("print(4)"), hash="hash of another text")

    async def both() -> Outcome:
        answering = asyncio.create_task(visit.session.answer("prints", "3"))
        await visit.runner.begun.wait()
        visit.session.define(edited)
        return await answering

    assert asyncio.run(both()).status == "right"
    assert visit.session.lesson.checkpoints["prints"] == edited
    assert visit.session.view("prints").changed


def test_in_a_graded_copy_nothing_runs_and_the_answer_is_recorded() -> None:
    visit = Visit(graded(lesson(prints("print(3)"))))
    assert visit.answer("prints", "4").status == "recorded"
    assert visit.runner.jobs == []


REFLECTIVE = lesson(
    reflects(),
    choice("later", "mean"),
    choice("inside", "mean"),
    branches=(branch("on", 'done("text")'), branch("never", 'passed("text")')),
    inside={"inside": ("on",)},
)


def test_a_text_is_recorded_and_done_moves_no_mastery_and_opens_what_waits_for_it() -> None:
    learner = Learner(REFLECTIVE)
    before = learner.session.begin()
    first = learner.answer("text", {"text": "A."})
    assert (first.status, first.score, first.opened) == ("recorded", None, ("on",))
    assert first.feedback.startswith("Now compare it with the answer below")
    assert first.feedback.endswith(".\n\nThe model.")
    assert first.mastery == before.mastery
    assert first.branches == {"on": "open", "never": "locked"}
    assert first.next == Next("later", "because it comes next", "Checkpoint 2")
    second = learner.answer("text", {"text": "A.", "rating": 1})
    assert (second.status, second.feedback) == ("recorded", "The model.")
    view = learner.session.view("text")
    assert (view.status, view.attempts, view.done, view.can_reveal, view.best) == (
        *("recorded", 2, True, False),
        None,
    )
    assert view.response == {"text": "A.", "rating": 1}
    assert [step.state for step in learner.session.header().steps] == ["recorded", "next", "open"]
    assert learner.session.progress == fold(REFLECTIVE, learner.log.read())


def test_a_text_is_never_released_however_often_it_is_sent() -> None:
    learner = Learner(REFLECTIVE)
    for _ in range(5):
        learner.answer("text", {"text": "A."})
    assert "released text" not in learner.kinds()
    assert learner.reveal("text").status is None


def test_a_lesson_ends_with_a_text_as_with_any_answer() -> None:
    learner = Learner(lesson(reflects()))
    learner.answer("text", {"text": "A."})
    assert learner.kinds() == ["opened", "answered text", "completed"]
    assert learner.session.header().completed


def test_a_graded_copy_holds_no_model_and_still_asks_for_the_rating() -> None:
    learner = Learner(graded(REFLECTIVE))
    outcome = learner.answer("text", {"text": "A."})
    assert (outcome.status, outcome.feedback) == (
        "recorded",
        "Now choose the description that fits your text best.",
    )
