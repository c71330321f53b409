"""A learner answers: by mouse, by keyboard alone, again, and without losing their place."""

from playwright.sync_api import expect

from tests.browser.widgets.harness import LessonPage
from tests.unit.widgets.stage import SOLUTION, session


def test_a_choice_is_checked_by_mouse_and_its_feedback_is_told_politely(lesson: LessonPage) -> None:
    lesson.show("header", "warm-up")
    card = lesson.card("Checkpoint 1")
    card.get_by_text("The median").click()
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_have_text("Not yet. It is the value in the middle.")
    expect(card).to_contain_text("1 point · 1st try")
    card.get_by_label("The mean").check()
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_contain_text("Right.")
    expect(lesson.page.get_by_role("link", name="1, right")).to_be_visible()


def test_a_choice_is_answered_by_keyboard_alone(lesson: LessonPage) -> None:
    lesson.show("warm-up")
    keyboard, card = lesson.page.keyboard, lesson.card("Checkpoint 1")
    group = card.get_by_role("group", name="What is pulled most by one huge value?")
    expect(group.get_by_role("radio")).to_have_count(3)
    for key in ("Tab", "ArrowDown", "ArrowUp", "Tab", "Tab", "Shift+Tab", "Space"):
        keyboard.press(key)
    expect(card.get_by_role("status")).to_contain_text("Right.")
    expect(card.get_by_role("button", name="Try again")).to_be_focused()
    keyboard.press("Enter")
    expect(card.get_by_label("The mean")).to_be_focused()
    expect(card.get_by_role("status")).to_have_text("")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Not yet.")
    expect(card.get_by_label("The median")).to_be_focused()


def test_enter_checks_a_number_and_the_focus_stays_with_the_learner(lesson: LessonPage) -> None:
    lesson.show("six")
    card = lesson.card("Checkpoint 2")
    field = card.get_by_role("textbox", name="The median of 4, 8, 9, 15, 21 and 60 km is …")
    expect(field).to_have_accessible_description("km")
    field.fill("9")
    field.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Not yet.")
    expect(field).to_be_focused()
    field.fill("12 km")
    field.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Right.")
    expect(field).to_have_js_property("readOnly", value=True)
    card.get_by_role("button", name="Try again").click()
    expect(field).to_be_focused()
    expect(field).to_have_js_property("readOnly", value=False)


def test_the_button_can_keep_the_focus_while_the_answer_is_checked(lesson: LessonPage) -> None:
    lesson.show("word")
    lesson.alive = False
    card = lesson.card("Checkpoint 3")
    card.get_by_role("textbox").fill("median")
    card.get_by_role("button", name="Check").press("Enter")
    checking = card.get_by_role("button", name="Checking…")
    expect(checking).to_be_focused()
    expect(checking).to_have_attribute("aria-disabled", "true")
    expect(checking).to_have_js_property("disabled", value=False)


def test_hints_come_one_at_a_time_and_the_last_one_hands_the_focus_on(lesson: LessonPage) -> None:
    lesson.show("warm-up")
    card = lesson.card("Checkpoint 1")
    card.get_by_role("button", name="Hint", exact=True).press("Enter")
    expect(card.get_by_role("status")).to_have_text("Hint 1 of 2. Uses every number.")
    second = card.get_by_role("button", name="Hint 2 of 2")
    expect(second).to_be_focused()
    second.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Hint 2 of 2.")
    expect(card.get_by_label("The mean")).to_be_focused()


def test_a_double_click_on_check_does_not_press_what_takes_its_place(lesson: LessonPage) -> None:
    lesson.show("six")
    card = lesson.card("Checkpoint 2")
    card.get_by_role("textbox").fill("12")
    card.get_by_role("button", name="Check").dblclick()
    expect(card.get_by_role("status")).to_contain_text("Right.")
    expect(card.get_by_role("button", name="Try again")).to_be_visible()


