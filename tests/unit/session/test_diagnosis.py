"""The test before a lesson: it asks what tells most, infers by prerequisites, and spares work."""

from __future__ import annotations

import pytest

from courseware.lesson.model import Lesson
from courseware.log import MemoryLog
from courseware.mastery.placement import MOST_SKILLS
from courseware.session import fold
from courseware.session.diagnosis import diagnose
from tests.unit.lesson.notebooks import code, lesson
from tests.unit.session.lessons import Learner

HEAD = """skills:
  mean: {title: The mean}
  median: {title: The median}
  outliers: {title: Outliers, needs: [mean, median]}
minutes: 20
mastery: {rule: streak, length: 3}
branches:
  core: done("one-mean") or known("mean")
  stretch: known("outliers")
"""


def question(id_: str, *skills: str) -> str:
    return (
        f"%%checkpoint {id_}\ntype: numeric\nskills: [{', '.join(skills)}]\nanswer: 1\n---\n{id_}?"
    )


TEST = "%%diagnostic\nitems: [t-mean, t-median, t-outliers, t-outliers-2, t-mean-2, t-median-2]\n"
ITEMS = {
    "t-mean": "mean",
    "t-mean-2": "mean",
    "t-median": "median",
    "t-median-2": "median",
    "t-outliers": "outliers",
    "t-outliers-2": "outliers",
}


def where() -> Lesson:
    found = lesson(
        HEAD,
        code(TEST),
        *(code(question(id_, skill)) for id_, skill in ITEMS.items()),
        code(question("one-mean", "mean")),
        code(question("one-median", "median")),
        code(question("core-outliers", "outliers"), "branch:core"),
        code(question("far-outliers", "outliers"), "branch:stretch"),
    )
    assert found.diagnostics == ()
    return found


def learner() -> Learner:
    found = where()
    return Learner(found, MemoryLog("learner", found.course.id, found.id))


def run(one: Learner, *known: str) -> list[str]:
    """Answer the test as somebody who knows these skills; which questions were asked."""
    one.session.diagnose("begin")
    asked = []
    while (current := one.session.test().current) is not None:
        asked.append(current)
        one.answer(current, "1" if ITEMS[current] in known else "0")
    return asked


def test_before_it_begins_its_questions_are_closed_and_the_lesson_is_as_always() -> None:
    one = learner()
    assert one.session.test().stage == "offered"
    assert one.answer("t-mean", "1").status == "closed"
    outcome = one.session.begin()
    assert outcome.next is not None
    assert outcome.next.checkpoint == "one-mean"
    assert outcome.branches == {"core": "locked", "stretch": "locked"}


def test_who_knows_all_is_asked_little_and_goes_on_to_the_stretch() -> None:
    one = learner()
    asked = run(one, "mean", "median", "outliers")
    assert len(asked) < len(ITEMS)
    view = one.session.test()
    assert (view.stage, view.known) == ("ended", ("The mean", "The median", "Outliers"))
    assert one.session.progress.spared == {"one-mean", "one-median"}
    assert view.minutes == 10
    outcome = one.session.begin()
    assert outcome.branches == {"core": "open", "stretch": "open"}
    assert outcome.next is not None
    assert outcome.next.checkpoint in {"core-outliers", "far-outliers"}


def test_what_is_spared_stays_there_and_doing_it_all_is_one_step() -> None:
    one = learner()
    run(one, "mean", "median", "outliers")
    assert one.session.view("one-mean").open
    outcome = one.session.diagnose("all")
    assert one.session.progress.spared == frozenset()
    assert outcome.next is not None
    assert outcome.next.checkpoint == "one-mean"
    assert one.session.test().stage == "declined"
    assert one.session.diagnose("begin").next == one.session.begin().next
    assert one.session.test().stage == "ended"


def test_who_knows_nothing_is_spared_nothing() -> None:
    one = learner()
    asked = run(one)
    assert len(asked) <= 6
    view = one.session.test()
    assert (view.known, view.spared, view.minutes) == ((), 0, None)
    outcome = one.session.begin()
    assert outcome.next is not None
    assert outcome.next.checkpoint == "one-mean"
    assert outcome.branches["stretch"] == "locked"


def test_one_skill_alone_is_found() -> None:
    one = learner()
    run(one, "mean")
    assert one.session.test().known == ("The mean",)
    assert one.session.progress.spared == {"one-mean"}
    assert one.session.progress == fold(one.session.lesson, one.log.read(), "learner")


def test_a_running_test_says_what_comes_next_and_counts_its_questions_apart() -> None:
    one = learner()
    outcome = one.session.diagnose("begin")
    current = one.session.test().current
    assert outcome.next is not None
    assert outcome.next.checkpoint == current
    steps = [(step.number, step.checkpoint) for step in one.session.header().steps]
    assert steps == [
        (1, "one-mean"),
        (2, "one-median"),
        (3, "core-outliers"),
        (4, "far-outliers"),
    ]


def test_an_answer_that_has_no_score_is_answered_all_the_same() -> None:
    """As a type of another package may grade."""
    before = diagnose(where(), "begin", {})
    assert before is not None
    assert before.current is not None
    after = diagnose(where(), "begin", {before.current: None})
    assert after is not None
    assert (after.answered, before.current in after.put[:-1]) == (1, True)
    assert after.current not in (None, before.current)


def after_test(head: str, *cells: object) -> Learner:
    """Somebody who answers the two questions of a test on `mean` right."""
    found = lesson(
        f"{head}skills: [mean, median]\n",
        code("%%diagnostic\nitems: [t-1, t-2]\n"),
        *(code(question(id_, "mean")) for id_ in ("t-1", "t-2")),
        *cells,
    )
    assert found.diagnostics == ()
    one = Learner(found, MemoryLog("learner", found.course.id, found.id))
    one.session.diagnose("begin")
    while (current := one.session.test().current) is not None:
        one.answer(current, "1")
    return one


def test_help_that_would_never_have_opened_saves_nothing() -> None:
    cells = [code(question("a1", "mean"))]
    cells += [code(question(f"h{number}", "mean"), "branch:help") for number in range(6)]
    cells += [code(question(f"b{number}", "median")) for number in (1, 2)]
    one = after_test('minutes: 20\nbranches:\n  help: stuck("a1")\n', *cells)
    view, header = one.session.test(), one.session.header()
    assert (view.known, view.spared, view.minutes, header.minutes_left) == (("mean",), 1, 6, 14)


@pytest.mark.timeout(60)
def test_a_test_about_as_many_skills_as_can_be_takes_no_time() -> None:
    """With 36 questions and as many cards each turn looks at it some hundred times."""
    skills = [f"s{number}" for number in range(MOST_SKILLS)]
    items = {f"t-{skill}-{number}": skill for skill in skills for number in range(3)}
    found = lesson(
        f"skills: [{', '.join(skills)}]\n",
        code(f"%%diagnostic\nitems: [{', '.join(items)}]\n"),
        *(code(question(id_, skill)) for id_, skill in items.items()),
        *(code(question(f"own-{skill}", skill)) for skill in skills),
    )
    one = Learner(found, MemoryLog("learner", found.course.id, found.id))
    one.session.diagnose("begin")
    while (current := one.session.test().current) is not None:
        one.answer(current, "1")
        one.session.header()
        for id_ in found.checkpoints:
            one.session.view(id_)
    assert one.session.test().known == tuple(skills)
