"""What adapts, in a browser: the test before a lesson, reviews, and questions in many forms."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.adaptive_course import MEANS, master_the_mean, write_copy
from tests.browser.conftest import OpenLesson
from tests.browser.lesson_page import SOON, LessonPage
from tests.browser.notebook_page import NotebookPage, address
from tests.browser.serving import Served, serving
from tests.conftest import OpenPage

pytestmark = pytest.mark.timeout(300)

RIGHT = {"3, 1, 2": "2", "4, 9, 7": "7"}
WRONG = {"3, 1, 2": "1", "4, 9, 7": "9"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return write_copy(tmp_path)


@pytest.fixture
def served(copy: Path, tmp_path: Path) -> Iterator[Served]:
    """The course in Voilà, for somebody who mastered the first lesson two months ago."""
    home = tmp_path / "home"
    home.mkdir()
    master_the_mean(copy, home, days_ago=60)
    with serving(copy, home) as running:
        yield running


def card_of(lesson: LessonPage) -> Locator:
    """The card of the test before the lesson."""
    return lesson.page.locator(".diagnostic")


def press(lesson: LessonPage, label: str) -> None:
    card_of(lesson).get_by_role("button", name=label, exact=True).click()


def tells(lesson: LessonPage, *texts: str) -> None:
    for text in texts:
        expect(card_of(lesson)).to_contain_text(text, timeout=SOON)


def show_what_is_known(lesson: LessonPage) -> None:
    """Take the test and answer both of its questions right."""
    tells(lesson, "At most 2 questions find out.")
    press(lesson, "Show what I know")
    tells(lesson, "Question 1 of at most 2.")
    leads(lesson, "Next: question 1 of the test")
    lesson.question("t-median").type("2").check().says("Right.")
    tells(lesson, "Question 2 of at most 2.")
    lesson.question("t-median-2").type("2").check().says("Right.")
    tells(lesson, "You know this already: The median", "2 questions need not be done")
    tells(lesson, "which saves about 20 min. All stays readable.")
    lesson.says("The core is open.")
    lesson.step(1, "known by the test, can be left out")
    expect(lesson.question("fall").card).to_be_visible()


def another_one(lesson: LessonPage) -> None:
    """Miss a question that is drawn, get another one, and answer that."""
    drawn = lesson.question("drawn")
    first = asked(drawn.card)
    drawn.pick(WRONG[first]).check().says("Not yet.", "Sort them first.")
    expect(drawn.card.get_by_role("button", name="Check")).to_have_count(0)
    drawn.press("Another one")
    expect(drawn.card).not_to_contain_text(first)
    second = asked(drawn.card)
    drawn.says_nothing_of("Not yet.").pick(RIGHT[second]).check().says("Right.")


def asked(card: Locator) -> str:
    """The numbers that a drawn question asks about."""
    return next(numbers for numbers in RIGHT if numbers in (card.text_content() or ""))


def reviews(lesson: LessonPage, begin_again: Callable[[], object]) -> None:
    """Follow the header to the warm-up and miss its question, which stays until it is right."""
    lesson.says("Warm-up: it is time to review “The mean”.")
    leads(lesson, "Next: Warm-up from “The mean”", "because it is time to review “The mean”")
    review = lesson.page.locator("section.checkpoint", has_text="The mean of 1 and")
    lesson.page.locator(".next").get_by_role("link").click()
    expect(review).to_be_focused()
    said = review.text_content() or ""
    found = re.search(r"1 and (\d+)", said)
    assert found is not None
    assert "point" not in said
    answer_review(review, "0", "Not yet.")
    leads(lesson, "Next: Warm-up from “The mean”", "because it is not right yet")
    begin_again()
    leads(lesson, "Next: Warm-up from “The mean”", "because it is not right yet")
    answer_review(review, str((int(found[1]) + 1) // 2), "Right.")


def answer_review(review: Locator, answer: str, said: str) -> None:
    review.get_by_role("textbox").fill(answer)
    review.get_by_role("button", name="Check").click()
    expect(review.get_by_role("status")).to_contain_text(said, timeout=SOON)


def leads(lesson: LessonPage, *texts: str) -> None:
    """What the header says comes next."""
    for text in texts:
        expect(lesson.page.locator(".next")).to_contain_text(text, timeout=SOON)


def test_in_voila_a_learner_is_tested_out_reviews_and_draws_questions(
    served: Served, open_lesson: OpenLesson
) -> None:
    lesson = open_lesson(served, "02-median")
    reviews(lesson, lesson.reload)
    leads(lesson, "Next: Checkpoint 1", "to begin with")
    show_what_is_known(lesson)
    press(lesson, "No, let me do it all")
    lesson.step(1, "next")
    another_one(lesson)
    lesson.reload().says("Nothing is due for a review now.").step(2, "right")
    tells(lesson, "You go through everything, from the beginning.")


def test_a_question_that_is_due_is_put_as_if_it_were_new(
    served: Served, open_lesson: OpenLesson
) -> None:
    lesson = open_lesson(served, "01-mean")
    leads(lesson, "Next: Checkpoint 1", "because it is time to review “The mean”")
    first = lesson.question(f"mean-{MEANS[0]}").holds(str(MEANS[0])).says("Right.")
    assert lesson.violations() == []
    first.press("Review it").holds("").says_nothing_of("Right.")
    first.type("0").check().says("Not yet.")
    leads(lesson, "Next: Checkpoint 1", "because it is not right yet")
    first.press("Review it").holds("").type(str(MEANS[0])).check().says("Right.")
    lesson.says("You have answered everything that is open for you here.")


def test_numbers_and_contexts_follow_the_learner(served: Served, open_lesson: OpenLesson) -> None:
    lesson = open_lesson(served, "02-median")
    reviews(lesson, lambda: None)
    fall = lesson.question("fall")
    before = re.search(r"A stone falls for ([\d.]+) s", fall.card.text_content() or "")
    assert before is not None
    lesson.interest("Sport").click()
    expect(fall.card).to_contain_text(f"A diver falls for {before[1]} s", timeout=SOON)
    fall.type(f"{9.81 * float(before[1]) / 2:.3f}").check().says("That is the mean speed.")
    lesson.reload()
    leads(lesson, "Next: A closer look", "and then Checkpoint 1 again, because it is not right yet")
    lesson.page.locator(".next").get_by_role("link").click()
    expect(lesson.page.locator(":focus")).to_have_text("Each second adds 9.81 m/s.")
    fall.says("That is the mean speed.").press("Another one")
    expect(fall.card).not_to_contain_text(f"for {before[1]} s", timeout=SOON)
    after = re.search(r"falls for ([\d.]+) s", fall.card.text_content() or "")
    assert after is not None
    fall.press("Hint").says(f"for {after[1]} s.")
    speed = f"{9.81 * float(after[1]):.3f}"
    fall.type(speed).check().says("Right.", f"It is {speed.rstrip('0').rstrip('.')} m/s.")
    lesson.says("The core is open.")


def test_in_jupyterlab_it_is_the_same(copy: Path, tmp_path: Path, open_page: OpenPage) -> None:
    home = tmp_path / "home"
    home.mkdir()
    master_the_mean(copy, home, days_ago=60)
    with serving(copy, home, "--lab") as running:
        lesson = NotebookPage(open_page(width=1024))
        lesson.open(address(running, "lab", "02-median/02-median.ipynb")).has_run()
        reviews(lesson, lambda: lesson.restart().clear().run_all())
        show_what_is_known(lesson)
        another_one(lesson)
        assert lesson.violations() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_test_can_be_read_by_everybody(
    served: Served, open_lesson: OpenLesson, scheme: str
) -> None:
    lesson = open_lesson(
        served, "02-median", width=320, color_scheme="dark" if scheme == "dark" else "light"
    )
    lesson.page.emulate_media(reduced_motion="reduce")
    tells(lesson, "At most 2 questions find out.")
    for label in ("No, let me do it all", "Show what I know after all"):
        assert lesson.violations() == []
        assert not lesson.scrolls_sideways()
        press(lesson, label)
    tells(lesson, "Question 1 of at most 2.")
    assert lesson.violations() == []
    lesson.question("t-median").type("1").check().says("Not yet.", "That is an answer too")
    tells(lesson, "it begins at the beginning.", "To be learned here: The median.")
    assert lesson.violations() == []
    assert not lesson.scrolls_sideways()


def test_the_test_can_be_taken_with_the_keyboard_alone(
    served: Served, open_lesson: OpenLesson
) -> None:
    lesson = open_lesson(served, "02-median")
    begin = card_of(lesson).get_by_role("button", name="Show what I know")
    lesson.tab_to(begin).keys("Enter")
    tells(lesson, "Question 1 of at most 2.")
    lesson.tab_to(card_of(lesson).get_by_role("link", name="Go to the question")).keys("Enter")
    field = lesson.question("t-median").card.get_by_role("textbox")
    lesson.tab_to(field).keys("2", "Enter")
    lesson.question("t-median").says("Right.")
    tells(lesson, "Question 2 of at most 2.")
    page = served.ask("/").text
    assert "0 of 2 · 20 min left" in page
    assert "Next: question 2 of the test, because the test finds out what you know already" in page


def test_a_review_asks_of_earlier_lessons_only_and_of_what_is_due(
    copy: Path, tmp_path: Path, open_lesson: OpenLesson
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    master_the_mean(copy, home, days_ago=0)
    with serving(copy, home) as running:
        lesson = open_lesson(running, "02-median")
        lesson.says("Nothing is due for a review now.")
        expect(lesson.page.get_by_text(f"The mean of 1 and {2 * MEANS[0] - 1}?")).to_have_count(0)
