"""In JupyterLab and Notebook 7 a gated cell runs in its own place when its branch opens."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from courseware.release import release
from tests.browser.lesson_page import SOON
from tests.browser.notebook_page import FrontEnd, NotebookPage, address
from tests.browser.serving import Served, serving
from tests.browser.test_lesson_replay import BROKEN, GO, LATE, LESSON, gated
from tests.conftest import OpenPage
from tests.notebooks import Cell, code, write_notebook

pytestmark = pytest.mark.timeout(300)

FRONT_ENDS: tuple[FrontEnd, ...] = ("lab", "notebook")
Said = list[tuple[Cell, str]]
CODES = [each for each in LATE if each[0][0] == "code"]
WAITS = r"This cell belongs to “{}” and runs by itself when that opens\."
KEPT = r"A cell above this one ended with an error, [\s\S]*"
CARD = r"{}[\s\S]*"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The lesson, once for each front end, served by JupyterLab."""
    place = tmp_path_factory.mktemp("notebooks")
    for name in FRONT_ENDS:
        write_notebook(
            place / "source" / name / f"{name}.ipynb",
            code("%load_ext courseware"),
            code(LESSON),
            code(GO.format(id="go")),
            *gated(tuple(CODES), "late"),
            code(GO.format(id="break")),
            *gated(BROKEN, "broken"),
            code("'after all'"),
        )
    release(place / "source", place / "student")
    with serving(place / "student", place / "home", "--lab") as served:
        yield served


@pytest.fixture
def open_notebook(server: Served, open_page: OpenPage) -> Callable[[FrontEnd], NotebookPage]:
    """Opens the lesson in a front end, all its cells run."""

    def open_one(front_end: FrontEnd) -> NotebookPage:
        notebook = NotebookPage(open_page(width=1200, height=5000))
        return notebook.open(address(server, front_end, f"{front_end}/{front_end}.ipynb"))

    return open_one


def show(notebook: NotebookPage, late: list[str], broken: list[str]) -> None:
    """Wait until each gated cell shows exactly what it should."""
    for offset, said in ((3, late), (4 + len(late), broken)):
        for at, text in enumerate(said):
            place = notebook.outputs.nth(offset + at)
            expect(place).to_have_text(
                re.compile(rf"^\s*{text}\s*$"), use_inner_text=True, timeout=SOON
            )


def closed(branch: str, count: int) -> list[str]:
    """What cells of a closed branch show: the first one its card."""
    return [CARD.format(branch), *[WAITS.format(branch)] * (count - 1)]


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_everything_that_late_cells_put_out_stands_in_their_own_cells(
    open_notebook: Callable[[FrontEnd], NotebookPage], front_end: FrontEnd
) -> None:
    """Run All passes over closed cells; the outputs that come later are saved with the notebook."""
    notebook = open_notebook(front_end)
    said = [text for _, text in CODES]
    show(notebook, closed("late", len(CODES)), closed("broken", len(BROKEN)))
    expect(notebook.outputs.last).to_contain_text("after all")
    notebook.question("go").type("1").check().says("Right.")
    show(notebook, said, closed("broken", len(BROKEN)))
    notebook.question("break").type("1").check().says("Right.")
    show(notebook, said, [BROKEN[0][1], BROKEN[1][1], KEPT])
    notebook.save("one", "image/png", "updated at once", "updated by the next cell", "waited")
    notebook.save("from a thread", "of the lesson")
    notebook.restart_and_run_all().is_there()
    show(notebook, said, [BROKEN[0][1], BROKEN[1][1]])
