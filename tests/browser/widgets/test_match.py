"""Pairs are chosen by keyboard and dragged by mouse and finger, and come to the same answer."""

from collections.abc import Iterator

import pytest
from attrs import evolve
from playwright.sync_api import Locator, Page, expect

from courseware.events import JSON
from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.conftest import OpenPage
from tests.unit.widgets.several import RIGHT, SWAPPED, several
from tests.unit.widgets.stage import session

MEAN, MIDDLE, MOST = RIGHT.values()


@pytest.fixture
def lesson(page: Page) -> Iterator[LessonPage]:
    with lesson_page(page, session(several())) as empty:
        empty.show("names")
        yield empty


def recorded(lesson: LessonPage) -> list[JSON]:
    """The answers in the learner's record."""
    return [each.response for each in lesson.session.log.read() if each.kind == "answered"]


def box(lesson: LessonPage, left: str) -> Locator:
    return lesson.page.get_by_role("combobox", name=left)


def chip(lesson: LessonPage, right: str) -> Locator:
    return lesson.page.get_by_role("listitem").filter(has_text=right)


def check(lesson: LessonPage) -> Locator:
    lesson.page.get_by_role("button", name="Check").click()
    return lesson.page.get_by_role("status")


def middle(of: Locator) -> tuple[float, float]:
    found = of.bounding_box()
    assert found is not None
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def drag(lesson: LessonPage, right: str, left: str) -> None:
    mouse = lesson.page.mouse
    mouse.move(*middle(chip(lesson, right)))
    mouse.down()
    mouse.move(*middle(box(lesson, left)), steps=4)
    mouse.up()


def touch(lesson: LessonPage, right: str, left: str) -> None:
    finger = lesson.page.context.new_cdp_session(lesson.page)
    (x, y), (to_x, to_y) = middle(chip(lesson, right)), middle(box(lesson, left))
    finger.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    for step in range(1, 5):
        point = {"x": x + (to_x - x) * step / 4, "y": y + (to_y - y) * step / 4}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_pairs_are_chosen_by_keyboard_alone(lesson: LessonPage) -> None:
    group = lesson.page.get_by_role("group", name="Which belongs to which?")
    expect(group.get_by_role("combobox")).to_have_count(3)
    keyboard = lesson.page.keyboard
    keyboard.press("Tab")
    for left, right in RIGHT.items():
        expect(box(lesson, left.strip("*"))).to_be_focused()
        keyboard.type(right[:7])
        keyboard.press("Tab")
    keyboard.press("Enter")
    expect(lesson.page.get_by_role("status")).to_contain_text("Right.")
    expect(lesson.page.get_by_role("button", name="Try again")).to_be_focused()
    assert recorded(lesson) == [RIGHT]


def test_pairs_are_dragged_by_mouse_in_any_order(lesson: LessonPage) -> None:
    for left, right in (("mode", MOST), ("mean", MIDDLE), ("median", MIDDLE), ("mean", MEAN)):
        drag(lesson, right, left)
    expect(check(lesson)).to_contain_text("Right.")
    assert recorded(lesson) == [RIGHT]


def test_pairs_are_dragged_by_finger_on_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page(width=320, height=900)
    with lesson_page(page, session(several())) as lesson:
        lesson.show("names")
        for left, right in SWAPPED.items():
            touch(lesson, right, left.strip("*"))
        expect(check(lesson)).to_have_text("Partly right. That is another centre: the median.")
        assert recorded(lesson) == [SWAPPED]


def test_what_is_let_go_elsewhere_or_taken_back_changes_nothing(lesson: LessonPage) -> None:
    drag(lesson, MOST, "mode")
    mouse = lesson.page.mouse
    for end in ("elsewhere", "Escape"):
        mouse.move(*middle(chip(lesson, MEAN)))
        mouse.down()
        mouse.move(*middle(box(lesson, "mode")), steps=3)
        expect(lesson.page.locator(".carried")).to_have_text(MEAN)
        if end == "Escape":
            lesson.page.keyboard.press("Escape")
        else:
            mouse.move(5, 5, steps=3)
        mouse.up()
        expect(lesson.page.locator(".carried, [data-over], [data-carried]")).to_have_count(0)
    expect(box(lesson, "mode")).to_have_value(MOST)
    expect(box(lesson, "mean")).to_have_value("")


