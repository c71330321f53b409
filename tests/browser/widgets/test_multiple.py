"""Several options are ticked by mouse and by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.unit.widgets.several import several
from tests.unit.widgets.stage import session


@pytest.fixture
def lesson(page: Page) -> Iterator[LessonPage]:
    with lesson_page(page, session(several())) as empty:
        empty.show("moved")
        yield empty


def test_options_are_ticked_by_keyboard_alone(lesson: LessonPage) -> None:
    keyboard, card = lesson.page.keyboard, lesson.card("Checkpoint 1")
    group = card.get_by_role("group", name="One huge value is added. What moves far?")
    expect(group).to_have_accessible_description("Choose every one that is right.")
    expect(group.get_by_role("checkbox")).to_have_count(4)
    for key in ("Tab", "Space", "Tab", "Tab", "Space", "Enter"):
        keyboard.press(key)
    expect(card.get_by_role("status")).to_contain_text("Not yet. The one in the middle stays")
    expect(card.get_by_label("The median")).to_be_focused()
    for key in ("Space", "Shift+Tab", "Space", "Tab", "Tab", "Enter"):
        keyboard.press(key)
    expect(card.get_by_role("status")).to_contain_text("Right.")
    expect(card.get_by_role("button", name="Try again")).to_be_focused()
    assert [each.response for each in lesson.session.log.read() if each.kind == "answered"] == [
        ["mean", "median"],
        ["mean", "range"],
    ]


def test_what_is_right_stays_ticked_until_the_next_try(lesson: LessonPage) -> None:
    lesson.do("moved", "answer", response=["range", "mean"])
    card = lesson.card("Checkpoint 1")
    group = card.get_by_role("group")
    group.get_by_text("The mode").click(force=True)
    group.get_by_text("The mean").click(force=True)
    mean = card.get_by_label("The mean")
    mean.focus()
    lesson.page.keyboard.press("Space")
    expect(mean).to_be_checked()
    expect(card.get_by_label("The mode")).not_to_be_checked()
    card.get_by_role("button", name="Try again").click()
    expect(mean).to_be_focused()
    lesson.page.keyboard.press("Space")
    expect(mean).not_to_be_checked()
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_contain_text("Partly right.")


def test_an_empty_pick_is_told_and_costs_nothing(lesson: LessonPage) -> None:
    card = lesson.card("Checkpoint 1")
    card.get_by_role("button", name="Check").click()
    said = "One moment. Choose at least one of the options first."
    expect(card.get_by_role("status")).to_have_text(said)
    expect(card).not_to_contain_text("1st try")


def test_what_is_being_ticked_survives_news_and_a_reload_shows_the_answer(
    lesson: LessonPage,
) -> None:
    lesson.do("moved", "answer", response="mode")
    card = lesson.card("Checkpoint 1")
    expect(card.get_by_label("The mode")).to_be_checked()
    card.get_by_label("The mean").check()
    lesson.do("moved", "answer", response=["range", "mode"])
    expect(card).to_contain_text("2nd try")
    ticks = card.get_by_role("checkbox", checked=True)
    expect(ticks).to_have_count(2)
    expect(card.get_by_label("The range")).not_to_be_checked()
    lesson.page.reload()
    lesson.session = session(several(), lesson.session.log)
    lesson.show("moved")
    expect(card.get_by_label("The range")).to_be_checked()
    expect(card.get_by_label("The mode")).to_be_checked()
    expect(ticks).to_have_count(2)
