"""One question in several forms: contexts, variants, drawn numbers, and two that count as one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping

from attrs import evolve

from courseware.checkpoints.posing import Form, form_of, posed
from courseware.checkpoints.protocol import JSON, Malformed
from courseware.lesson.model import Lesson
from courseware.log import MemoryLog
from courseware.session import CheckpointView, fold
from courseware.session.types import type_of
from tests.unit.lesson.notebooks import code, lesson
from tests.unit.session.lessons import Learner

HEAD = (
    "skills: [falling, median]\ninterests: {sport: Sport, music: Music}\n"
    'branches:\n  rain: interest("sport")\n  song: interest("music")\n'
    '  more: passed("middle")\n'
)
FALL = """%%checkpoint fall
type: numeric
skills: [falling]
given: {t: 2 to 5 step 0.1}
answer: 9.81 * t
unit: m/s
tolerance: 1 %
wrong:
  9.81 * t / 2: That is the mean speed, {{9.81 * t / 2}} m/s.
hints:
  - Each second adds 9.81 m/s; here {{t}} s go by.
explain: $9.81 \\cdot {{t}} = {{9.81 * t}}$.
---
A stone falls for {{t}} s. How fast is it?
--- sport
A diver falls for {{t}} s. How fast is she?"""
DRAWN = """%%checkpoint drawn
type: numeric
skills: [median]
variants:
  - prompt: What is the median of 3, 1, 2?
    answer: 2
  - prompt: What is the median of 9, 4, 7?
    answer: 7
  - prompt: What is the median of 5, 8, 6?
    answer: 6
hints:
  - Sort them.
