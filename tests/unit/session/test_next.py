"""What comes next: reviews that are due, then the least mastered skill that is ready."""

from __future__ import annotations

from attrs import evolve

from courseware.lesson.model import Course, Lesson, Skill
from courseware.log import MemoryLog
from courseware.session import Outcome
from tests.unit.lesson.notebooks import code, text
from tests.unit.lesson.notebooks import lesson as read
from tests.unit.session.lessons import Learner, choice, lesson

SKILLS = {
    "mean": Skill("mean", "The mean"),
    "median": Skill("median", "The median"),
    "outliers": Skill("outliers", "Outliers", needs=("mean", "median")),
}


def learner(*checkpoints: str, skills: dict[str, Skill] = SKILLS) -> Learner:
    """A lesson of checkpoints such as `m1:mean`."""
    asked = [choice(*each.split(":")[:1], *each.split(":")[1:]) for each in checkpoints]
    where = evolve(lesson(*asked), course=Course("course", "The course", skills=skills))
    return Learner(where)


def coming(outcome: Outcome) -> str:
    assert outcome.next is not None
    return outcome.next.checkpoint


def test_a_learner_begins_with_the_first_one() -> None:
    one = learner("m1:mean", "d1:median")
    assert coming(one.session.begin()) == "m1"


def test_the_least_mastered_skill_comes_next_with_its_reason() -> None:
    one = learner("m1:mean", "m2:mean", "d1:median", "o1:outliers")
    outcome = one.answers("m1:r")
    assert coming(outcome) == "d1"
    assert outcome.next is not None
    assert "“The median” needs practice most" in outcome.next.reason


def test_a_skill_whose_prerequisites_are_not_met_waits() -> None:
    one = learner("o1:outliers", "m1:mean", "d1:median")
    assert coming(one.session.begin()) in {"m1", "d1"}
    met = learner("o1:outliers", "o2:outliers")
    assert coming(met.session.begin()) == "o1"


def test_what_was_answered_last_does_not_come_again_at_once() -> None:
    one = learner("m1:mean", "m2:mean", "m3:mean")
    previous = "m1"
    for _ in range(2):
        outcome = one.answers(f"{previous}:w")
        assert coming(outcome) != previous
        previous = coming(outcome)
    lone = learner("m1:mean")
    assert coming(lone.answers("m1:w")) == "m1"


def test_nobody_is_sent_past_text_that_they_have_not_come_to() -> None:
    question = "%%checkpoint {}\ntype: numeric\nskills: [{}]\nanswer: 1\n---\nWhat?"
    where: Lesson = read(
        "skills: [mean, median]",
        code(question.format("m1", "mean")),
        code(question.format("m2", "mean")),
        text("The median is the one in the middle."),
        code(question.format("d1", "median")),
    )
    one = Learner(where, MemoryLog("learner", where.course.id, where.id))
    assert coming(one.answer("m1", "1")) == "m2"
    assert coming(one.answer("m2", "1")) == "d1"


def test_a_review_that_is_due_goes_first_and_its_answer_counts() -> None:
    one = learner("m1:mean", "m2:mean", "m3:mean", "m4:mean", "m5:mean", "d1:median", "d2:median")
    one.answers("m1:r", "m2:r", "m3:r", "m4:r", "m5:r")
    when = one.log.clock()
    assert one.session.progress.estimate("mean", when).state == "mastered"
    assert coming(one.session.begin()) == "d1"
    one.clock.wait(days=60)
    outcome = one.session.begin()
    assert coming(outcome) in {"m1", "m2", "m3", "m4"}
    assert outcome.next is not None
    assert outcome.next.reason == "because it is time to review “The mean”"
    before = one.session.progress
    after = one.answers(f"{coming(outcome)}:w")
    assert after.mastery["mean"].mean < before.estimate("mean", one.log.clock()).mean
    assert one.session.progress.reviews != before.reviews
    assert one.session.progress.at(coming(outcome)).passed
