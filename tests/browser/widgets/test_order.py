"""Lines are laid by mouse, by finger, by keys and by buttons, and come to the same answer."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from courseware.events import JSON
from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.conftest import OpenPage
from tests.unit.widgets.ordered import (
    DEF,
    FLAT,
    IF,
    MIDDLE,
    NONE,
    RIGHT,
    SORT,
    STEPS,
    STRAY,
    ordered,
)
from tests.unit.widgets.stage import session


@pytest.fixture
def lesson(page: Page) -> Iterator[LessonPage]:
    with lesson_page(page, session(ordered())) as empty:
        empty.show("centre")
        yield empty


def recorded(lesson: LessonPage) -> list[JSON]:
    """The answers in the learner's record."""
    return [each.response for each in lesson.session.log.read() if each.kind == "answered"]


def check(lesson: LessonPage) -> Locator:
    lesson.page.get_by_role("button", name="Check").click()
    return lesson.page.get_by_role("status")


def pool(lesson: LessonPage) -> Locator:
    return lesson.page.get_by_role("list", name="Lines to take from").get_by_role("listitem")


def desk(lesson: LessonPage) -> Locator:
    return lesson.page.get_by_role("list", name="Your answer").get_by_role("listitem")


def grip(lesson: LessonPage, line: str) -> Locator:
    return lesson.page.get_by_role("button", name=line, exact=True)


def press(lesson: LessonPage, *names: str) -> None:
    """Press small buttons by their names."""
    for name in names:
        lesson.page.get_by_role("button", name=name, exact=True).click()


def add(lesson: LessonPage, *lines: str) -> None:
    press(lesson, *(f"Add {line}" for line in lines))


def said(lesson: LessonPage) -> Locator:
    return lesson.page.locator("[aria-live]:not([role])")


def box(of: Locator) -> Mapping[str, float]:
    found = of.locator(".box").bounding_box()
    assert found is not None
    return found  # type: ignore[return-value]


def way(lesson: LessonPage, line: Locator, place: int, depth: int) -> list[tuple[float, float]]:
    """From a line's grip to where its left edge is `depth` steps inside, before place (from 0)."""
    rows, step = desk(lesson), 32 if lesson.page.viewport_size["width"] > 544 else 16  # type: ignore[index]
    of = box(line)
    begin = (of["x"] + 14, of["y"] + of["height"] / 2)
    if rows.count() == 0:
        empty = lesson.page.get_by_text("Drag lines here").bounding_box()
        assert empty is not None
        base, top = empty["x"] + step, empty["y"] + 8
    else:
        first = rows.nth(min(place, rows.count() - 1))
        at = box(first)
        deep = int(first.evaluate("row => row.style.getPropertyValue('--depth')"))
        base = at["x"] - deep * step
        top = at["y"] + 3 if place < rows.count() else at["y"] + at["height"] - 3
    return [begin, (begin[0] + 8, begin[1] + 8), (base + depth * step + 14, top)]


def drag(lesson: LessonPage, line: Locator, place: int, depth: int = 0) -> None:
    begin, *others = way(lesson, line, place, depth)
    lesson.page.mouse.move(*begin)
    lesson.page.mouse.down()
    for each in others:
        lesson.page.mouse.move(*each, steps=3)
    lesson.page.mouse.up()