---"""
RAIN = "%%checkpoint rain\ntype: numeric\nskills: [median]\nas: middle\nanswer: 4\n---\nRain?"
SONG = "%%checkpoint song\ntype: numeric\nskills: [median]\nas: middle\nanswer: 5\n---\nSongs?"
MORE = "%%checkpoint more-1\ntype: numeric\nanswer: 1\n---\nMore?"
ANSWERS = {"3, 1, 2": "2", "9, 4, 7": "7", "5, 8, 6": "6"}


def course() -> Lesson:
    found = lesson(
        HEAD,
        code(FALL),
        code(DRAWN),
        code(RAIN, "branch:rain"),
        code(SONG, "branch:song"),
        code(MORE, "branch:more"),
    )
    assert found.diagnostics == ()
    return found


def learner(name: str = "learner") -> Learner:
    where = course()
    return Learner(where, MemoryLog(name, where.course.id, where.id))


def seconds(view: CheckpointView) -> float:
    found = re.search(r"for ([\d.]+) s", view.checkpoint.prompt)
    assert found is not None
    return float(found[1])


def test_numbers_are_the_same_for_a_learner_and_a_try_and_others_for_the_next_try() -> None:
    one, again, other = learner(), learner(), learner("other")
    first = one.session.view("fall").checkpoint
    assert first == again.session.view("fall").checkpoint
    drawn = {seconds(learner(f"learner {number}").session.view("fall")) for number in range(40)}
    assert len(drawn) > 10
    assert all(2 <= each <= 5 for each in drawn)
    del other
    for each in (one, again):
        each.answer("fall", "0")
    assert one.session.view("fall").checkpoint == first
    assert one.session.view("fall", again=True).checkpoint != first
    assert (
        one.session.view("fall", again=True).checkpoint
        == again.session.view("fall", again=True).checkpoint
    )


def test_an_answer_is_graded_by_its_numbers_and_keeps_them() -> None:
    one = learner()
    t = seconds(one.session.view("fall"))
    assert one.answer("fall", f"{9.81 * t / 2} m/s").feedback.startswith("That is the mean speed")
    again = one.session.view("fall", again=True)
    assert again.response is None
    assert one.answer("fall", str(9.81 * seconds(again))).status == "right"
    answers = [each for each in one.log.read() if each.kind == "answered"]
    forms = [each.form for each in answers]
    assert all(isinstance(form, Mapping) and form["given"] for form in forms)
    checkpoint = one.session.lesson.checkpoints["fall"]
    for event, status in zip(answers, ("wrong", "right"), strict=True):
        asked = posed(checkpoint, Form.from_json(event.form))
        kind = type_of(asked)
        response = kind.parse(asked.public, event.response)
        assert not isinstance(response, Malformed)
        assert kind.grade(asked.public, asked.key or {}, response, None).status == status
    assert "=" in one.session.view("fall").feedback
    assert "{{" not in one.session.view("fall").feedback


def test_a_context_follows_the_interest_and_without_one_the_common_prompt_stands() -> None:
    one = learner()
    assert one.session.view("fall").checkpoint.prompt.startswith("A stone")
    one.session.choose("sport")
    assert one.session.view("fall").checkpoint.prompt.startswith("A diver")
    one.session.choose("music")
    assert one.session.view("fall").checkpoint.prompt.startswith("A stone")


def test_a_retry_draws_another_variant_until_all_have_come() -> None:
    one = learner()
    prompts = []
    for _ in range(3):
        prompt = one.session.view("drawn", again=True).checkpoint.prompt
        prompts.append(prompt)
        one.answer("drawn", "0")
    assert len(set(prompts)) == 3
    for _ in range(3):
        prompt = one.session.view("drawn", again=True).checkpoint.prompt
        right = next(answer for numbers, answer in ANSWERS.items() if numbers in prompt)
        assert one.answer("drawn", right).status == "right"


def test_what_was_answered_last_is_shown_until_another_one_is_asked_for() -> None:
    one = learner()
    before = one.session.view("drawn").checkpoint
    one.answer("drawn", "0")
    view = one.session.view("drawn")
    assert (view.checkpoint, view.response, view.status) == (before, "0", "wrong")
    assert one.session.view("drawn", again=True).checkpoint != before


def test_checkpoints_of_two_branches_count_as_one() -> None:
    one = learner()
    one.session.choose("sport")
    assert one.answer("rain", "4").branches["more"] == "open"
    assert one.session.progress.is_done("song")
    mastery = one.session.progress.mastery
    one.session.choose("music")
    one.answer("song", "1")
    assert one.session.progress.mastery == mastery
    assert one.session.progress == fold(one.session.lesson, one.log.read(), "learner")


def test_hints_at_one_of_them_count_for_all_here_and_elsewhere() -> None:
    hinted = RAIN.replace("answer: 4", "answer: 4\nhints: [Sort them., Count them.]")
    found = lesson(HEAD, code(hinted, "branch:rain"), code(SONG, "branch:song"))
    one = Learner(found, MemoryLog("learner", found.course.id, found.id))
    one.session.choose("sport")
    one.session.hint("rain")
    one.session.hint("rain")
    one.session.choose("music")
    one.answer("song", "5")
    elsewhere = fold(evolve(found, id="another"), one.log.read(), "learner")
    assert elsewhere.mastery == one.session.progress.mastery
    alone = Learner(found, MemoryLog("learner", found.course.id, found.id))
    alone.session.choose("music")
    alone.answer("song", "5")
    when = one.log.clock()
    unaided = alone.session.progress.mastery.expects("new", ("median",), when)
    assert one.session.progress.mastery.expects("new", ("median",), when).mean < unaided.mean


def test_they_are_one_question_in_the_minutes_and_a_choice_that_is_missing_is_said() -> None:
    where = evolve(course(), minutes=40)
    one = Learner(where, MemoryLog("learner", where.course.id, where.id))

    def told() -> tuple[int | None, bool]:
        header = one.session.header()
        return header.minutes_left, header.missing

    assert told() == (40, False)
    t = seconds(one.session.view("fall"))
    one.answer("fall", str(9.81 * t))
    assert told() == (30, False)
    prompt = one.session.view("drawn").checkpoint.prompt
    one.answer("drawn", next(right for asked, right in ANSWERS.items() if asked in prompt))
    assert told() == (20, True)
    one.session.choose("sport")
    assert told() == (20, False)
    one.answer("rain", "4")
    one.answer("more-1", "1")
    assert told() == (0, False)


def test_they_are_one_question_where_the_test_spares_them() -> None:
    first = "%%checkpoint first\ntype: numeric\nskills: [median]\nanswer: 2\n---\nFirst?"
    asked = [first.replace("first", id_) for id_ in ("t-1", "t-2", "first")]
    test = "%%diagnostic\nitems: [t-1, t-2]\n"
    found = lesson(
        f"minutes: 20\n{HEAD.partition('  more:')[0]}",
        *map(code, (test, *asked)),
        code(RAIN, "branch:rain"),
        code(SONG, "branch:song"),
    )
    assert found.diagnostics == ()
    one = Learner(found, MemoryLog("learner", found.course.id, found.id))
    one.session.diagnose("begin")
    while (current := one.session.test().current) is not None:
        one.answer(current, "2")
    view = one.session.test()
    assert (view.stage, view.spared, view.minutes) == ("ended", 2, 20)
    assert one.session.header().minutes_left == 0


def test_in_another_lesson_of_the_course_they_count_as_one_too() -> None:
    one = learner()
    one.session.choose("sport")
    one.answers("rain:1", "rain:1", "rain:1")
    one.session.choose("music")
    one.answer("song", "5")
    elsewhere = evolve(one.session.lesson, id="another")
    counted = fold(elsewhere, one.log.read(), "learner").mastery
    assert counted == one.session.progress.mastery
    assert counted.spin("median").answers == 3


def test_a_form_from_a_record_of_anybody_never_raises() -> None:
    checkpoint = course().checkpoints["drawn"]
    odd: list[JSON] = [None, 3, [], {"variant": 10**9}, {"variant": True}, {"as": 1}]
    for form in (*odd, {"given": {"t": 3}}):
        assert posed(checkpoint, Form.from_json(form)).prompt
    fall = course().checkpoints["fall"]
    for given in ({}, {"t": "import os"}, {"t": "9" * 99}, {"x": "2"}):
        assert posed(fall, Form(given=given)).prompt
    assert form_of(checkpoint, "", 1, None) == form_of(checkpoint, "", 1, "nothing")


def test_a_session_begun_anew_asks_the_same() -> None:
    one = learner()
    asyncio.run(one.session.answer("drawn", "0"))
    other = Learner(course(), one.log)
    assert other.session.view("drawn").checkpoint == one.session.view("drawn").checkpoint
    assert (
        other.session.view("drawn", again=True).checkpoint
        == one.session.view("drawn", again=True).checkpoint
    )


def test_a_rule_may_ask_for_the_option_of_any_variant() -> None:
    asked = """%%checkpoint which
type: choice
variants:
  - options: {one: One, two: Two}
    answer: one
  - options: {seven: Seven, nine: Nine}
    answer: nine
---
Which?"""
    rules = 'branches:\n  lucky: chose("which", "seven")\n'
    found = lesson(rules, code(asked), code("print(7)", "branch:lucky"))
    assert found.diagnostics == ()
