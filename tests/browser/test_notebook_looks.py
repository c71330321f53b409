"""In JupyterLab and Notebook 7 the first lesson reads well, in the light theme and the dark one."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import expect

from courseware.release import release
from tests.browser.conftest import LESSONS
from tests.browser.notebook_page import FrontEnd, NotebookPage, address
from tests.browser.serving import Served, serving
from tests.conftest import OpenPage

pytestmark = pytest.mark.timeout(300)

WIDE, NARROW, HEIGHT = 1200, 360, 9000
SCHEMES: tuple[Literal["light", "dark"], ...] = ("dark", "light")
TOO_WIDE = """() => [...document.querySelectorAll(".cw")]
  .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.innerText)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The lessons of this repository, served by JupyterLab."""
    place = tmp_path_factory.mktemp("lessons")
    release(LESSONS, place / "student")
    with serving(place / "student", place / "home", "--lab") as served:
        yield served


def test_every_state_reads_well_in_either_theme(server: Served, open_page: OpenPage) -> None:
    """Fresh in JupyterLab, with feedback and open branches in Notebook 7, wide and narrow."""
    lab = lesson(server, open_page, "lab")
    reads_well(lab)
    lab.question("warm-up").type("15").check().says("Not yet.").press("Hint").says("Hint 1 of 2.")
    lab.question("share").type("3").check().says("Right.")
    lab.question("warm-up").type("5").check().says("Right.")
    lab.question("balance").pick("At A, at 2.5").check().says("Not yet.")
    lab.question("median-odd").type("a lot").check().says("One moment.")
    seven = lesson(server, open_page, "notebook")
    seven.question("balance").picked("At A, at 2.5").says("Not yet.")
    expect(seven.card("What the typing mistake did")).to_be_visible()
    reads_well(seven)
    seven.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    assert seven.page.evaluate(TOO_WIDE) == []


def lesson(served: Served, open_page: OpenPage, front_end: FrontEnd) -> NotebookPage:
    """The first lesson in a front end, all its cells run."""
    notebook = NotebookPage(open_page(width=WIDE, height=HEIGHT, reduced_motion="reduce"))
    return notebook.open(address(served, front_end, "01-centre/01-centre.ipynb"))


def reads_well(notebook: NotebookPage) -> None:
    """See that axe-core finds nothing in our widgets in either theme."""
    for scheme in SCHEMES:
        assert notebook.theme(scheme).violations() == []
