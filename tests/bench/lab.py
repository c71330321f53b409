"""A lesson in JupyterLab: clicks, cells that an answer opens, and Run All, in a real Chromium.

The time runs inside the page and ends with the frame in which what is awaited is painted. *Run
All* runs in a kernel that has just started, which imports everything, and then *again* in the same
kernel. It is compared in pairs, one right after the other, with the same notebook that has plain
ipywidgets in the place of courseware.
"""

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from courseware.keyring import unseal
from courseware.lesson.read import read_lesson
from courseware.release import release
from tests.bench import lesson
from tests.bench.chromium import chromium
from tests.bench.clicks import STOPWATCH, Taken, answer, check_record, plain_clicks, press, timed
from tests.bench.figure import Figure, percentile
from tests.bench.twin import write_twin
from tests.browser.notebook_page import NotebookPage, address
from tests.browser.serving import Served, serving

ROUNDS = 7
GATED, LONG, PLAIN, BUTTON = "02-gated", "03-long", "plain", "button"
ABOVE = 2
"""The code cells of a lesson that come before its first question."""
Pair = tuple[float, float]
RUN_ALL = Path(__file__).with_name("run_all.js").read_text("utf-8")


def measure(place: Path) -> list[Figure]:
    """Click, open and run in one JupyterLab."""
    _write(place)
    with serving(place / "student", place / "home", "--lab") as served, chromium() as browser:
        page = _open(browser, served, lesson.NAME).run_all().is_there().page
        button = _open(browser, served, BUTTON).run_all().page
        both = [
            (answer(page, click), press(button, number))
            for number, click in enumerate(plain_clicks(), 1)
        ]
        opened = _opened(_open(browser, served, GATED).run_all().is_there())
        check_record(served, len(both) + len(opened))
        ran = _ran(browser, served)
    answers, presses = ([each.painted for each in side] for side in zip(*both, strict=True))
    late = [each.painted for each in opened]
    return [
        Figure("choice and numeric, median", median(answers), "ms", 60),
        Figure("choice and numeric, 95 %", percentile(answers, 95), "ms"),
        Figure("a plain button, median", median(presses), "ms"),
        Figure("output of a cell that an answer opens, median", median(late), "ms", 150),
        Figure("output of a cell that an answer opens, 95 %", percentile(late, 95), "ms"),
        *_compared("Run All of 60 cells", [(ours[0], plain[0]) for ours, plain in ran], 1.1),
        *_compared("Run All again", [(ours[1], plain[1]) for ours, plain in ran]),
    ]


def _compared(name: str, pairs: list[Pair], bar: float | None = None) -> list[Figure]:
    ours, plain = (median(side) for side in zip(*pairs, strict=True))
    return [
        Figure(f"{name}, courseware", ours, "ms"),
        Figure(f"{name}, plain ipywidgets", plain, "ms"),
        Figure(name, median(our / other for our, other in pairs), "times", bar),
    ]


def _write(place: Path) -> None:
    """Write the lessons, their student copies, and what they are compared with."""
    lesson.write_source(place / "source")
    lesson.write_gated(place / "source" / GATED)
    lesson.write_long(place / "source" / LONG)
    release(place / "source", place / "student")
    lesson.write_button(place / "student" / BUTTON / f"{BUTTON}.ipynb")
    (place / "student" / PLAIN).mkdir()
    long = read_lesson(place / "student" / LONG / f"{LONG}.ipynb", unseal)
    write_twin(long, place / "student" / PLAIN / f"{PLAIN}.ipynb")


def _open(browser: Browser, served: Served, name: str) -> NotebookPage:
    page = browser.new_context(viewport={"width": 1200, "height": 900}).new_page()
    for script in (STOPWATCH, RUN_ALL):
        page.add_init_script(script)
    return NotebookPage(page).look(address(served, "lab", f"{name}/{name}.ipynb"))


def _opened(notebook: NotebookPage) -> list[Taken]:
    """Answer every question right; each time its cell prints something."""
    taken = []
    for number in range(1, lesson.GATED + 1):
        place = f"late-{number}"
        output = notebook.outputs.nth(ABOVE + 2 * number - 1)
        output.evaluate("(each, id) => { each.id = id; }", place)
        card = notebook.page.locator(f"#cw-open-{number}")
        card.get_by_role("textbox").fill(str(number))
        check = card.get_by_role("button", name="Check")
        taken.append(timed(notebook.page, check, f"#{place}", f"opened {number}"))
    return taken


def _ran(browser: Browser, served: Served) -> list[tuple[Pair, Pair]]:
    """Milliseconds of Run All and of Run All again, in the lesson and in its twin in turn."""
    lesson_, twin = _open(browser, served, LONG), _open(browser, served, PLAIN)
    pairs = [
        (_run_twice(lesson_, ".checkpoint"), _run_twice(twin, ".jupyter-button"))
        for _ in range(ROUNDS + 1)
    ]
    return pairs[1:]  # the first one compiles and caches


def _run_twice(notebook: NotebookPage, widget: str) -> Pair:
    """Run All in a fresh kernel, and again in the same one."""
    notebook.restart()
    return _run(notebook, widget), _run(notebook, widget)


def _run(notebook: NotebookPage, widget: str) -> float:
    """Run All until all widgets are there and the last cell has printed."""
    page = notebook.clear().page
    page.bring_to_front()
    about = [widget, lesson.LONG, lesson.END]
    page.evaluate("about => { window.ran = window.runAll(...about); }", about)
    notebook.run_on()
    taken: float = page.evaluate("() => window.ran")
    return taken
