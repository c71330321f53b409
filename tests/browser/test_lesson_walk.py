"""The whole first lesson in Voilà: once by mouse with many detours, once by keyboard alone."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LESSONS, OpenLesson, StartLessons
from tests.browser.lesson_page import SOON, LessonPage, depth

pytestmark = pytest.mark.timeout(300)

MEDIAN = """def median(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2
"""
UNSORTED = MEDIAN.replace("sorted(values)", "values")
MONTH = "How much rain fell in the whole month?"
WHICH = {
    MONTH: "The mean",
    "How much rain do you expect on an ordinary day?": "The median",
    "How much would each day get, if the same water fell evenly?": "The mean",
    "On how many days did it pour?": "Neither of the two",
}
HALFWAY = "The number half-way between the smallest and the largest value"
CHANGED = ("The sum of the five values", "The mean", HALFWAY)
TOLD = "About 20 minutes, the median: nine of ten mornings are close to it."
BEST = "I also say what I do with the 95 minutes, and why."
TRIMMED = """def trimmed(values, k):
    ordered = sorted(values)
    kept = ordered[k:len(ordered) - k]
    return sum(kept) / len(kept)
"""
ONE_END = TRIMMED.replace("[k:len(ordered) - k]", "[k:]")


def test_a_learner_with_many_wrong_answers_is_helped_through_the_lesson_by_mouse(
    start_lessons: StartLessons, open_lesson: OpenLesson
) -> None:
    """Into the refresher, through tries, hints and worked answers, and to the stretch by choice."""
    served = start_lessons(LESSONS)
    lesson = open_lesson(served, "01-centre")
    start_with_the_refresher(lesson)
    work_on_the_core(lesson)
    take_the_offer(lesson)
    choose_interests(lesson)
    finish(lesson)
    lesson.page.get_by_role("link", name="All lessons").click()
    item = lesson.page.get_by_role("listitem").filter(has_text="The centre of data")
    expect(item).to_contain_text("done")


def start_with_the_refresher(lesson: LessonPage) -> None:
    """Three wrong answers: a hint, the refresher, the worked answer, and nobody is trapped."""
    warm_up = lesson.step(1, "next").question("warm-up")
    warm_up.type("15").check().says("Not yet.", "the sum of the three numbers").about("1st try")
    lesson.opens("The mean, step by step").stays_closed("Where the data balance")
    warm_up.press("Hint").says("Hint 1 of 2.").press("Hint 2 of 2").says("how many numbers")
    warm_up.type("3").check().about("2nd try").type("6").check().says("half-way").about("3rd try")
    lesson.opens("Where the data balance")
    warm_up.press("Show how").says("One way to answer.", "The mean need not be one").holds("6")
    lesson.question("share").type("9").check().says("Not yet.", "how many biscuits")
    lesson.question("share").type("3").check().says("Right.", "That is the mean of 1, 2 and 6")
    lesson.question("zero-counts").type("5").check().says("Right.")
    lesson.step(1, "not yet right").step(2, "right").step(3, "right")


def work_on_the_core(lesson: LessonPage) -> None:
    """Wrong first and right then, in many types, and again what was right."""
    balance = lesson.question("balance")
    balance.pick("At C, at 5.5").check().says("Not yet.", "tip to the left")
    balance.pick("At B, at 4").check().says("Right.", "6 steps away")
    word = lesson.question("first-step")
    word.type("Adding").check().says("belongs to the mean").type("sort it").check().says("Right.")
    lesson.question("median-odd").type("8").check().says("Right.").press("Try again")
    lesson.question("median-odd").type("20").check().says("Not yet.").type("8").check()
    lesson.question("median-odd").says("Right.")
    lesson.question("median-even").type("6,5").check().says("Right.")
    printed = lesson.question("two-middles")
    printed.type("2\n5").check().says("Not yet.", "In Python it has the number 0", "Line 1")
    printed.type("5\n9").check().says("Right.", "that is the median")
    lines = lesson.question("median-lines")
    lines.check().says("One moment.", "Bring lines into your answer first")
    lines.lay(UNSORTED).check().says("Not yet.", "nobody has put it in order", "Line 2")
    lines.press("Take line 2 back").press("Add ordered = sorted(values)").press("Indent line 6")
    for place in (6, 5, 4, 3):
        lines.press(f"Move line {place} up")
    lines.check().says("Right.").about("2 of 2 points")
    outlier = lesson.question("one-outlier")
    outlier.tick("The mean", "The median").check().says("Not yet.", "Sort the new values")
    outlier.tick("The median", HALFWAY).check().says("Partly right.", "Look at the sum again")
    outlier.tick("The sum of the five values").check().says("Right.")
    picture = lesson.page.get_by_role("img", name="Two number lines")
    expect(picture).to_be_visible()


def take_the_offer(lesson: LessonPage) -> None:
    """The mean is not mastered, so the stretch is offered."""
    offer = lesson.card("A centre that resists")
    expect(offer).to_contain_text("You can go on without this", timeout=SOON)
    offer.get_by_role("button", name="Open it").click()
    lesson.opens("A centre that resists")
    lesson.question("how-many").type("5").check().says("Right.")
    code = lesson.question("trimmed-code")
    code.type(ONE_END).check().says("Partly right.", "only the smallest").about("1.2 of 3")
    code.type("def trimmed(values, k)\n    pass").check().says("One moment.").about("1st try")
    code.press("Start over").holds(re.compile(r"kept = \.\.\."))
    code.type(TRIMMED).check().says("Right.").about("3 of 3 points")


def choose_interests(lesson: LessonPage) -> None:
    """On a card, then another one in the header: each opens its branch, and none closes."""
    question = lesson.page.locator(".gate").filter(
        has=lesson.page.get_by_role("button", name="Weather")
    )
    question.first.get_by_role("button", name="Weather").click()
    lesson.opens("Nine days of rain").stays_closed("Nine songs")
    expect(lesson.interest("Weather")).to_have_attribute("aria-pressed", "true")
    rain = lesson.question("weather-median")
    rain.type("7.9 mm").check().says("order of the calendar").type("0.56 cm").check().says("Right.")
    lesson.interest("Music").click()
    lesson.opens("Nine songs").opens("Nine days of rain").stays_closed("Nine long jumps")
    expect(lesson.interest("Music")).to_have_attribute("aria-pressed", "true")
    expect(lesson.interest("Weather")).to_have_attribute("aria-pressed", "false")
    lesson.question("weather-without").type("4.4").check().says("Right.")
    lesson.question("music-median").type("nothing new").check().says("Right.")
    lesson.question("music-without").type("249 s").check().says("Right.")


def finish(lesson: LessonPage) -> None:
    """The last answers, and the header says that there is no more."""
    which = lesson.question("which-centre").match({MONTH: "The median"}).check()
    which.says("One moment.", "3 are still open").match({**WHICH, MONTH: "The median"}).check()
    which.says("Partly right.", "the three wettest days").about("1.5 of 2 points")
    which.match(WHICH).check().says("Right.")
    lesson.question("keep-or-drop").pick("Find out how it came about").check().says("Right.")
    report = lesson.question("report").type(TOLD).press("Record answer")
    report.says("Recorded.", "compare it with the answer below", "Once the bus broke down")
    report.pick(BEST).press("Record answer").says("You can change your answer").picked(BEST)
    expect(lesson.header).to_contain_text("You have answered everything that is open for you")


def test_a_learner_who_knows_it_does_the_whole_lesson_by_keyboard_alone(
    start_lessons: StartLessons, open_lesson: OpenLesson
) -> None:
    """From the list of lessons to the last answer, and by mastery into the stretch."""
    served = start_lessons(LESSONS)
    lesson = open_lesson(served, "01-centre")
    lesson.page.goto(served.url)
    lesson.tab_to(lesson.page.get_by_role("link", name="The centre of data")).keys("Enter")
    lesson.is_there()
    lesson.tab_to(lesson.page.get_by_role("link", name="Skip to the lesson")).keys("Enter")
    lesson.tab_to(lesson.interest("Sport")).keys("Space")
    expect(lesson.interest("Sport")).to_have_attribute("aria-pressed", "true", timeout=SOON)
    follow(lesson, 1)
    type_in(lesson, "warm-up", "5")
    lesson.opens("Where the data balance")
    choose(lesson, "balance", "At B, at 4")
    type_in(lesson, "first-step", "sort")
    type_in(lesson, "median-odd", "8")
    type_in(lesson, "median-even", "6.5")
    predict(lesson, "two-middles", "5", "9")
    put_in_order(lesson, "median-lines", MEDIAN)
    tick(lesson, "one-outlier", *CHANGED)
    lesson.opens("A centre that resists").stays_closed("The mean, step by step")
    type_in(lesson, "sport-median", "tonu lepik")
    type_in(lesson, "sport-without", "805 cm")
    match(lesson, "which-centre", WHICH)
    choose(lesson, "keep-or-drop", "Find out how it came about")
    reflect(lesson, "report", TOLD, BEST)
    type_in(lesson, "how-many", "5")
    complete_the_trimmed_mean(lesson)
    expect(lesson.header).to_contain_text("You have answered everything that is open for you")


def follow(lesson: LessonPage, number: int) -> None:
    """Go to a checkpoint by its number in the header."""
    step = lesson.header.get_by_role("link", name=re.compile(f"^{number}, "))
    lesson.tab_to(step).keys("Enter")


def type_in(lesson: LessonPage, id_: str, answer: str) -> None:
    """Type into a field and check it with Enter; the focus stays at the question."""
    card = lesson.question(id_).card
    lesson.tab_to(card.get_by_role("textbox")).keys(answer, "Enter")
    lesson.question(id_).says("Right.")
    expect(card.locator(":focus")).to_have_count(1)


def choose(lesson: LessonPage, id_: str, option: str) -> None:
    """Choose with the arrow keys, then Tab to *Check*."""
    card = lesson.question(id_).card
    radios = card.get_by_role("radio")
    wanted = card.get_by_role("radio", name=option, exact=True)
    expect(wanted).to_be_visible(timeout=SOON)
    place = [each.input_value() for each in radios.all()].index(wanted.input_value())
    lesson.tab_to(radios.first).keys("Space", *["ArrowDown"] * place)
    lesson.question(id_).picked(option)
    check(lesson, id_)


def check(lesson: LessonPage, id_: str) -> None:
    """Go on to *Check* and press it; the focus stays at the question."""
    card = lesson.question(id_).card
    lesson.tab_to(card.get_by_role("button", name="Check")).keys("Space")
    lesson.question(id_).says("Right.")
    expect(card.locator(":focus")).to_have_count(1)


def predict(lesson: LessonPage, id_: str, *lines: str) -> None:
    """Type line by line what is printed; Enter begins a new line."""
    lesson.tab_to(lesson.question(id_).card.get_by_role("textbox"))
    for line in lines:
        lesson.keys(line, "Enter")
    check(lesson, id_)


def put_in_order(lesson: LessonPage, id_: str, program: str) -> None:
    """Add each line, then go through the answer and indent."""
    card = lesson.question(id_).card
    pool = card.get_by_role("list", name="Lines to take from").get_by_role("listitem")
    desk = card.get_by_role("list", name="Your answer").get_by_role("listitem")
    lesson.tab_to(pool.first.get_by_role("button"))
    for line in program.splitlines():
        place = [each.strip() for each in pool.all_inner_texts()].index(line.strip())
        lesson.keys("Home", *["ArrowDown"] * place, "Enter")
    lesson.tab_to(desk.first.get_by_role("button").first)
    for line in program.splitlines():
        lesson.keys(*["ArrowRight"] * depth(line), "ArrowDown")
    check(lesson, id_)


def tick(lesson: LessonPage, id_: str, *options: str) -> None:
    """Go from box to box with Tab, and tick with Space."""
    card = lesson.question(id_).card
    for option in options:
        lesson.tab_to(card.get_by_role("checkbox", name=option, exact=True)).keys("Space")
    check(lesson, id_)


def match(lesson: LessonPage, id_: str, pairs: Mapping[str, str]) -> None:
    """Choose in each box with the arrow keys."""
    card = lesson.question(id_).card
    for left, right in pairs.items():
        box = card.get_by_role("combobox", name=left, exact=True)
        place = box.get_by_role("option").all_inner_texts().index(right)
        lesson.tab_to(box).keys(*["ArrowDown"] * place)
        expect(box).to_have_value(right)
    check(lesson, id_)


def reflect(lesson: LessonPage, id_: str, told: str, rating: str) -> None:
    """Write, then choose the description that fits; each is recorded with the button."""
    card = lesson.question(id_).card
    record = card.get_by_role("button", name="Record answer")
    lesson.tab_to(card.get_by_role("textbox")).keys(told).tab_to(record).keys("Space")
    lesson.question(id_).says("Now compare it")
    lesson.tab_to(card.get_by_role("radio", name=rating, exact=True), "ArrowDown").keys("Space")
    lesson.question(id_).picked(rating)
    lesson.tab_to(record).keys("Space").question(id_).says("You can change your answer")


def complete_the_trimmed_mean(lesson: LessonPage) -> None:
    """Open a new line in the editor, which keeps the indentation; Escape and Tab lead out."""
    card = lesson.question("trimmed-code").card
    lesson.tab_to(card.get_by_role("textbox")).keys("PageUp", "ArrowDown", "ArrowDown", "End")
    lesson.keys(*["Backspace"] * 3, "ordered[k:len(values) - k]", "Enter", "first = kept[0]")
    lesson.keys("Escape", "Tab")
    expect(card.get_by_role("button", name="Check")).to_be_focused()
    lesson.keys("Shift+Tab")
    expect(card.get_by_role("textbox")).to_be_focused()
    lesson.keys("Escape", "Tab", "Enter").question("trimmed-code").says("Right.")
    expect(card.get_by_role("textbox")).to_have_value(re.compile("\n    first = kept.0.\n"))
