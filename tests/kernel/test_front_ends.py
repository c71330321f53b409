"""What `docs/front-ends.md` says of front ends that cannot be tried here, with what they send."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from courseware.release import release
from tests.kernel.running import RunningKernel
from tests.kernel.test_gate import BRANCHES, CELLS, GATED, MORE, Notebook
from tests.kernel.test_lesson import LOAD, SUM, recorded, write_lesson

VSCODE_ID = "vscode-notebook-cell:/home/a/small.ipynb#X13sZmlsZQ=="


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def notebook(tmp_path: Path, home: Path) -> Iterator[Notebook]:
    with RunningKernel(write_lesson(tmp_path / "content", *CELLS), home) as kernel:
        yield Notebook(kernel)


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param({"cellId": VSCODE_ID, **MORE}, id="VS Code, with tags"),
        pytest.param({"cellId": VSCODE_ID}, id="VS Code, without tags"),
        pytest.param({}, id="Colab, the file where the kernel runs"),
    ],
)
def test_a_closed_cell_does_not_run_and_its_output_stands_below_the_card(
    notebook: Notebook, home: Path, metadata: Mapping[str, object]
) -> None:
    notebook.begin()
    cell = notebook.run(GATED, metadata)
    assert notebook.shows(cell) == ["card: More of it", "slot"]
    notebook.answer("sum", "4")
    notebook.comes_to_show(cell, "opened")
    assert notebook.slots == ["opened"]
    assert [kind for kind, _ in recorded(home)] == ["opened", "answered", "unlocked"]


def test_without_its_file_a_lesson_says_so_and_saves_nothing(tmp_path: Path, home: Path) -> None:
    """In Colab the kernel does not see the notebook."""
    (tmp_path / "content").mkdir()
    with RunningKernel(tmp_path / "content", home) as kernel:
        notebook = Notebook(kernel)
        notebook.run(LOAD)
        (said,) = notebook.shows(notebook.run(BRANCHES))
        assert "cannot find its own notebook file" in said
        (question,) = notebook.shows(notebook.run(SUM))
        assert "run the notebook's first cells" in question
        assert recorded(home) == []


def test_a_student_copy_goes_on_in_another_folder_under_another_name(
    tmp_path: Path, home: Path
) -> None:
    """The record does not depend on the file."""
    release(write_lesson(tmp_path / "small", *CELLS), tmp_path / "one")
    (tmp_path / "two").mkdir()
    copy = tmp_path / "two" / "renamed.ipynb"
    copy.write_bytes((tmp_path / "one" / "small.ipynb").read_bytes())
    cells = json.loads(copy.read_text())["cells"]
    first_cells = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"][:3]
    shown = []
    for folder in ("one", "two"):
        with RunningKernel(tmp_path / folder, home) as kernel:
            notebook = Notebook(kernel)
            for source in first_cells:
                notebook.run(source)
            shown.append(notebook.shows(notebook.run(GATED, MORE)))
            if folder == "one":
                notebook.answer("sum", "4")
    assert shown == [["card: More of it", "slot"], ["opened"]]
