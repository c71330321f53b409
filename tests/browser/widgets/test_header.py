"""The header leads through the lesson and asks what the learner is interested in."""

from attrs import evolve
from playwright.sync_api import expect

from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.conftest import OpenPage
from tests.unit.widgets.stage import session


def test_a_step_leads_to_its_checkpoint_and_a_locked_one_to_its_card(lesson: LessonPage) -> None:
    lesson.page.set_viewport_size({"width": 600, "height": 400})
    lesson.show("header", "warm-up", "six", "word", "gate stretch")
    steps = lesson.page.get_by_role("navigation", name="Checkpoints")
    steps.get_by_role("link", name="3, open").click()
    expect(lesson.card("Checkpoint 3")).to_be_focused()
    expect(lesson.card("Checkpoint 3")).to_be_in_viewport()
    steps.get_by_role("link", name="4, locked").press("Enter")
    expect(lesson.card("A centre that resists")).to_be_focused()


def test_what_is_next_is_a_link_with_its_reason_and_follows_the_answers(lesson: LessonPage) -> None:
    lesson.show("header", "warm-up", "six")
    onward = lesson.page.locator(".next")
    expect(onward).to_have_text("Next: Checkpoint 1 to begin with")
    lesson.do("warm-up", "answer", response="mean")
    expect(onward.get_by_role("link")).to_have_text("Next: Checkpoint 2")
    onward.get_by_role("link").click()
    expect(lesson.card("Checkpoint 2")).to_be_focused()


def test_skills_say_in_words_and_to_readers_what_their_bands_show(lesson: LessonPage) -> None:
    lesson.show("header", "warm-up")
    skills = lesson.page.get_by_role("list", name="What you know so far").get_by_role("listitem")
    expect(skills).to_have_text(["The mean not tried yet", "The median not tried yet"])
    expect(skills.first.get_by_role("img", name="no answers yet")).to_be_attached()
    lesson.do("warm-up", "answer", response="mean")
    said = "about 7 of 10 questions would go right so far: 2 more answers"
    expect(skills.first).to_contain_text(said)
    band = skills.first.get_by_role("img", name="between 43 and 91 in 100, aim 65")
    expect(band).to_be_attached()


def test_a_rule_that_counts_shows_the_share_that_is_met(open_page: OpenPage) -> None:
    guide = session()
    course = evolve(guide.lesson.course, mastery={"rule": "streak", "length": 3})
    guide = type(guide)(evolve(guide.lesson, course=course), guide.log, guide.runner)
    with lesson_page(open_page(), guide) as lesson:
        lesson.show("header", "warm-up")
        lesson.do("warm-up", "answer", response="mean")
        skills = lesson.page.get_by_role("list", name="What you know so far")
        first = skills.get_by_role("listitem").first
        expect(first).to_contain_text("1 of 3 right in a row")
        expect(first.get_by_role("img", name="33 in 100 of the way")).to_be_attached()


def test_the_interest_is_chosen_by_a_button_and_can_be_changed(lesson: LessonPage) -> None:
    lesson.show("header", "gate music")
    question = lesson.page.get_by_role("group", name="What should the examples be about?")
    music = question.get_by_role("button", name="Music")
    neither = question.get_by_role("button", name="No preference")
    expect(question.get_by_role("button", pressed=True)).to_have_count(0)
    neither.press("Enter")
    expect(neither).to_have_attribute("aria-pressed", "true")
    expect(neither).to_be_focused()
    music.click()
    expect(music).to_have_attribute("aria-pressed", "true")
    expect(neither).to_have_attribute("aria-pressed", "false")
    expect(lesson.card("Numbers from music")).to_be_hidden()


def test_coming_back_to_the_page_asks_what_is_new(lesson: LessonPage) -> None:
    lesson.show("header")
    before = len(lesson.heard)
    lesson.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    lesson.page.wait_for_function("() => true")
    assert lesson.heard[before:] == ["hello"]
