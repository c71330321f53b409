"""What comes next: reviews that are due, then the least mastered skill that is ready."""

from __future__ import annotations

from attrs import evolve

from courseware.lesson.model import Course, Lesson, Skill
from courseware.log import MemoryLog
from courseware.session import Next, Outcome
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


FALL = "%%checkpoint {}\ntype: numeric\nskills: [mean]\n{}answer: 1\n---\nWhat{}?"
DRAWN = "given: {t: 2 to 9}\n"


def falling(*cells: object, rule: str = 'score("v1") < 0.5') -> Learner:
    """A question whose miss opens text below it, and what follows."""
    where = read(
        f"skills: [mean]\nbranches:\n  help: {{title: A closer look, open: {rule}}}\n",
        code(FALL.format("v1", DRAWN, " in {{t}} s")),
        *cells,
    )
    assert where.diagnostics == ()
    return Learner(where, MemoryLog("learner", where.course.id, where.id))


def test_text_that_a_miss_has_opened_comes_before_everything_else() -> None:
    one = falling(
        text("Look closer.", "branch:help"),
        text("That was it."),
        code(FALL.format("v3", "", "")),
        code(FALL.format("v4", "", "")),
    )
    outcome = one.answer("v1", "0")
    assert outcome.next == Next("v1", "because it is not right yet", "Checkpoint 1", "help")
    assert one.answer("v1", "0").next == outcome.next
    assert one.session.header().steps[0].state == "next"
    assert coming(one.answer("v3", "1")) == "v4"
    assert coming(one.answer("v4", "1")) == "v1"


def test_questions_that_a_miss_has_opened_come_before_their_text_is_named() -> None:
    one = falling(
        text("Look closer.", "branch:help"),
        code(FALL.format("v2", "", ""), "branch:help"),
        code(FALL.format("v3", "", "")),
    )
    outcome = one.answer("v1", "0")
    assert outcome.next == Next("v2", "because checkpoint 1 is not right yet", "Checkpoint 2")


def test_new_text_waits_for_what_can_be_asked_in_another_way() -> None:
    one = falling(
        text("Help.", "branch:help"),
        text("Now for something else."),
        code(FALL.format("v3", "", "")),
        rule='passed("v1")',
    )
    assert coming(one.answer("v1", "0")) == "v1"
    assert coming(one.answer("v1", "1")) == "v3"


def test_questions_of_the_test_are_named_as_such() -> None:
    where = read(
        "skills: [mean]\n",
        code("%%diagnostic\nitems: [t1, t2]\n"),
        code(FALL.format("t1", "", "")),
        code(FALL.format("t2", "", "")),
        code(FALL.format("v1", "", "")),
    )
    one = Learner(where, MemoryLog("learner", where.course.id, where.id))
    outcome = one.session.diagnose("begin")
    assert outcome.next is not None
    said = "because the test finds out what you know already"
    assert outcome.next == Next(coming(outcome), said, "question 1 of the test")
    view = one.session.view(coming(outcome))
    assert (view.number, view.is_in_test, one.session.view("v1").is_in_test) == (1, True, False)
