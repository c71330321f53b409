"""The first lesson can be read by everybody: accessible, in light and dark, on narrow screens."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LESSONS, OpenLesson, StartLessons
from tests.browser.lesson_page import SOON, LessonPage
from tests.browser.test_lesson_walk import CHANGED, MONTH, TOLD, UNSORTED, WHICH

pytestmark = pytest.mark.timeout(300)

WIDE, NARROW, HEIGHT = 1000, 320, 800
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def reads_well(lesson: LessonPage) -> None:
    """See that axe-core finds nothing in light and dark, and that 320 pixels are enough."""
    for scheme in SCHEMES:
        lesson.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert lesson.violations() == []
    lesson.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    assert not lesson.scrolls_sideways()
    assert lesson.violations() == []
    lesson.page.set_viewport_size({"width": WIDE, "height": HEIGHT})


def test_every_state_of_the_lesson_reads_well(
    start_lessons: StartLessons, open_lesson: OpenLesson
) -> None:
    """Fresh, with feedback of each kind, with opened branches, ended; and the list of lessons."""
    served = start_lessons(LESSONS)
    lesson = open_lesson(served, "01-centre", width=WIDE)
    stand_close(lesson, "Two centres and a strange value", "A centre that resists")
    reads_well(lesson)
    miss(lesson)
    open_branches(lesson)
    reads_well(lesson)
    lesson.page.goto(served.url)
    expect(lesson.page.get_by_role("link", name="The centre of data")).to_be_visible()
    reads_well(lesson)
    lesson.open(served.lesson("01-centre"))
    expect(lesson.question("balance").card.get_by_role("radio").first).to_be_visible(timeout=SOON)
    served.end()
    lesson.question("balance").pick("At A, at 2.5").check().has_ended()
    lesson.question("balance").pick("At C, at 5.5").check().has_ended()
    reads_well(lesson)


def stand_close(lesson: LessonPage, one: str, next_: str) -> None:
    """See that what is hidden between two cards leaves no hole in the page."""
    expect(lesson.card(next_)).to_be_visible()
    above, below = lesson.card(one).bounding_box(), lesson.card(next_).bounding_box()
    assert above is not None
    assert below is not None
    assert below["y"] - above["y"] - above["height"] < 60


def miss(lesson: LessonPage) -> None:
    """A malformed answer, wrong ones with all hints, and the worked answer."""
    lesson.question("warm-up").type("a lot").check().says("One moment.")
    warm_up = lesson.question("warm-up").type("15").check().says("Not yet.")
    warm_up.press("Hint").says("Hint 1 of 2.").press("Hint 2 of 2").says("Hint 2 of 2.")
    warm_up.type("6").check().about("2nd try").type("3").check().about("3rd try")
    warm_up.press("Show how").says("One way to answer.")


def open_branches(lesson: LessonPage) -> None:
    """Right and partly right answers, an interest, and what is offered."""
    lesson.opens("Where the data balance").question("share").type("9").check().says("Not yet.")
    lesson.question("median-odd").type("8").check().says("Right.")
    lesson.question("two-middles").type("5\n5").check().says("Not yet.")
    lesson.question("median-lines").lay(UNSORTED).check().says("Not yet.")
    lesson.question("one-outlier").tick(*CHANGED).check().says("Right.")
    which = lesson.question("which-centre").match({**WHICH, MONTH: "The median"}).check()
    which.says("Partly right.")
    lesson.question("report").type(TOLD).press("Record answer").says("Now compare it")
    lesson.interest("Sport").click()
    lesson.opens("Nine long jumps").question("sport-median").type("Boston").check()
    lesson.question("sport-median").says("Not yet.").press("Hint")
    expect(lesson.page.get_by_role("button", name="Open it").first).to_be_visible()
