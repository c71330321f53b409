"""A gated cell in JupyterLab or Notebook 7, as the kernel meets it: the cell itself is sent."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.running import RunningKernel
from tests.kernel.test_lesson import LOAD, SUM, recorded, write_lesson
from tests.notebooks import Cell, code, text

BRANCHES = """%%lesson
title: Small
skills: [mean]
branches:
  more: {title: More of it, open: passed("sum")}
  other: passed("other")
"""
GATED = "print('opened')"
CELLS: tuple[Cell, ...] = (
    code(LOAD),
    code(BRANCHES),
    code(SUM),
    code(SUM.replace("checkpoint sum", "checkpoint other")),
    code(GATED, "branch:more"),
    code("1 + 1", "branch:more"),
    text("<!-- branch: other -->\nIn a section"),
    code("print('of a section')"),
    code("print('for authors')", "author"),
    text("<!-- branch: -->\nAt the end"),
    code("print('twice')", "branch:other"),
    code("print('twice')", "branch:more"),
)
MORE = {"tags": ["branch:more"]}


class Notebook:
    """A notebook as the kernel meets it: cells are run, and show what is published for them."""

    def __init__(self, kernel: RunningKernel) -> None:
        self.kernel = kernel

    def begin(self) -> None:
        """Run the cells above the gated ones."""
        for _, source, _ in CELLS[:4]:
            self.kernel.ask(source)

    def run(self, source: str, metadata: Mapping[str, object] | None = None) -> str:
        """Run one cell."""
        return self.kernel.ask(source, metadata)

    def answer(self, id_: str, response: str) -> None:
        """Answer a checkpoint and wait for the feedback."""
        models = self.kernel.models
        model = next(key for key, state in models.items() if _view(state).get("id") == id_)
        n = len(self.kernel.customs) + 1000
        self.kernel.send(model, {"kind": "answer", "response": response, "n": n})
        self.kernel.wait_for(lambda: _view(models[model])["n"] == n)

    def shows(self, cell: str) -> list[str]:
        """What stands below a cell: widgets by their titles, all else as text."""
        return [self._brief(content) for _, content in self.kernel.cells[cell]]

    def comes_to_show(self, cell: str, *expected: str) -> None:
        """Wait until the cell shows this."""
        self.kernel.wait_for(lambda: self.shows(cell) == [*expected])

    @property
    def slots(self) -> list[str]:
        """What stands in the slots, which a page that was loaded again still has."""
        states = (state for state in self.kernel.models.values() if "outputs" in state)
        return ["".join(map(self._brief, state["outputs"])) for state in states]

    def _brief(self, content: dict[str, Any]) -> str:
        if "text" in content or "ename" in content:
            return str(content.get("text") or content["ename"]).strip()
        widget = content["data"].get("application/vnd.jupyter.widget-view+json")
        if widget is None:
            return str(content["data"]["text/plain"])
        state = self.kernel.models[widget["model_id"]]
        return "slot" if "outputs" in state else f"card: {_view(state).get('title')}"


def _view(state: dict[str, Any]) -> dict[str, Any]:
    view: dict[str, Any] = state.get("view", {})
    return view


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def notebook(tmp_path: Path, home: Path) -> Iterator[Notebook]:
    with RunningKernel(write_lesson(tmp_path / "small", *CELLS), home) as kernel:
        notebook = Notebook(kernel)
        notebook.begin()
        yield notebook


def test_closed_code_is_not_run_and_its_output_comes_to_its_own_cell(notebook: Notebook) -> None:
    """The branch's card stands at its first cell, a sentence at the others."""
    first = notebook.run(GATED, MORE)
    second = notebook.run("1 + 1", MORE)
    waits = "This cell belongs to “More of it” and runs by itself when that opens."
    assert notebook.shows(first) == ["card: More of it", "slot"]
    assert notebook.shows(second) == ["slot"]
    assert notebook.slots == ["", waits]
    notebook.answer("sum", "5")
    assert notebook.shows(first) == ["card: More of it", "slot"]
    notebook.answer("sum", "4")
    notebook.comes_to_show(second, "2")
    assert notebook.shows(first) == ["opened"]
    assert notebook.slots == ["opened", "2"]


def test_cells_run_in_the_notebook_s_order_and_only_those_that_were_asked_for(
    notebook: Notebook,
) -> None:
    second, first = notebook.run("1 + 1", MORE), notebook.run(GATED, MORE)
    notebook.answer("sum", "4")
    notebook.comes_to_show(second, "2")
    assert notebook.shows(first) == ["opened"]
    said = [kind for kind, _ in notebook.kernel.published if kind != "display_data"]
    assert said == ["clear_output", "stream", "clear_output", "execute_result"]


def test_a_cell_that_was_asked_for_twice_runs_once_for_the_latest_request(
    notebook: Notebook,
) -> None:
    early, late = notebook.run(GATED, MORE), notebook.run(GATED, MORE)
    notebook.answer("sum", "4")
    notebook.comes_to_show(late, "opened")
    assert notebook.shows(early) == ["card: More of it", "slot"]


def test_a_cell_that_is_not_saved_yet_runs_once_too(notebook: Notebook) -> None:
    unsaved = {**MORE, "cellId": "not-in-the-file"}
    early, late = (notebook.run("print('unsaved')", unsaved) for _ in range(2))
    notebook.answer("sum", "4")
    notebook.comes_to_show(late, "unsaved")
    assert notebook.shows(early)[1:] == ["slot"]


