"""A learner comes back in JupyterLab and Notebook 7: reload, restart, rename, copy, second tab."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lesson_page import SOON, LessonPage
from tests.browser.mixed_course import HALF_CODE, answers, recorded, write_copy
from tests.browser.notebook_page import FrontEnd, NotebookPage, address
from tests.browser.serving import Served, serving
from tests.conftest import OpenPage

pytestmark = pytest.mark.timeout(300)

FRONT_ENDS: tuple[FrontEnd, ...] = ("lab", "notebook")
TESTS = ("again", "anew", "long")
COUNTED = 4
"""Which of the code cells prints what it has counted."""
LONG = """import pathlib, time
while not pathlib.Path("enough").exists():
    time.sleep(0.01)"""
SHOWN = """() => JSON.stringify([
  ...document.querySelectorAll(".lesson-header, .checkpoint"),
].map((each) => [
  each.innerText.replace(/\\s+/g, " "),
  ...[...each.querySelectorAll("input, textarea")].map((field) =>
    field.type === "radio" ? field.checked : field.value),
]))"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A lesson for each test in each front end, served by JupyterLab."""
    place = tmp_path_factory.mktemp("return")
    names = [f"{front_end}-{test}" for front_end in FRONT_ENDS for test in TESTS]
    copy = write_copy(place, *names, "three")
    for front_end in FRONT_ENDS:
        add_long_cell(copy / f"{front_end}-long" / f"{front_end}-long.ipynb")
    with serving(copy, place / "home", "--lab") as served:
        yield served


def add_long_cell(path: Path) -> None:
    """Put a cell at the end of a notebook that runs until it has been enough."""
    notebook = json.loads(path.read_text("utf-8"))
    cell = {"cell_type": "code", "id": "long", "source": LONG, "metadata": {}}
    notebook["cells"].append({**cell, "outputs": [], "execution_count": None})
    path.write_text(json.dumps(notebook), "utf-8")


def notebook_page(open_page: OpenPage) -> NotebookPage:
    """A tab that shows a whole lesson at once."""
    return NotebookPage(open_page(width=1200, height=3000))


def shows_counted(notebook: NotebookPage) -> None:
    """Wait until the cell of the branch shows its output."""
    expect(notebook.outputs.nth(COUNTED)).to_contain_text("counted 21", timeout=SOON)
    expect(notebook.page.get_by_text("runs by itself when")).to_have_count(0)


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_a_page_that_is_loaded_again_goes_on_and_so_does_a_second_tab(
    server: Served, open_page: OpenPage, front_end: FrontEnd
) -> None:
    """The kernel goes on: what opens shows its output where its cell stands, in either tab."""
    name = f"{front_end}-again"
    at = address(server, front_end, f"{name}/{name}.ipynb")
    one = notebook_page(open_page).open(at)
    one.question("sum").type("13").check().says("Not yet.", "One too many.")
    one.save().reload()
    one.question("sum").holds("13").says("Not yet.", "One too many.")
    one.question("colour").pick("Green").check().says("Right.")
    one.opens("More of it")
    shows_counted(one)
    one.question("twice").type(HALF_CODE).check().says("Partly right.")
    one.save()
    two = NotebookPage(one.page.context.new_page())
    two.page.set_viewport_size({"width": 1200, "height": 3000})
    two.look(at).question("twice").holds(HALF_CODE).says("Partly right.")
    shows_counted(two)
    two.question("sum").type("12").check().says("Right.")
    one.question("sum").holds("12").says("Right.")
    one.question("word").type("mode").check().says("Not yet.")
    two.question("word").holds("mode").says("Not yet.")
    assert answers(server, name) == [
        ("sum", "13", "wrong"),
        ("colour", "green", "right"),
        ("twice", HALF_CODE, "partial"),
        ("sum", "12", "right"),
        ("word", "mode", "wrong"),
    ]


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_a_restarted_renamed_or_copied_notebook_is_as_it_was(
    server: Served, open_page: OpenPage, front_end: FrontEnd
) -> None:
    """An old widget says what to do; the lesson is found by what it is, and so is its record."""
    name = f"{front_end}-anew"
    notebook = notebook_page(open_page).open(address(server, front_end, f"{name}/{name}.ipynb"))
    notebook.question("sum").type("13").check().says("Not yet.")
    notebook.rename("mine.ipynb").question("colour").pick("Green").check().says("Right.")
    shows_counted(notebook)
    notebook.restart().question("sum").type("12").check().has_ended()
    notebook.says("Run the cells of this notebook again").restart_and_run_all()
    is_as_it_was(notebook)
    notebook.question("word").type("mode").check().says("Not yet.")
    notebook.save()
    copy = server.folder / f"{name}-copy" / "copy.ipynb"
    copy.parent.mkdir()
    shutil.copy(server.folder / name / "mine.ipynb", copy)
    notebook.open(address(server, front_end, f"{name}-copy/copy.ipynb"))
    is_as_it_was(notebook)
    notebook.question("word").holds("mode").type("median").check().says("Right.")
    assert answers(server, name) == [
        ("sum", "13", "wrong"),
        ("colour", "green", "right"),
        ("word", "mode", "wrong"),
        ("word", "median", "right"),
    ]


