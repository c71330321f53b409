"""Predictions and texts in a page: by keyboard alone, kept through a reload, and accessible."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import pytest
from attrs import evolve
from playwright.sync_api import Locator, Page, expect

from courseware.session import Session
from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.conftest import OpenPage
from tests.unit.widgets.stage import session
from tests.unit.widgets.written import LOOP, PRINTED, written

TEXT = "It tells where the middle is."
ALL = ("header", "loop", "look-back", "essay")


@pytest.fixture
def lesson(page: Page) -> Iterator[LessonPage]:
    with lesson_page(page, session(written())) as empty:
        empty.show(*ALL)
        yield empty


def box(card: Locator) -> Locator:
    return card.get_by_role("textbox")


def test_a_prediction_is_written_line_by_line_and_checked(lesson: LessonPage) -> None:
    card = lesson.card("Checkpoint 1")
    expect(card.get_by_role("group", name="The code")).to_have_text(LOOP)
    expect(box(card)).to_have_accessible_name("What does this code print?")
    expect(box(card)).to_have_accessible_description(
        "Write line by line what is printed. If it stops with an error, end with the error's name,"
        " such as NameError."
    )
    box(card).click()
    for line in PRINTED.split("\n")[:-1]:
        lesson.page.keyboard.type(line)
        lesson.page.keyboard.press("Enter")
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_contain_text("So far so good.")
    box(card).press("Control+End")
    lesson.page.keyboard.type("ZeroDivisionError")
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_have_text("Right. total adds them up.")
    expect(box(card)).to_have_js_property("readOnly", value=True)
    card.get_by_role("button", name="Try again").click()
    expect(box(card)).to_be_focused()
    expect(box(card)).to_have_js_property("readOnly", value=False)


def test_long_code_is_scrolled_within_its_box_by_keyboard(lesson: LessonPage) -> None:
    lesson.page.set_viewport_size({"width": 320, "height": 700})
    code = lesson.card("Checkpoint 1").get_by_role("group", name="The code")
    code.focus()
    expect(code).to_be_focused()
    assert code.evaluate("each => each.scrollWidth > each.clientWidth")
    lesson.page.keyboard.press("ArrowRight")
    lesson.page.wait_for_function("each => each.scrollLeft > 0", arg=code.element_handle())
    assert not lesson.scrolls_sideways()


def test_the_keyboard_alone_predicts_reveals_and_leaves_the_box(lesson: LessonPage) -> None:
    card, keyboard = lesson.card("Checkpoint 1"), lesson.page.keyboard
    card.get_by_role("group", name="The code").focus()
    keyboard.press("Tab")
    keyboard.type("4 4")
    keyboard.press("Tab")
    expect(card.get_by_role("button", name="Check")).to_be_focused()
    for attempt in ("1st", "2nd", "3rd"):
        keyboard.press("Enter")
        expect(card).to_contain_text(f"{attempt} try")
    card.get_by_role("button", name="Show how").press("Enter")
    expect(card.get_by_role("status")).to_contain_text("One way to answer.")
    expect(card.get_by_role("status").locator("pre")).to_have_text(PRINTED)
    expect(box(card)).to_be_focused()


def test_a_text_is_written_then_compared_then_rated_by_keyboard_alone(lesson: LessonPage) -> None:
    card, keyboard = lesson.card("Checkpoint 2"), lesson.page.keyboard
    rubric = card.get_by_role("group", name="Which of these fits your text best?")
    expect(rubric).to_be_hidden()
    box(card).focus()
    keyboard.type(TEXT)
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Recorded. Now compare it")
    expect(card.get_by_role("status")).to_contain_text("One possible answer. The mean is 29 km.")
    expect(rubric.get_by_role("radio").first).to_be_focused()
    expect(rubric.get_by_role("radio")).to_have_count(3)
    keyboard.press("ArrowDown")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("the last one counts")
    answered = [each for each in lesson.session.log.read() if each.kind == "answered"]
    assert [each.response for each in answered] == [{"text": TEXT}, {"text": TEXT, "rating": 1}]
    assert [each.verdict and each.verdict["score"] for each in answered] == [None, None]
    expect(lesson.page.get_by_role("link", name="2, recorded")).to_be_visible()


def test_a_reload_shows_what_was_written_and_how_it_was_rated(lesson: LessonPage) -> None:
    lesson.do("loop", "answer", response="4 4\n8 8")
    lesson.do("look-back", "answer", response={"text": TEXT, "rating": 2})
    lesson.page.reload()
    lesson.session = session(written(), lesson.session.log)
    lesson.show(*ALL)
    first, second = lesson.card("Checkpoint 1"), lesson.card("Checkpoint 2")
    expect(box(first)).to_have_value("4 4\n8 8")
    expect(first.get_by_role("status")).to_contain_text("Line 2 is the first")
    expect(box(second)).to_have_value(TEXT)
    expect(second.get_by_label("I say what it hides, too.")).to_be_checked()
    expect(second.get_by_role("status")).to_contain_text("One possible answer.")


def test_what_is_being_written_survives_news(lesson: LessonPage) -> None:
    card = lesson.card("Checkpoint 2")
    lesson.do("look-back", "answer", response={"text": "Before."})
    expect(box(card)).to_have_value("Before.")
    box(card).fill("Before. And")
    card.get_by_label("I name a number.").check()
    lesson.do("look-back", "answer", response={"text": "Elsewhere.", "rating": 2})
    lesson.do("loop", "answer", response="4")
    expect(box(card)).to_have_value("Before. And")
    expect(card.get_by_label("I name a number.")).to_be_checked()


def fresh() -> Session:
    return session(written())


def graded() -> Session:
    whole = written()
    bare = {id_: evolve(each, key=None) for id_, each in whole.checkpoints.items()}
    return session(evolve(whole, feedback="graded", checkpoints=bare))


def leave(lesson: LessonPage) -> None:
    del lesson


def miss(lesson: LessonPage) -> None:
    """Hinted and wrong, written and not rated, malformed."""
    lesson.do("loop", "hint")
    lesson.do("loop", "answer", response="4 4\n8 8\n9 9\nZeroDivisionError")
    lesson.do("look-back", "answer", response={"text": TEXT * 20})
    lesson.do("essay", "answer", response={"text": " "})


def release(lesson: LessonPage) -> None:
    """Released and shown, rated, left to somebody."""
    for _ in range(3):
        lesson.do("loop", "answer", response="4")
    lesson.do("loop", "reveal")
    lesson.do("look-back", "answer", response={"text": TEXT, "rating": 1})
    lesson.do("essay", "answer", response={"text": TEXT})


def settle(lesson: LessonPage) -> None:
    lesson.do("loop", "answer", response=PRINTED)


SCENES: Mapping[str, tuple[Callable[[], Session], Callable[[LessonPage], None]]] = {
    "fresh": (fresh, leave),
    "missed": (fresh, miss),
    "released": (fresh, release),
    "settled": (fresh, settle),
    "graded": (graded, miss),
}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("width", "scheme"), [(900, "light"), (320, "dark"), (320, "light")])
def test_a_scene_is_accessible_and_fits_its_window(
    scene: str, width: int, scheme: Literal["light", "dark"], open_page: OpenPage
) -> None:
    begin, play = SCENES[scene]
    page = open_page(width=width, height=900, color_scheme=scheme, reduced_motion="reduce")
    with lesson_page(page, begin()) as lesson:
        lesson.show(*ALL)
        play(lesson)
        assert lesson.violations() == []
        assert not lesson.scrolls_sideways()
        small = page.locator("button:visible, textarea:visible, .option:visible").evaluate_all(
            """all => all.filter(each => each.getBoundingClientRect().height < 43.5)
                .map(each => each.outerHTML)"""
        )
        assert small == []