def touch(lesson: LessonPage, points: list[tuple[float, float]]) -> None:
    """Draw a finger over these points."""
    finger = lesson.page.context.new_cdp_session(lesson.page)
    send = "Input.dispatchTouchEvent"
    kinds = ["touchStart", *("touchMove" for _ in points[1:])]
    for kind, (x, y) in zip(kinds, points, strict=True):
        finger.send(send, {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    finger.send(send, {"type": "touchEnd", "touchPoints": []})


def test_lines_are_laid_by_keyboard_alone_and_each_move_is_told(lesson: LessonPage) -> None:
    keyboard = lesson.page.keyboard
    keyboard.press("Tab")
    expect(pool(lesson).first.get_by_role("button")).to_be_focused()
    while pool(lesson).count() > 1:
        keyboard.press("Home")
        if pool(lesson).first.inner_text().strip() == STRAY:
            keyboard.press("ArrowDown")
        keyboard.press("Enter")
    expect(pool(lesson)).to_have_text([STRAY])
    expect(pool(lesson).get_by_role("button")).to_be_focused()
    keyboard.press("Tab")
    for number, (line, depth) in enumerate(
        zip((DEF, SORT, IF, MIDDLE, NONE), (0, 1, 1, 2, 1), strict=True), 1
    ):
        while lesson.page.locator(":focus").get_attribute("aria-label") != line:
            keyboard.press("ArrowDown")
        keyboard.press("Space")
        expect(grip(lesson, line)).to_have_attribute("aria-pressed", "true")
        keyboard.press("Home")
        for _ in range(number - 1):
            keyboard.press("ArrowDown")
        for _ in range(depth):
            keyboard.press("ArrowRight")
        expect(grip(lesson, line)).to_be_focused()
        where = ("not indented", "indented once", "indented 2 times")[depth]
        expect(said(lesson)).to_have_text(f"{line}, now line {number} of 5, {where}.")
        keyboard.press("Space")
        expect(said(lesson)).to_have_text(f"{line}, put down: line {number} of 5, {where}.")
        keyboard.press("Home")
    while lesson.page.locator(":focus").inner_text() != "Check":
        keyboard.press("Tab")
    keyboard.press("Enter")
    expect(lesson.page.get_by_role("status")).to_contain_text("Right.")
    expect(lesson.page.get_by_role("button", name="Try again")).to_be_focused()
    assert recorded(lesson) == [RIGHT]


def test_lines_are_dragged_by_mouse_between_others_and_to_their_depth(lesson: LessonPage) -> None:
    for line, place, depth in (
        (NONE, 0, 1),
        (DEF, 0, 0),
        (STRAY, 2, 0),
        (IF, 1, 1),
        (MIDDLE, 2, 2),
        (SORT, 1, 0),
    ):
        drag(lesson, pool(lesson).filter(has_text=line).first, place, depth)
    expect(said(lesson)).to_have_text(f"{SORT}, added as line 2 of 6, not indented.")
    drag(lesson, desk(lesson).nth(1), 1, 1)
    expect(said(lesson)).to_have_text(f"{SORT}, now line 2 of 6, indented once.")
    back = lesson.page.get_by_text("Every line is in your answer.").bounding_box()
    at = box(desk(lesson).filter(has_text=STRAY))
    assert back is not None
    mouse = lesson.page.mouse
    mouse.move(at["x"] + 60, at["y"] + 20)
    mouse.down()
    mouse.move(at["x"] + 60, at["y"] + 40, steps=2)
    mouse.move(back["x"] + 40, back["y"] + 8, steps=4)
    expect(lesson.page.locator(".pool[data-over]")).to_have_count(1)
    mouse.up()
    expect(pool(lesson)).to_have_text([STRAY])
    expect(check(lesson)).to_contain_text("Right.")
    assert recorded(lesson) == [RIGHT]


def test_lines_are_laid_by_small_buttons_which_keep_the_focus(lesson: LessonPage) -> None:
    add(lesson, SORT, DEF, IF, MIDDLE, STRAY, NONE)
    press(lesson, "Move line 1 down", "Take line 5 back")
    press(lesson, *(f"Indent line {number}" for number in (2, 3, 4, 4, 4, 5)))
    less = lesson.page.get_by_role("button", name="Indent line 4 less")
    less.press("Enter")
    expect(less).to_be_focused()
    up = lesson.page.get_by_role("button", name="Move line 1 up")
    expect(up).to_have_attribute("aria-disabled", "true")
    up.press("Enter")
    down = lesson.page.get_by_role("button", name="Move line 2 down")
    down.press("Enter")
    expect(lesson.page.get_by_role("button", name="Move line 3 down")).to_be_focused()
    press(lesson, "Move line 3 up")
    expect(check(lesson)).to_contain_text("Right.")
    assert recorded(lesson) == [RIGHT]


def test_lines_are_dragged_by_finger_on_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page(width=320, height=1400)
    with lesson_page(page, session(ordered())) as lesson:
        lesson.show("centre")
        for place, (line, depth) in enumerate(
            zip((DEF, SORT, IF, MIDDLE, NONE), (0, 1, 1, 2, 1), strict=True)
        ):
            touch(lesson, way(lesson, pool(lesson).filter(has_text=line).first, place, depth))
        expect(check(lesson)).to_contain_text("Right.")
        assert recorded(lesson) == [RIGHT]


def test_a_finger_beside_the_grip_scrolls_the_page(open_page: OpenPage) -> None:
    page = open_page(width=320, height=500)
    with lesson_page(page, session(ordered())) as lesson:
        lesson.show("centre")
        x, y = 160, 400
        touch(lesson, [(x, y - 20 * step) for step in range(12)])
        page.wait_for_function("scrollY > 100")
        expect(desk(lesson)).to_have_count(0)
        expect(page.locator(".carried")).to_have_count(0)


def test_a_key_that_follows_a_drag_at_once_is_heard(lesson: LessonPage) -> None:
    add(lesson, DEF, SORT)
    at, mouse = box(desk(lesson).first), lesson.page.mouse
    mouse.move(at["x"] + 60, at["y"] + 20)
    mouse.down()
    mouse.move(at["x"] + 60, at["y"] + 60, steps=3)
    expect(lesson.page.locator(".carried")).to_have_count(1)
    # one task, as on a machine that is too busy for a timer between the two
    grip(lesson, SORT).evaluate(
        "grip => { dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })); grip.click(); }"
    )
    expect(said(lesson)).to_have_text(f"{SORT}, picked up: line 2 of 2, not indented.")
    mouse.up()


def test_what_is_let_go_elsewhere_or_taken_back_changes_nothing(lesson: LessonPage) -> None:
    add(lesson, DEF, SORT)
    mouse, keyboard = lesson.page.mouse, lesson.page.keyboard
    for end in ("elsewhere", "Escape"):
        at = box(desk(lesson).first)
        mouse.move(at["x"] + 60, at["y"] + 20)
        mouse.down()
        mouse.move(at["x"] + 60, at["y"] + 60, steps=3)
        expect(lesson.page.locator(".carried")).to_have_count(1)
        if end == "Escape":
            keyboard.press("Escape")
        else:
            mouse.move(5, 5, steps=3)
        mouse.up()
        expect(lesson.page.locator(".carried, [data-over], .mark:visible")).to_have_count(0)
    grip(lesson, SORT).press("Space")
    for key in ("ArrowUp", "ArrowRight", "ArrowRight"):
        keyboard.press(key)
    expect(said(lesson)).to_have_text(f"{SORT}, now line 1 of 2, indented 2 times.")
    keyboard.press("Escape")
    expect(said(lesson)).to_have_text(f"{SORT}, put down: line 2 of 2, not indented.")
    grip(lesson, SORT).press("Delete")
    expect(grip(lesson, DEF)).to_be_focused()
    expect(said(lesson)).to_have_text(f"{SORT}, taken back. Lines in your answer: 1.")
    expect(desk(lesson)).to_have_count(1)


def test_no_answer_is_told_and_costs_nothing(lesson: LessonPage) -> None:
    expect(check(lesson)).to_have_text(
        "One moment. Bring lines into your answer first, in the order that you think is right."
    )
    assert recorded(lesson) == []


def test_the_line_out_of_place_is_marked_until_the_answer_is_another(lesson: LessonPage) -> None:
    lesson.do("centre", "answer", response=FLAT)
    marked = lesson.page.locator("[data-astray]")
    expect(marked.get_by_role("button", name=MIDDLE)).to_be_visible()
    expect(lesson.page.get_by_role("status")).to_contain_text("Line 4 is in its place.")
    press(lesson, "Indent line 4")
    expect(marked).to_have_count(0)
    press(lesson, "Indent line 4 less")
    expect(marked).to_have_count(1)


def test_what_is_being_laid_survives_news_and_a_reload_shows_the_answer(lesson: LessonPage) -> None:
    lesson.do("centre", "answer", response=FLAT)
    press(lesson, "Take line 5 back")
    lesson.do("centre", "hint")
    lesson.do("centre", "answer", response=RIGHT[:2])
    expect(desk(lesson)).to_have_count(4)
    lesson.page.reload()
    lesson.session = session(ordered(), lesson.session.log)
    lesson.show("centre")
    expect(desk(lesson)).to_have_count(2)
    expect(lesson.page.get_by_role("status")).to_contain_text("So far so good.")
    add(lesson, IF)
    press(lesson, "Indent line 3")
    check(lesson)
    expect(lesson.page.get_by_role("region")).to_contain_text("3rd try")
    assert recorded(lesson)[-1] == RIGHT[:3]


def test_what_is_right_is_fixed_and_read_as_a_list_until_the_next_try(lesson: LessonPage) -> None:
    lesson.do("centre", "answer", response=RIGHT)
    expect(desk(lesson).get_by_role("button")).to_have_count(0)
    expect(desk(lesson).get_by_text(DEF)).to_be_visible()
    expect(pool(lesson)).to_have_count(0)
    at = box(desk(lesson).first)
    lesson.page.mouse.move(at["x"] + 20, at["y"] + 20)
    lesson.page.mouse.down()
    lesson.page.mouse.move(at["x"] + 20, at["y"] + 120, steps=4)
    expect(lesson.page.locator(".carried")).to_have_count(0)
    lesson.page.mouse.up()
    lesson.page.get_by_role("button", name="Try again").press("Enter")
    expect(pool(lesson).get_by_role("button")).to_be_focused()
    drag(lesson, desk(lesson).nth(4), 0, 0)
    expect(check(lesson)).to_contain_text("Line 1 is the first that is out of place")


def test_equal_words_are_interchangeable_and_have_no_buttons_to_indent(lesson: LessonPage) -> None:
    lesson.show("words")
    card = lesson.card("Checkpoint 3")
    for word in ("the", "cat", "sees", "the", "dog"):
        card.get_by_role("button", name=f"Add {word}", exact=True).first.click()
    expect(card.get_by_role("button", name="Indent")).to_have_count(0)
    card.get_by_role("button", name="cat", exact=True).press("ArrowRight")
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_contain_text("Right.")
    assert recorded(lesson) == [["the", "cat", "sees", "the", "dog"]]


def fresh(lesson: LessonPage) -> None:
    del lesson


def work(lesson: LessonPage) -> None:
    """A line is picked up by keys while another one is under way."""
    add(lesson, DEF, SORT, MIDDLE)
    press(lesson, "Indent line 3", "Indent line 3")
    grip(lesson, SORT).press("Space")
    lesson.page.mouse.move(*way(lesson, pool(lesson).first, 1, 1)[0])
    lesson.page.mouse.down()
    lesson.page.mouse.move(*way(lesson, pool(lesson).first, 1, 1)[2], steps=4)
    lesson.page.locator(".mark:visible").wait_for()


def miss(lesson: LessonPage) -> None:
    """Wrong, hinted, and shown."""
    lesson.do("centre", "answer", response=FLAT)
    lesson.do("centre", "hint")
    for _ in range(3):
        lesson.do("steps", "answer", response=STEPS[1:])
    lesson.do("steps", "reveal")


def master(lesson: LessonPage) -> None:
    """Everything right."""
    lesson.do("centre", "answer", response=RIGHT)
    lesson.do("steps", "answer", response=STEPS)


SCENES: Mapping[str, Callable[[LessonPage], None]] = {
    "fresh": fresh,
    "work": work,
    "missed": miss,
    "mastered": master,
}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("width", "scheme"), [(900, "light"), (320, "dark")])
def test_a_scene_is_accessible_and_fits_its_window(
    scene: str, width: int, scheme: Literal["light", "dark"], open_page: OpenPage
) -> None:
    page = open_page(width=width, height=1400, color_scheme=scheme, reduced_motion="reduce")
    with lesson_page(page, session(ordered())) as lesson:
        lesson.show("header", "centre", "steps", "words")
        SCENES[scene](lesson)
        assert lesson.violations() == []
        assert not lesson.scrolls_sideways()
        small = page.locator("button:visible").evaluate_all(
            """all => all.map(each => each.getBoundingClientRect())
                .filter(({ width, height }) => width < 24 || height < 24).length"""
        )
        assert small == 0
