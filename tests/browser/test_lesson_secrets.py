"""What is closed in the first lesson is sent in no form before it opens, and then it is."""

import json
import re
from collections.abc import Iterator

import pytest
from attrs import frozen
from playwright.sync_api import Page

from tests.browser.conftest import LESSONS, StartLessons
from tests.browser.lesson_page import LessonPage
from tests.browser.wire import Runs, Wire, runs

pytestmark = pytest.mark.timeout(300)

KEYS = (
    *("answer", "wrong", "missing", "other", "hints", "explain"),
    *("notes", "pattern", "solution", "model"),
)
"""The parts of a question's head that nobody is told before they answer."""


@frozen
class Secret:
    """A cell of the source: what it shows once it is open, and the key to its question.

    The key is read line by line: lines of code may be shown to be put in order.
    """

    name: str
    branch: str
    is_prose: bool
    shown: Runs
    key: Runs


def cells() -> Iterator[Secret]:
    """The cells of the source; a branch `author` is never released."""
    notebook = json.loads((LESSONS / "01-centre" / "01-centre.ipynb").read_text())
    for cell in notebook["cells"]:
        source, tags = "".join(cell["source"]), cell["metadata"].get("tags", [""])
        head, rule, prompt = source.partition("\n---\n")
        blocks = re.split(r"^(?=\w+:)", head, flags=re.MULTILINE) if rule else []
        key = [block for block in blocks if block.startswith(KEYS)]
        open_ = [block for block in blocks if not block.startswith((*KEYS, "title:"))]
        yield Secret(
            cell["id"],
            tags[0].removeprefix("branch:"),
            cell["cell_type"] == "markdown",
            runs("\n".join((*open_, prompt)) if rule else source),
            {run for line in "\n".join(key).splitlines() for run in runs(line)},
        )


def of_words(found: Runs) -> Runs:
    """Those that no list of numbers or program of somebody else's could hold by chance."""
    return {run for run in found if sum(word.isalpha() and len(word) > 2 for word in run) > 2}


def given_away(sent: Runs, opened: tuple[str, ...], answered: tuple[str, ...]) -> dict[str, Runs]:
    """What was sent of closed cells, and of the keys of questions that were not answered."""
    source = list(cells())
    public = {run for cell in source if cell.branch in opened for run in cell.shown}
    found = {}
    for cell in source:
        hidden = cell.key if cell.branch in opened else cell.key | cell.shown
        if cell.name not in answered and (leak := of_words(hidden - public) & sent):
            found[cell.name] = leak
    return found


def told(sent: Runs, branch: str) -> float:
    """The share of a branch's prose that was sent."""
    prose = [
        run for cell in cells() if cell.branch == branch and cell.is_prose for run in cell.shown
    ]
    return sum(run in sent for run in prose) / len(prose)


def test_nothing_of_a_closed_branch_or_a_key_is_sent_before_its_time(
    start_lessons: StartLessons, page: Page
) -> None:
    """In no body, in no websocket frame, and nowhere in the page; escaped or not."""
    served = start_lessons(LESSONS)
    wire = Wire(page)
    lesson = LessonPage(page).open(served.lesson("01-centre"))
    sent = wire.runs()
    assert told(sent, "") > 0.9
    assert given_away(sent, opened=("",), answered=()) == {}
    lesson.question("warm-up").type("5").check().says("Right.")
    lesson.opens("Where the data balance").says("What you take with you")
    sent |= wire.runs()
    assert told(sent, "core") > 0.9
    assert given_away(sent, ("", "core"), ("warm-up",)) == {}
    assert list(given_away(sent, ("", "core"), ())) == ["warm-up"]  # its explanation
    lesson.interest("Music").click()
    lesson.opens("Nine songs").says("the R package")
    sent |= wire.runs()
    assert told(sent, "music") > 0.9
    assert given_away(sent, ("", "core", "music"), ("warm-up",)) == {}