def is_as_it_was(notebook: NotebookPage) -> None:
    """See that answers, feedback and the open branch are there."""
    shows_counted(notebook.opens("More of it"))
    notebook.question("sum").holds("13").says("Not yet.", "One too many.").about("1st try")
    notebook.question("colour").picked("Green").says("Right.", "chlorophyll")


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_an_answer_does_not_wait_for_a_cell_that_runs(
    server: Served, open_page: OpenPage, front_end: FrontEnd
) -> None:
    """What it opens does, and then runs."""
    name = f"{front_end}-long"
    notebook = notebook_page(open_page)
    notebook.look(address(server, front_end, f"{name}/{name}.ipynb")).run_on()
    notebook.question("sum").type("13").check().says("Not yet.", "One too many.")
    notebook.question("colour").pick("Green").check().says("Right.")
    expect(notebook.running).to_have_count(1)
    (server.folder / name / "enough").touch()
    shows_counted(notebook.has_run())


def test_three_front_ends_one_after_the_other_end_in_the_same_state(
    server: Served, open_page: OpenPage
) -> None:
    """Each begins where the one before it ended."""
    with serving(server.folder, server.home) as served:
        voila = LessonPage(open_page(width=1200, height=3000)).open(served.lesson("three"))
        voila.question("sum").type("13").check().says("Not yet.")
        voila.question("colour").pick("Green").check().says("Right.")
        voila.opens("More of it")
        lab = notebook_page(open_page).open(address(server, "lab", "three/three.ipynb"))
        comes_to_show(lab, shown(voila))
        lab.interest("Sport").click()
        lab.question("word").type("mode").check().says("Not yet.")
        seven = notebook_page(open_page).open(address(server, "notebook", "three/three.ipynb"))
        comes_to_show(seven, shown(lab))
        seven.question("word").type("median").check().says("Right.")
        seven.question("twice").type(HALF_CODE).check().says("Partly right.")
        voila.look_again().question("twice").says("Partly right.")
        comes_to_show(voila, shown(seven))
    events = recorded(server, "three")
    assert [(each["kind"], each["checkpoint"] or each["branch"]) for each in events] == [
        ("opened", None),
        ("answered", "sum"),
        ("answered", "colour"),
        ("unlocked", "more"),
        ("opened", None),
        ("chose", None),
        ("unlocked", "sport"),
        ("answered", "word"),
        ("opened", None),
        ("answered", "word"),
        ("answered", "twice"),
    ]


def shown(lesson: LessonPage) -> str:
    """Everything that the header and the questions say and hold."""
    return str(lesson.page.evaluate(SHOWN))


def comes_to_show(lesson: LessonPage, all_of_it: str) -> None:
    """Wait until the header and the questions say and hold the same."""
    lesson.page.wait_for_function(f"all => ({SHOWN})() === all", arg=all_of_it, timeout=SOON)
