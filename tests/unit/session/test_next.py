"""What comes next: reviews that are due, then the least mastered skill that is ready."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import evolve

from courseware.checkpoints.protocol import JSON
from courseware.lesson.model import Course, Lesson, Skill
from courseware.log import MemoryLog
from courseware.mastery.registry import DEFAULT
from courseware.session import Next, Outcome, fold
from tests.unit.lesson.notebooks import code, text
from tests.unit.lesson.notebooks import lesson as read
from tests.unit.session.lessons import Learner, choice, lesson

SKILLS = {
    "mean": Skill("mean", "The mean"),
    "median": Skill("median", "The median"),
    "outliers": Skill("outliers", "Outliers", needs=("mean", "median")),
}


STREAK: Mapping[str, JSON] = {"rule": "streak", "length": 3}


def learner(
    *checkpoints: str,
    skills: dict[str, Skill] = SKILLS,
    mastery: Mapping[str, JSON] = DEFAULT,
) -> Learner:
    """A lesson of checkpoints such as `m1:mean`."""
    asked = [choice(*each.split(":")[:1], *each.split(":")[1:]) for each in checkpoints]
    course = Course("course", "The course", skills=skills, mastery=mastery)
    return Learner(evolve(lesson(*asked), course=course))


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


def test_who_is_stuck_on_a_skill_is_led_to_another_and_to_a_person() -> None:
    one = learner(*(f"m{number}:mean" for number in range(6)), "d1:median", "d2:median")
    outcome = one.answers(*(f"m{number % 5}:w" for number in range(10)))
    assert outcome.mastery["mean"].state == "stuck"
    assert coming(outcome) == "d1"
    assert coming(one.answers("d1:r")) == "d2"
    outcome = one.answers("d2:r")
    assert outcome.next is not None
    assert outcome.next.reason == "a good moment to ask somebody about “The mean” first"


def test_all_that_a_skill_needs_comes_before_it_however_deep() -> None:
    far = {
        "mean": Skill("mean", "The mean"),
        "median": Skill("median", "The median", needs=("mean",)),
        "outliers": Skill("outliers", "Outliers", needs=("median",)),
    }
    assert coming(learner("o1:outliers", "m1:mean", skills=far).session.begin()) == "m1"


def mastered(*before: str) -> Learner:
    """Somebody who mastered the mean two months ago, after these answers."""
    one = learner(*(f"m{number}:mean" for number in range(6)), "d1:median", mastery=STREAK)
    one.answers(*before, *(f"m{number}:r" for number in range(1, 6)))
    one.clock.wait(days=60)
    return one


def test_a_review_counts_by_itself_without_the_help_of_long_ago() -> None:
    helped, plain = mastered("m0:w", "m0:w", "m0:r"), mastered("m0:r")
    for one in (helped, plain):
        before = one.session.progress
        view = one.session.view("m0", again=True)
        assert (view.asks_review, view.response, view.status, view.hints_total) == (
            True, None, "fresh", 0,
        )  # fmt: skip
        one.answers("m0:r")
        now, when = one.session.progress, one.log.clock()
        expected = [each.mastery.expects("new", ("mean",), when).mean for each in (before, now)]
        assert expected[1] > expected[0]
        assert not one.session.view("m0").asks_review
    cards = [one.session.progress.reviews.cards["mean"] for one in (helped, plain)]
    assert cards[0].stability == pytest.approx(cards[1].stability)


def test_a_review_that_was_missed_stays_until_it_is_right_or_was_tried_enough() -> None:
    for marks, left in (("wr", False), ("www", False), ("w", True), ("ww", True)):
        one = mastered()
        for mark in marks:
            one.answers(f"m1:{mark}")
        assert one.session.progress.is_missed_review("m1") is left, marks
        assert one.session.view("m1").asks_review is left
        outcome = one.answers("m0:r", "d1:r", "m2:r")
        assert (outcome.next is not None and coming(outcome) == "m1") is left
        assert one.session.progress == fold(one.session.lesson, one.log.read(), "learner")


def test_a_review_that_was_missed_is_asked_again_at_once_where_nothing_else_is_left() -> None:
    one = learner("m1:mean", mastery={"rule": "streak", "length": 1})
    one.answers("m1:r")
    one.clock.wait(days=60)
    assert coming(one.session.begin()) == "m1"
    assert coming(one.answers("m1:w")) == "m1"
    assert one.answers("m1:r").next is None


def test_what_lapses_before_its_day_is_due() -> None:
    one = learner(*(f"m{number}:mean" for number in range(1, 7)), "d1:median")
    one.answers(*(f"m{number}:r" for number in range(1, 6)))
    progress = one.session.progress
    assert progress.estimate("mean", one.log.clock()).state == "mastered"
    while progress.estimate("mean", one.log.clock()).state != "lapsed":
        one.clock.wait(hours=1)
    assert progress.reviews.due(one.log.clock()) == ()
    outcome = one.session.begin()
    assert outcome.next is not None
    assert (coming(outcome), outcome.next.reason) == (
        "m6", "because it is time to review “The mean”",
    )  # fmt: skip
    before = progress.reviews
    assert one.answers("m6:r").mastery["mean"].state == "mastered"
    assert one.session.progress.reviews != before


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
