"""From a click on *Check* to the feedback on the screen, in a real Chromium, with Voilà between.

The time runs inside the page and ends with the frame in which the feedback is painted. Every
answer is wrong, new, graded and recorded on disk.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from attrs import frozen
from playwright.sync_api import Browser, Locator, Page

from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.release import release
from courseware.runner import ProcessRunner
from courseware.session.types import type_of
from tests.bench import lesson
from tests.bench.chromium import chromium
from tests.bench.figure import Figure, percentile
from tests.bench.plain import plain_voila
from tests.browser.serving import Served, serving

ROUNDS = 5
CODE_CLICKS = 12
STOPWATCH = Path(__file__).with_name("feedback.js").read_text("utf-8")


@frozen
class Click:
    """An answer: to which checkpoint, what, and a part of what is said to it."""

    checkpoint: str
    answer: str
    said: str


@frozen
class Taken:
    """Milliseconds from a click until what is said is in the document, and until it is painted."""

    there: float
    painted: float


def measure(place: Path) -> list[Figure]:
    """Answer choices and numbers in turn, then write code; press a plain button between."""
    lesson.write_source(place / "source")
    release(place / "source", place / "student")
    lesson.write_button(place / "button" / "button.ipynb")
    voila = plain_voila(place / "button" / "button.ipynb", place / "plain", warm=False)
    with (
        serving(place / "student", place / "home") as served,
        voila as plain,
        chromium() as browser,
    ):
        page = _page(browser, served.lesson(lesson.NAME), "#cw-code .editor")
        button = _page(browser, plain.url, ".jupyter-button")
        both = [
            (answer(page, click), press(button, number))
            for number, click in enumerate(plain_clicks(), 1)
        ]
        code = [answer(page, click).painted for click in _code_clicks()]
        check_record(served, len(both) + len(code))
    run = median(_run(place / "student", click.answer) for click in _code_clicks())
    answers, presses = zip(*both, strict=True)
    painted = [each.painted for each in answers]
    there = median(each.there for each in answers)
    return [
        Figure("choice and numeric, median", median(painted), "ms", 40),
        Figure("choice and numeric, 95 %", percentile(painted, 95), "ms", 100),
        Figure("choice and numeric, in the document, median", there, "ms"),
        Figure("plain Voilà, a button, median", median(each.painted for each in presses), "ms"),
        Figure("code, its own run time, median", run, "ms"),
        Figure("code without its run time, median", median(code) - run, "ms", 150),
    ]


def _page(browser: Browser, url: str, ready: str) -> Page:
    page = browser.new_context().new_page()
    page.add_init_script(STOPWATCH)
    page.goto(url)
    page.locator(ready).wait_for()
    return page


def plain_clicks() -> Iterator[Click]:
    """Wrong answers to every choice and number of the lesson, each other than the one before."""
    for turn in range(ROUNDS):
        for number in range(1, lesson.CHOICES + 1):
            label, said = ("The mode", "most frequent") if turn % 2 else ("The median", "value in")
            yield Click(f"choice-{number}", label, said)
        for number in range(1, lesson.NUMBERS + 1):
            answer, said = ("7", "the upper one") if turn % 2 else ("6", "the lower one")
            yield Click(f"number-{number}", answer, said)


def _code_clicks() -> Iterator[Click]:
    for turn in range(CODE_CLICKS):
        if turn % 2:
            yield Click("code", lesson.UPPER, "That is the upper one")
        else:
            yield Click("code", lesson.MEAN, "That is the mean")


def answer(page: Page, click: Click) -> Taken:
    """Answer, and take the time from the click."""
    card = page.locator(f"#cw-{click.checkpoint}")
    _give(card, click)
    check = card.get_by_role("button", name="Check")
    return timed(page, check, f"#cw-{click.checkpoint} [role=status]", click.said)


def press(page: Page, number: int) -> Taken:
    """Press the plain button for this time."""
    return timed(page, page.locator(".jupyter-button"), ".widget-label", str(number))


def timed(page: Page, button: Locator, place: str, said: str) -> Taken:
    """Press a button, and take the time until `said` stands in `place`."""
    page.bring_to_front()
    page.evaluate("about => { window.measured = window.feedback(...about); }", [place, said])
    button.click()
    there, painted = page.evaluate("() => window.measured")
    return Taken(there, painted)


def _give(card: Locator, click: Click) -> None:
    if click.checkpoint.startswith("choice"):
        card.get_by_label(click.answer).check()
    else:
        card.get_by_role("textbox").fill(click.answer)


def check_record(served: Served, count: int) -> None:
    """Make sure that every click was an answer, and is on disk."""
    files = (served.home / "record").rglob("*.jsonl")
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    found = sum(json.loads(line)["kind"] == "answered" for line in lines)
    if found != count:
        raise RuntimeError(f"{count} clicks left {found} answers in the record")


def _run(student: Path, source: str) -> float:
    """Milliseconds that a program itself takes, in a process as the lesson's."""
    folder = student / lesson.NAME
    checkpoint = read_lesson(folder / f"{lesson.NAME}.ipynb", unseal).checkpoints["code"]
    job = type_of(checkpoint).job(checkpoint.public, checkpoint.key or {}, source)
    if job is None:
        raise RuntimeError("there is nothing to run")
    return ProcessRunner(folder).run_now(job).seconds * 1000
