"""A learner comes back: after a reload, another day, when the kernel was killed, in another tab."""

from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenLesson
from tests.browser.lesson_page import LessonPage
from tests.browser.mixed_course import (
    ENDLESS_CODE,
    HALF_CODE,
    RIGHT_CODE,
    answers,
    kernels,
    recorded,
    until,
    write_copy,
)
from tests.browser.serving import Served, serving

pytestmark = pytest.mark.timeout(300)

LESSONS = ("00-warm", "01-reload", "02-killed", "03-running", "04-tabs")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A lesson for each test, served."""
    place = tmp_path_factory.mktemp("return")
    with serving(write_copy(place, *LESSONS), place / "home") as served:
        yield served


def work(lesson: LessonPage) -> None:
    """Leave something behind in every type: right, wrong, partly right, malformed, hints."""
    colour = lesson.question("colour")
    colour.pick("Red").check().says("Not yet.").press("Hint").says("Think of a meadow.")
    colour.pick("Green").check().says("Right.")
    lesson.question("sum").type("13").check().says("Not yet.", "One too many.")
    lesson.opens("More of it").question("twice").type(HALF_CODE).check().says("Partly right.")
    word = lesson.question("word").type("mode").check().says("Not yet.").type("mean").check()
    word.about("2nd try").type("average").check().about("3rd try").press("Show how")
    word.says("One way to answer.")
    lesson.interest("Sport").click()
    lesson.opens("About sport")


def is_as_it_was(lesson: LessonPage) -> None:
    """See that it is all there."""
    lesson.opens("More of it").says("counted 21").opens("About sport")
    lesson.question("colour").picked("Green").says("Right.", "chlorophyll")
    lesson.question("sum").holds("13").says("Not yet.", "One too many.").about("1st try")
    lesson.question("twice").holds(HALF_CODE).says("Partly right.")
    lesson.question("word").holds("average").says("One way to answer.", "median")
    expect(lesson.interest("Sport")).to_have_attribute("aria-pressed", "true")
    lesson.step(1, "right").step(2, "next")


def test_a_reload_in_the_middle_brings_back_answers_feedback_and_branches(
    server: Served, open_lesson: OpenLesson
) -> None:
    lesson = open_lesson(server, "01-reload")
    work(lesson)
    is_as_it_was(lesson.reload())
    lesson.question("sum").type("12").check().says("Right.")
    assert answers(server, "01-reload")[-1] == ("sum", "12", "right")


def test_a_page_from_a_warm_kernel_shows_the_last_answer(
    server: Served, open_lesson: OpenLesson
) -> None:
    """The kernel kept warm for the next visit has read the record before that answer."""
    folder, before = server.folder / "00-warm", kernels(server)
    lesson = open_lesson(server, "00-warm")
    lesson.question("sum").type("13").check().says("Not yet.")

    def warm() -> list[str]:
        new = kernels(server).keys() - before.keys() - {lesson.kernel}
        return [id_ for id_ in new if (folder / f"ran-{kernels(server)[id_].pid}").exists()]

    until(server, warm)
    (kept,) = warm()
    lesson.question("sum").type("12").check().says("Right.")
    lesson.question("colour").pick("Green").check().says("Right.")
    lesson.opens("More of it").reload()
    assert lesson.kernel == kept
    lesson.question("sum").holds("12").says("Right.")
    lesson.question("colour").picked("Green").says("Right.")
    lesson.opens("More of it").says("counted 21").step(1, "right")


def test_a_killed_kernel_is_told_and_starting_again_goes_on_where_it_was(
    server: Served, open_lesson: OpenLesson
) -> None:
    lesson = open_lesson(server, "02-killed")
    work(lesson)
    kernels(server)[lesson.kernel].kill()
    lesson.question("sum").type("12").check().has_ended()
    lesson.page.get_by_role("link", name="Start again").first.click()
    expect(lesson.page.get_by_text("This session has ended.")).to_have_count(0)
    is_as_it_was(lesson.is_there())
    lesson.question("sum").type("12").check().says("Right.")
    assert answers(server, "02-killed")[-1] == ("sum", "12", "right")


def test_a_kernel_killed_while_code_runs_is_told_too(
    server: Served, open_lesson: OpenLesson
) -> None:
    lesson = open_lesson(server, "03-running")
    lesson.question("colour").pick("Green").check().says("Right.")
    twice = lesson.opens("More of it").question("twice").type(ENDLESS_CODE).press("Check")
    kernel = kernels(server)[lesson.kernel]
    until(server, kernel.children)
    kernel.kill()
    twice.has_ended()
    lesson.reload().question("twice").type(RIGHT_CODE).check().says("Right.")
    assert answers(server, "03-running") == [
        ("colour", "green", "right"),
        ("twice", RIGHT_CODE, "right"),
    ]


def test_two_tabs_on_one_record_lose_nothing_and_record_nothing_twice(
    server: Served, open_lesson: OpenLesson
) -> None:
    one = open_lesson(server, "04-tabs")
    two = LessonPage(one.page.context.new_page()).open(server.lesson("04-tabs"))
    assert one.kernel != two.kernel
    one.question("colour").pick("Red").check().says("Not yet.")
    two.question("sum").type("13").check().says("Not yet.")
    two.look_again().question("colour").picked("Red").says("colour of tomatoes")
    two.question("colour").pick("Green").check().says("Right.")
    two.opens("More of it")
    one.look_again().opens("More of it").question("sum").holds("13").says("One too many.")
    one.question("sum").type("12").check().says("Right.")
    two.question("word").type("median").check().says("Right.")
    one.reload().question("word").holds("median").says("Right.")
    assert answers(server, "04-tabs") == [
        ("colour", "red", "wrong"),
        ("sum", "13", "wrong"),
        ("colour", "green", "right"),
        ("sum", "12", "right"),
        ("word", "median", "right"),
    ]
    events = recorded(server, "04-tabs")
    unlocked = [each["branch"] for each in events if each["kind"] == "unlocked"]
    assert unlocked == ["more"]
    attempts = [each["attempt"] for each in events if each["kind"] == "answered"]
    assert attempts == [1, 1, 2, 2, 1]
    assert two.errors == []


def test_another_day_the_lesson_goes_on_where_it_was(
    tmp_path: Path, open_lesson: OpenLesson
) -> None:
    copy = write_copy(tmp_path, "01-days")
    with serving(copy, tmp_path / "home") as first:
        lesson = open_lesson(first, "01-days")
        work(lesson)
        left = psutil.Process(first.pid).children(recursive=True)
        assert first.end() == 0
        assert [each for each in left if each.is_running()] == []
        lesson.question("sum").type("12").check().has_ended()
        lesson.page.close()
    with serving(copy, tmp_path / "home") as second:
        is_as_it_was(open_lesson(second, "01-days"))