def test_a_chip_that_leaves_while_it_is_carried_is_dropped_nowhere(lesson: LessonPage) -> None:
    lesson.page.mouse.move(*middle(chip(lesson, MOST)))
    lesson.page.mouse.down()
    lesson.page.mouse.move(*middle(box(lesson, "mean")), steps=3)
    lesson.do("names", "answer", response=RIGHT)
    expect(lesson.page.locator(".carried, [data-over]")).to_have_count(0)
    lesson.page.mouse.up()
    expect(box(lesson, "mean")).to_have_value(MEAN)


def test_dragging_scrolls_where_the_box_is_out_of_sight(open_page: OpenPage) -> None:
    page = open_page(width=320, height=360)
    with lesson_page(page, session(several())) as lesson:
        lesson.show("names")
        chip(lesson, MIDDLE).scroll_into_view_if_needed()
        expect(box(lesson, "mean")).not_to_be_in_viewport()
        mouse = page.mouse
        mouse.move(*middle(chip(lesson, MIDDLE)))
        mouse.down()
        mouse.move(160, 10, steps=3)
        page.wait_for_function("scrollY === 0")
        mouse.move(*middle(box(lesson, "mean")), steps=3)
        mouse.up()
        expect(box(lesson, "mean")).to_have_value(MIDDLE)


def test_what_is_open_is_told_and_costs_nothing(lesson: LessonPage) -> None:
    box(lesson, "mode").select_option(MOST)
    said = "One moment. 2 are still open: choose what belongs there."
    expect(check(lesson)).to_have_text(said)
    expect(box(lesson, "mode")).to_have_value(MOST)
    assert recorded(lesson) == []


def test_what_is_being_laid_survives_news_and_a_reload_shows_the_answer(lesson: LessonPage) -> None:
    lesson.do("names", "answer", response=SWAPPED)
    expect(box(lesson, "mean")).to_have_value(MIDDLE)
    box(lesson, "mean").select_option(MEAN)
    lesson.do("names", "answer", response={**RIGHT, "mode": MEAN})
    expect(box(lesson, "mean")).to_have_value(MEAN)
    expect(box(lesson, "median")).to_have_value(MEAN)
    lesson.page.reload()
    lesson.session = session(several(), lesson.session.log)
    lesson.show("names")
    expect(box(lesson, "median")).to_have_value(MIDDLE)
    expect(lesson.page.get_by_role("status")).to_contain_text("The mode has to do with counting.")


def test_what_is_right_is_shown_and_cannot_be_moved_until_the_next_try(lesson: LessonPage) -> None:
    lesson.do("names", "answer", response=RIGHT)
    expect(box(lesson, "mean")).to_be_disabled()
    expect(lesson.page.locator(".laid").first).to_be_visible()
    expect(chip(lesson, MOST)).to_be_hidden()
    lesson.page.get_by_role("button", name="Try again").click()
    expect(box(lesson, "mean")).to_be_focused()
    expect(chip(lesson, MOST)).to_be_visible()


def test_formulas_are_shown_in_the_boxes_and_numbered_for_the_lists(lesson: LessonPage) -> None:
    lesson.show("signs")
    card = lesson.card("Checkpoint 3")
    first = card.get_by_role("combobox", name=r"\bar x")
    first.select_option(label=r"(2) \frac{1}{n}\sum_{i=1}^n x_i")
    shown = card.locator(".laid").first
    expect(shown).to_contain_text("(2)")
    expect(shown.locator("mfrac")).to_have_count(1)
    expect(card.get_by_role("listitem").nth(1).locator("mfrac")).to_have_count(1)


def test_names_of_a_programs_own_are_no_answers(page: Page) -> None:
    whole = several()
    names = whole.checkpoints["names"]
    odd = ["constructor", "hasOwnProperty", "toString"]
    public = {"lefts": odd, "rights": odd}
    lesson_ = evolve(whole, checkpoints={"names": evolve(names, public=public)})
    with lesson_page(page, session(lesson_)) as lesson:
        lesson.show("names")
        expect(page.locator(".slot[data-state=open]")).to_have_count(3)
        for each in odd:
            box(lesson, each).select_option(each)
        expect(check(lesson)).to_contain_text("Not yet.")
        assert recorded(lesson) == [{each: each for each in odd}]
