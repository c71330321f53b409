"""The card of a branch says what is missing, offers the ways forward, and leaves when it opens."""

from attrs import evolve
from playwright.sync_api import Page, expect

from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.unit.widgets.stage import session, whole_lesson


def test_a_locked_card_leads_to_what_is_missing(lesson: LessonPage) -> None:
    lesson.show("six", "gate stretch")
    card = lesson.card("A centre that resists")
    expect(card).to_contain_text("Six more minutes, opened by one thing:")
    card.get_by_role("link", name="checkpoint 2, answered right").press("Enter")
    expect(lesson.card("Checkpoint 2")).to_be_focused()


def test_a_card_whose_branch_opens_elsewhere_leaves_and_moves_nobody(lesson: LessonPage) -> None:
    lesson.show("six", "gate stretch")
    field = lesson.card("Checkpoint 2").get_by_role("textbox")
    field.fill("12")
    field.press("Enter")
    expect(lesson.card("A centre that resists")).to_be_hidden()
    expect(lesson.page.get_by_text("Open now: A centre that resists")).to_have_class("aside")


def test_an_offer_is_taken_by_keyboard_and_the_focus_stays_at_its_place(lesson: LessonPage) -> None:
    lesson.show("warm-up", "gate refresher")
    lesson.do("warm-up", "answer", response="mean")
    card = lesson.card("Once more")
    expect(card).to_contain_text("You can go on without this")
    card.get_by_role("button", name="Open it").press("Enter")
    expect(card).to_be_hidden()
    opened = lesson.page.get_by_text("Open now: Once more")
    expect(opened).to_be_focused()
    expect(opened).to_have_class("opened")
    lesson.page.keyboard.press("Shift+Tab")
    expect(opened).to_have_class("aside")


def test_a_free_lesson_lets_learners_skip_ahead(page: Page) -> None:
    with lesson_page(page, session(evolve(whole_lesson(), skip="free"))) as lesson:
        lesson.show("gate stretch")
        lesson.page.get_by_role("button", name="Skip ahead anyway").click()
        expect(lesson.card("A centre that resists")).to_be_hidden()
        kinds = [event.kind for event in lesson.session.log.read()]
        assert sorted(kinds) == ["opened", "skipped", "unlocked"]


def test_the_choice_that_is_missing_is_made_on_the_card(lesson: LessonPage) -> None:
    lesson.show("header", "gate music")
    question = lesson.card("What should the examples be about?")
    question.get_by_role("button", name="Weather").press("Enter")
    card = lesson.card("Numbers from music")
    expect(card.get_by_role("button", name="Weather")).to_have_count(0)
    expect(card).to_be_focused()
    pressed = lesson.page.get_by_role("button", name="Weather", pressed=True)
    expect(pressed).to_be_visible()


def test_a_branch_that_is_open_shows_nothing(lesson: LessonPage) -> None:
    lesson.show("six")
    lesson.do("six", "answer", response="12")
    lesson.show("gate stretch")
    expect(lesson.card("A centre that resists")).to_be_hidden()
    assert lesson.page.locator(".cw:has(.gate)").inner_text().strip() == ""