def test_a_learner_s_own_cell_of_the_same_text_is_not_the_closed_one(notebook: Notebook) -> None:
    """It runs at once, and takes nothing from the cell of the lesson."""
    closed = notebook.run("1 + 1", {**MORE, "cellId": "cell-6"})
    assert notebook.shows(notebook.run("1 + 1", {"cellId": "a-cell-of-mine"})) == ["2"]
    notebook.answer("sum", "4")
    notebook.comes_to_show(closed, "2")


def test_an_open_cell_runs_as_any_other(notebook: Notebook) -> None:
    notebook.answer("sum", "4")
    cell = notebook.run(GATED, MORE)
    assert notebook.shows(cell) == ["opened"]
    assert notebook.slots == []


def test_the_first_error_ends_the_branch_and_answers_ok(notebook: Notebook) -> None:
    cells = [notebook.run(source, MORE) for source in ("print('before')\n1 / 0", "print('never')")]
    other = notebook.run("print('of another')", {"tags": ["branch:other"]})
    notebook.answer("sum", "4")
    notebook.answer("other", "4")
    notebook.comes_to_show(other, "of another")
    assert notebook.shows(cells[0]) == ["before", "ZeroDivisionError"]
    (said,) = notebook.shows(cells[1])
    assert said.startswith("A cell above this one ended with an error")
    assert notebook.shows(notebook.run("print('by hand')", MORE)) == ["by hand"]


def test_an_error_that_its_author_expects_ends_nothing(notebook: Notebook) -> None:
    may_fail = {"tags": ["branch:more", "raises-exception"]}
    cells = [notebook.run("1 / 0", may_fail), notebook.run("print('goes on')", MORE)]
    notebook.answer("sum", "4")
    notebook.comes_to_show(cells[1], "goes on")
    assert notebook.shows(cells[0]) == ["ZeroDivisionError"]


@pytest.mark.parametrize(
    ("source", "metadata"),
    [
        pytest.param("edited = True; print('x')", {"cellId": "cell-5"}, id="by its id in the file"),
        pytest.param(GATED, {}, id="by its text"),
        pytest.param(f"{GATED}\n", {"cellId": "vscode-notebook-cell:Z2s"}, id="of an unknown id"),
        pytest.param("print('of a section')", {"tags": []}, id="of a section"),
        pytest.param("print('twice')", {}, id="one of two of the same text"),
        pytest.param("unsaved = True", MORE, id="not saved yet"),
        pytest.param("%%time\n1", MORE, id="with a magic"),
        pytest.param("print(", MORE, id="that does not compile"),
    ],
)
def test_a_closed_cell_is_known(
    notebook: Notebook, source: str, metadata: Mapping[str, object]
) -> None:
    notebook.run("before = {*globals()}")
    *cards, slot = notebook.shows(notebook.run(source, metadata))
    assert slot == "slot"
    (said,) = [*cards, *filter(None, notebook.slots)]
    assert said.startswith(("card", "This cell"))


@pytest.mark.parametrize(
    ("source", "metadata", "shown"),
    [
        pytest.param("print('for authors')", {}, "for authors", id="for authors"),
        pytest.param("print('new')", {"tags": ["mine"]}, "new", id="in no branch"),
        pytest.param("exec(\"print('new')\")", {"tags": None}, "new", id="with odd metadata"),
        pytest.param("print(1)", {"tags": {"branch:more": 1}}, "1", id="with odd tags"),
    ],
)
def test_other_cells_run(
    notebook: Notebook, source: str, metadata: Mapping[str, object], shown: str
) -> None:
    assert notebook.shows(notebook.run(source, metadata)) == [shown]


def test_of_two_cells_of_one_text_an_open_one_is_meant(notebook: Notebook) -> None:
    notebook.answer("other", "4")
    assert notebook.shows(notebook.run("print('twice')")) == ["twice"]


def test_a_tag_of_no_branch_never_opens_and_says_why(notebook: Notebook) -> None:
    notebook.run("print('x')", {"tags": ["branch:moer"]})
    notebook.answer("sum", "4")
    notebook.run("1")
    (said,) = notebook.slots
    assert "no such branch" in said


def test_a_gated_cell_before_its_lesson_says_what_to_run(tmp_path: Path, home: Path) -> None:
    with RunningKernel(write_lesson(tmp_path / "small", *CELLS), home) as kernel:
        notebook = Notebook(kernel)
        notebook.run(LOAD)
        (said,) = notebook.shows(notebook.run(GATED, MORE))
        assert "run the notebook's first cells" in said


def test_a_lesson_begun_anew_asks_anew(notebook: Notebook, home: Path) -> None:
    """Run All a second time: cells of the first run are not run any more."""
    early = notebook.run(GATED, MORE)
    notebook.begin()
    late = notebook.run(GATED, MORE)
    models = {key: each for key, each in notebook.kernel.models.items() if "id" in _view(each)}
    latest = [key for key, each in models.items() if _view(each)["id"] == "sum"][-1]
    notebook.kernel.send(latest, {"kind": "answer", "response": "4", "n": 1})
    notebook.comes_to_show(late, "opened")
    assert notebook.shows(early) == ["card: More of it", "slot"]
    assert recorded(home) == [("opened", None), ("answered", "4"), ("unlocked", "more")]


def test_a_widget_of_a_lesson_begun_anew_is_answered_there_no_more(
    notebook: Notebook, home: Path
) -> None:
    """The older widget says so, and records nothing."""
    models = notebook.kernel.models
    first = next(key for key, each in models.items() if "id" in _view(each))
    notebook.begin()
    notebook.kernel.send(first, {"kind": "answer", "response": "4", "n": 7})
    notebook.kernel.wait_for(lambda: _view(models[first])["n"] == 7)
    assert "this lesson was closed. Open it again." in str(_view(models[first])["strips"])
    assert recorded(home) == []