def test_what_is_being_typed_survives_news_and_an_earlier_answer_is_shown(
    lesson: LessonPage,
) -> None:
    lesson.show("six", "word")
    lesson.do("word", "answer", response="mode")
    field = lesson.card("Checkpoint 3").get_by_role("textbox")
    expect(field).to_have_value("mode")
    field.fill("medi")
    lesson.do("six", "answer", response="9")
    lesson.do("word", "answer", response="average")
    expect(lesson.card("Checkpoint 3")).to_contain_text("2nd try")
    expect(field).to_have_value("medi")
    expect(field).to_be_focused()


def test_feedback_that_stays_is_not_said_twice_and_the_same_again_is(lesson: LessonPage) -> None:
    lesson.show("word", "six")
    card = lesson.card("Checkpoint 3")
    check = card.get_by_role("button", name="Check")
    check.click()
    said = card.get_by_text("Type an answer first.").element_handle()
    assert said is not None
    lesson.do("six", "answer", response="9")
    assert said.evaluate("each => each.isConnected") is True
    check.click()
    expect(check).to_have_text("Check")
    assert said.evaluate("each => each.isConnected") is False


def test_show_how_comes_after_the_tries(lesson: LessonPage) -> None:
    lesson.show("six")
    card = lesson.card("Checkpoint 2")
    card.get_by_role("textbox").fill("9")
    show = card.get_by_role("button", name="Show how")
    for attempt in ("1st", "2nd", "3rd"):
        expect(show).to_have_count(0)
        card.get_by_role("button", name="Check").click()
        expect(card).to_contain_text(f"{attempt} try")
    show.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("One way to answer. 12 km")
    expect(card.get_by_role("status")).not_to_contain_text("Not yet.")
    expect(card.get_by_role("textbox")).to_be_focused()


def test_a_reload_shows_the_earlier_answer_and_its_feedback(lesson: LessonPage) -> None:
    lesson.show("six")
    card = lesson.card("Checkpoint 2")
    card.get_by_role("textbox").fill("9")
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_contain_text("Not yet.")
    lesson.page.reload()
    lesson.session = session(log=lesson.session.log)
    lesson.show("six")
    expect(card.get_by_role("textbox")).to_have_value("9")
    expect(card.get_by_role("status")).to_contain_text("Not yet. There are two in the middle")


def test_an_answer_that_is_not_saved_says_so_and_offers_the_record(lesson: LessonPage) -> None:
    lesson.show("six")
    lesson.do("six", "answer", response="9")
    lesson.session.log.close()
    card = lesson.card("Checkpoint 2")
    card.get_by_role("textbox").fill("12")
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_contain_text("Not saved.")
    with lesson.page.expect_download() as saved:
        card.get_by_role("button", name="Save my record").click()
    assert saved.value.suggested_filename == "data-01-centre.jsonl"
    assert saved.value.path().read_text("utf-8") == lesson.session.log.text()


def test_code_is_written_checked_and_its_tests_are_listed(lesson: LessonPage) -> None:
    lesson.show("six", "centre")
    lesson.do("six", "answer", response="12")
    card = lesson.card("Checkpoint 4")
    card.get_by_role("textbox").fill(SOLUTION)
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_contain_text("Right.")
    tests = card.get_by_role("list", name="Tests").get_by_role("listitem")
    expect(tests).to_have_text(
        ["an odd number of values: passed", "an even number of values: passed"]
    )


def test_keys_pressed_in_a_widget_are_kept_from_the_notebook_s_shortcuts(
    lesson: LessonPage,
) -> None:
    """JupyterLab asks the very element that has the focus."""
    lesson.show("header", "warm-up", "six", "centre", "gate stretch")
    places = lesson.page.locator(".cw").locator("a, button, input, textarea, [tabindex]")
    assert places.count() > 10
    for place in places.all():
        place.focus()
        expect(place).to_have_attribute("data-lm-suppress-shortcuts", "true")


def test_a_key_that_is_hit_twice_costs_one_try(lesson: LessonPage) -> None:
    lesson.show("six")
    card = lesson.card("Checkpoint 2")
    field = card.get_by_role("textbox")
    field.fill("7")
    field.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Not yet.")
    field.press("Enter")
    field.fill("8")
    field.press("Enter")
    expect(card.locator(".about")).to_contain_text("2nd try")
    assert len([each for each in lesson.session.log.read() if each.kind == "answered"]) == 2
