"""A review: what is due comes back as questions of earlier lessons, and before all else."""

from __future__ import annotations

from datetime import datetime

from courseware.events import Event
from courseware.lesson.model import Lesson
from courseware.log import MemoryLog
from courseware.session import Next, Progress, fold
from courseware.session.warmup import review_lesson
from tests.unit.lesson.notebooks import code, lesson
from tests.unit.session.lessons import Clock, Learner

SKILLS = "skills:\n  mean: {title: The mean}\n  median: {title: The median}\n"
HEAD = f"title: The middle\n{SKILLS}mastery: {{rule: streak, length: 2}}\n"
QUESTION = "%%checkpoint {}\ntype: numeric\nskills: [{}]\nanswer: 1\n{}---\n{}?"
FORMS = """%%checkpoint d3
type: numeric
skills: [median]
variants:
  - {prompt: A, answer: 1}
---"""
DRAWN = """%%checkpoint m1
type: numeric
skills: [mean]
given: {t: 1 to 50}
answer: t
---
{{t}}?"""


def earlier(*cells: object) -> Lesson:
    found = lesson(f"id: 01\n{HEAD}", *cells)
    assert found.diagnostics == ()
    return found


def question(id_: str, *skills: str, more: str = "") -> object:
    return code(QUESTION.format(id_, ", ".join(skills), more, id_))


HERE = lesson(f"id: 02\n{HEAD}", code(QUESTION.format("fresh", "median", "", "Fresh")))


class Later:
    """Somebody who mastered an earlier lesson some time ago, in the lesson after it."""

    def __init__(self, before: Lesson, *answered: str, days: float = 60) -> None:
        self.before, self.clock = before, Clock()
        self.events: list[Event] = []
        one = self.learner(before)
        for each in answered:
            one.answer(each, "1")
        self.events = [*one.log.read()]
        self.clock.wait(days=days)

    def learner(self, where: Lesson) -> Learner:
        course = HERE.course.id
        log = MemoryLog("learner", course, where.id, clock=self.clock, others=self.events)
        return Learner(where, log)

    @property
    def when(self) -> datetime:
        return self.clock()

    @property
    def progress(self) -> Progress:
        return fold(HERE, self.events, "learner")

    def review(self, most: int = 3) -> Lesson | None:
        return review_lesson(self.progress, [self.before], self.when, most)

    def warm_up(self) -> Learner:
        found = self.review()
        assert found is not None
        return self.learner(found)


def test_a_question_is_the_one_that_it_was_in_its_lesson_and_for_no_points() -> None:
    later = Later(earlier(code(FORMS), question("d4", "median")), "d3", "d4")
    for _ in range(6):
        found = later.review()
        assert found is not None
        (asked,) = found.checkpoints.values()
        assert asked.id in {"01/d3", "01/d4"}
        assert {each.points for each in (asked, *asked.variants)} == {0}
        assert asked.title == "Warm-up from “The middle”"
        item = later.before.checkpoints[asked.id.removeprefix("01/")]
        fresh = fold(found, later.events, "learner").expects(asked, later.when)
        assert fresh == fold(later.before, later.events).expects(item, later.when)
        later.clock.wait(days=1)


def test_one_question_will_do_for_all_its_skills() -> None:
    both = earlier(question("b1", "mean", "median"), question("b2", "mean", "median"))
    found = Later(both, "b1", "b2").review()
    assert found is not None
    assert len(found.checkpoints) == 1


def test_a_missed_one_stays_until_it_is_right() -> None:
    later = Later(earlier(question("m1", "mean"), question("m2", "mean")), "m1", "m2")
    warm_up = later.warm_up()
    (asked,) = warm_up.session.lesson.checkpoints
    assert warm_up.answer(asked, "0").status == "wrong"
    after = Later(later.before, "m1", "m2")
    after.events = [*warm_up.log.read()]
    again = after.warm_up()
    assert [*again.session.lesson.checkpoints] == [asked]
    after.clock.wait(minutes=5)
    assert again.answer(asked, "1").status == "right"
    after.events = [*again.log.read()]
    assert after.review() is None


def test_a_missed_one_stays_until_its_tries_are_used_up() -> None:
    later = Later(earlier(question("m1", "mean"), question("m2", "mean")), "m1", "m2")
    warm_up = later.warm_up()
    (asked,) = warm_up.session.lesson.checkpoints
    for _ in range(3):
        later.clock.wait(minutes=1)
        warm_up.answer(asked, "0")
    later.events = [*warm_up.log.read()]
    assert later.review() is None


def test_what_is_due_comes_before_the_lesson() -> None:
    later = Later(earlier(question("m1", "mean"), question("m2", "mean")), "m1", "m2")
    here, warm_up = later.learner(HERE), later.warm_up()
    assert here.session.next() == Next("fresh", "to begin with", "Checkpoint 1")
    told: list[Next | None] = []
    here.session.subscribe(lambda outcome: told.append(outcome.next))
    here.session.warm_up(warm_up.session)
    (asked,) = warm_up.session.lesson.checkpoints
    reason = "because it is time to review “The mean”"
    due = Next(asked, reason, "Warm-up from “The middle”")
    assert (told, here.session.header().next) == ([due], due)
    missed = warm_up.answer(asked, "0").next
    again = Next(asked, "because it is not right yet", "Warm-up from “The middle”")
    assert (missed, here.session.next()) == (again, again)
    later.clock.wait(minutes=1)
    warm_up.answer(asked, "1")
    assert here.session.next() == Next("fresh", "to begin with", "Checkpoint 1")


def test_a_question_comes_back_with_other_numbers_on_another_day() -> None:
    later = Later(earlier(code(DRAWN), question("m2", "mean")), "m2")
    one = later.learner(later.before)
    one.answer("m1", one.session.view("m1").checkpoint.prompt.rstrip("?"))
    later.events = [*one.log.read()]
    prompts = set()
    for _ in range(8):
        later.clock.wait(days=30)
        found = later.review()
        assert found is not None
        if "01/m1" in found.checkpoints:
            prompts.add(later.learner(found).session.view("01/m1").checkpoint.prompt)
    assert len(prompts) > 1
