"""The editor of `code`: plain text that keeps its indentation and lets the keyboard out."""

from collections.abc import Iterator

import pytest
from attrs import evolve
from playwright.sync_api import Locator, Page, expect

from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.unit.widgets.stage import session, whole_lesson


@pytest.fixture
def lesson(page: Page) -> Iterator[LessonPage]:
    with lesson_page(page, session(evolve(whole_lesson(), branch_of={}))) as empty:
        empty.show("centre")
        yield empty


def editor(lesson: LessonPage) -> Locator:
    return lesson.card("Checkpoint 4").get_by_role("textbox")


def typed(lesson: LessonPage, start: str, *keys: str) -> str:
    """The text after some keys, typed behind `start`."""
    field = editor(lesson)
    field.fill(start)
    field.press("Control+End")
    for key in keys:
        if len(key) == 1 or "+" in key or key[0].isupper():
            field.press(key)
        else:
            field.press_sequentially(key)
    return field.input_value()


def test_enter_keeps_the_indentation_and_goes_deeper_after_a_colon(lesson: LessonPage) -> None:
    assert typed(lesson, "def f(x):", "Enter", "y = x", "Enter", "return y") == (
        "def f(x):\n    y = x\n    return y"
    )


def test_tab_indents_and_shift_tab_moves_back(lesson: LessonPage) -> None:
    assert typed(lesson, "x", "Home", "Tab") == "    x"
    assert typed(lesson, "    x", "Shift+Tab") == "x"
    assert typed(lesson, "a\n  b\nc", "Control+a", "Tab") == "    a\n      b\n    c"
    assert typed(lesson, "    a\n  b\nc", "Control+a", "Shift+Tab") == "a\nb\nc"
    assert typed(lesson, "a\n", "Shift+Tab") == "a\n"


def test_what_the_keys_did_can_be_undone(lesson: LessonPage) -> None:
    assert typed(lesson, "a\nb", "Control+a", "Tab", "Control+z") == "a\nb"


def test_escape_lets_the_next_tab_out_and_the_editor_says_so(lesson: LessonPage) -> None:
    field = editor(lesson)
    expect(field).to_have_accessible_description(
        "Tab indents, Shift+Tab moves back. To leave the editor: Escape, then Tab."
    )
    field.fill("x")
    field.press("Escape")
    field.press("Tab")
    expect(lesson.card("Checkpoint 4").get_by_role("button", name="Check")).to_be_focused()
    lesson.page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()
    lesson.page.keyboard.press("Tab")
    expect(field).to_be_focused()
    field.press("Escape")
    field.press("Shift+Tab")
    expect(field).not_to_be_focused()


def test_start_over_brings_the_starter_back_and_can_be_undone(lesson: LessonPage) -> None:
    field = editor(lesson)
    field.fill("import os")
    lesson.card("Checkpoint 4").get_by_role("button", name="Start over").click()
    expect(field).to_have_value("def centre(values):\n    ...\n")
    expect(field).to_be_focused()
    field.press("Control+z")
    expect(field).to_have_value("import os")


def test_a_long_line_scrolls_inside_the_editor(lesson: LessonPage) -> None:
    field = editor(lesson)
    field.fill("x = " + "1 + " * 200 + "1")
    assert field.evaluate("each => each.scrollWidth > each.clientWidth")
    assert not lesson.scrolls_sideways()


def test_what_is_typed_at_two_places_is_kept_as_typed(lesson: LessonPage) -> None:
    code = "def centre(values):\n\tif values:\n\n        return '<b>&amp;\\n'\n"
    editor(lesson).fill(code)
    lesson.card("Checkpoint 4").get_by_role("button", name="Check").click()
    expect(lesson.card("Checkpoint 4").get_by_role("status")).to_contain_text("One moment.")
    expect(editor(lesson)).to_have_value(code)
