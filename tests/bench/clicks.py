"""From a click on *Check* to the feedback on the screen, in a real Chromium, with Voilà between.

The time runs inside the page and ends with the frame in which the feedback is painted. Every
answer is wrong, new, graded and recorded on disk.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from attrs import frozen
from playwright.sync_api import Locator, Page

from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.release import release
from courseware.runner import ProcessRunner
from courseware.session.types import type_of
from tests.bench import lesson
from tests.bench.chromium import chromium
from tests.bench.figure import Figure, percentile
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


def measure(place: Path) -> list[Figure]:
    """Answer choices and numbers in turn, then write code."""
    lesson.write_source(place / "source")
    release(place / "source", place / "student")
    with serving(place / "student", place / "home") as served, chromium() as browser:
        page = browser.new_page()
        page.add_init_script(STOPWATCH)
        page.goto(served.lesson(lesson.NAME))
        page.locator("#cw-code .editor").wait_for()
        plain = [_seconds(page, click) for click in _plain_clicks()]
        code = [_seconds(page, click) for click in _code_clicks()]
        _check_record(served, len(plain) + len(code))
    run = median(_run(place / "student", click.answer) for click in _code_clicks())
    return [
        Figure("choice and numeric, median", median(plain) * 1000, "ms", 40),
        Figure("choice and numeric, 95 %", percentile(plain, 95) * 1000, "ms", 100),
        Figure("code, its own run time, median", run * 1000, "ms"),
        Figure("code without its run time, median", (median(code) - run) * 1000, "ms", 150),
    ]


def _plain_clicks() -> Iterator[Click]:
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


def _seconds(page: Page, click: Click) -> float:
    """Answer, and take the time from the click."""
    card = page.locator(f"#cw-{click.checkpoint}")
    _give(card, click)
    wanted = [f"cw-{click.checkpoint}", click.said]
    page.evaluate("([id, said]) => { window.measured = window.feedback(id, said); }", wanted)
    card.get_by_role("button", name="Check").click()
    taken: float = page.evaluate("() => window.measured")
    return taken / 1000


def _give(card: Locator, click: Click) -> None:
    if click.checkpoint.startswith("choice"):
        card.get_by_label(click.answer).check()
    else:
        card.get_by_role("textbox").fill(click.answer)


def _check_record(served: Served, count: int) -> None:
    """Make sure that every click was an answer, and is on disk."""
    files = (served.home / "record").rglob("*.jsonl")
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    found = sum(json.loads(line)["kind"] == "answered" for line in lines)
    if found != count:
        raise RuntimeError(f"{count} clicks left {found} answers in the record")


def _run(student: Path, source: str) -> float:
    """Seconds that a program itself takes, in a process as the lesson's."""
    folder = student / lesson.NAME
    checkpoint = read_lesson(folder / f"{lesson.NAME}.ipynb", unseal).checkpoints["code"]
    job = type_of(checkpoint).job(checkpoint.public, checkpoint.key or {}, source)
    if job is None:
        raise RuntimeError("there is nothing to run")
    return ProcessRunner(folder).run_now(job).seconds
