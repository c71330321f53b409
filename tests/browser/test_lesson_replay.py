"""A branch that opens runs in its place on the page, whatever its cells put out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from courseware.release import release
from tests.browser.conftest import OpenLesson
from tests.browser.lesson_page import SOON, LessonPage
from tests.browser.serving import Served, serving
from tests.notebooks import Cell, code, text, write_notebook

pytestmark = pytest.mark.timeout(300)

LESSON = """%%lesson
title: Everything late
branches:
  late: done("go")
  broken: done("break")
"""
GO = "%%checkpoint {id}\ntype: numeric\nanswer: 1\n---\nType 1 for {id}.\n"
LATE: tuple[tuple[Cell, str], ...] = (
    (
        text("## Opened\n\nA *picture*, $x^2$ and\n\n| a | b |\n| - | - |\n| 1 | 2 |"),
        r"Opened\s+A picture,\s+\S+\s+2\s+and\s+a\s+b\s+1\s+2",
    ),
    (code("print('one')\nprint('two')\n'th' + 'ree'"), r"one\s+two\s+'three'"),
    (code("6 * 7;"), ""),
    (code("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);"), ""),
    (
        code("shown = display('x', display_id=True)\nshown.update('updated at once')"),
        "'updated at once'",
    ),
    (code("shown = display('before', display_id=True)"), "'updated by the next cell'"),
    (code("shown.update('updated by the next cell')"), ""),
    (
        code("import asyncio\nprint('a')\nawait asyncio.sleep(0.05)\nprint('waited')"),
        r"a\s+waited",
    ),
    (
        code(
            "import threading\ngo = threading.Event()\n"
            "def late():\n    go.wait()\n    print('from a thread')\n"
            "threading.Thread(target=late).start()"
        ),
        "from a thread",
    ),
    (code("print('elsewhere')\ngo.set()"), r"elsewhere"),
    (
        code(
            "from IPython.display import clear_output\n"
            "for n in range(3):\n    clear_output(wait=True)\n    print('count', n)"
        ),
        r"count 2",
    ),
    (code("import sys\nprint('to stderr', file=sys.stderr)"), r"to stderr"),
    (code("import ipywidgets\nipywidgets.IntSlider(description='slide')"), r"slide\s+0"),
    (code("%%capture\nprint('kept back')"), ""),
)
BROKEN: tuple[tuple[Cell, str], ...] = (
    (code("print('before the error')"), r"before the error"),
    (code("print('and then')\nraise ValueError('of the lesson')"), r"and then[\s\S]*of the lesson"),
    (code("print('after the error')"), ""),
)


def gated(cells: tuple[tuple[Cell, str], ...], branch: str) -> list[Cell]:
    return [(kind, source, [*tags, f"branch:{branch}"]) for (kind, source, tags), _ in cells]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The lesson, served."""
    place = tmp_path_factory.mktemp("replay")
    write_notebook(
        place / "source" / "replay" / "replay.ipynb",
        code("%load_ext courseware"),
        code(LESSON),
        code(GO.format(id="go")),
        *gated(LATE, "late"),
        code(GO.format(id="break")),
        *gated(BROKEN, "broken"),
        text("The end."),
    )
    release(place / "source", place / "student")
    with serving(place / "student", place / "home") as served:
        yield served


def places(lesson: LessonPage) -> Locator:
    """Where the outputs of late cells stand, in their order on the page."""
    return lesson.page.locator("#cells .widget-output:not(.widget-output .widget-output)")


def show(lesson: LessonPage, cells: list[tuple[Cell, str]]) -> None:
    """Wait until each cell's place says exactly what it should."""
    said = [re.compile(rf"^\s*{text}\s*$") for _, text in cells]
    expect(places(lesson)).to_have_text(said, use_inner_text=True, timeout=SOON)


def test_everything_that_late_cells_put_out_stands_in_their_places(
    server: Served, open_lesson: OpenLesson
) -> None:
    """Text, pictures, updates, tasks, threads, widgets; an error ends its branch and no other."""
    lesson = open_lesson(server, "replay")
    closed = [(each, "") for each, _ in (*LATE, *BROKEN)]
    show(lesson, closed)
    lesson.question("go").type("1").check().says("Right.")
    show(lesson, [*LATE, *closed[len(LATE) :]])
    picture = places(lesson).nth(3).get_by_role("img")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("each => each.naturalWidth") > 100
    lesson.question("break").type("1").check().says("Right.")
    show(lesson, [*LATE, *BROKEN])
    lesson.says("ValueError").reload()
    codes = [each for each in (*LATE, *BROKEN) if each[0][0] == "code"]
    show(lesson, codes)
    lesson.says("Opened")
    expect(lesson.page.get_by_text("The end.")).to_be_visible()
