"""What of a lesson goes to a browser."""

import json
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict, validate

from courseware.voila.preprocessor import GatedLesson

NODE: Callable[[dict[str, object]], NotebookNode] = from_dict
GATE: Any = GatedLesson(enabled=True)  # type: ignore[no-untyped-call]
CLOSED = "SECRET of the closed branch"
PRINTED = {"output_type": "stream", "name": "stdout", "text": CLOSED}
BRANCH = {"tags": ["branch:core"]}
HEAD = '%%lesson\ntitle: The centre\nbranches:\n  core: done("warm-up")\n'


def code(source: str, **more: object) -> NotebookNode:
    return NODE(
        {
            "cell_type": "code",
            "source": source,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            **more,
        }
    )


def text(source: str, **more: object) -> NotebookNode:
    return NODE({"cell_type": "markdown", "source": source, "metadata": {}, **more})


def raw(source: str, **more: object) -> NotebookNode:
    return NODE({"cell_type": "raw", "source": source, "metadata": {}, **more})


def notebook(cells: Sequence[NotebookNode], **metadata: object) -> NotebookNode:
    return NODE({"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": [*cells]})


def page(*cells: NotebookNode, **metadata: object) -> NotebookNode:
    """The notebook that Voilà runs in place of one with these cells."""
    nb = notebook(cells, **metadata)
    made: NotebookNode = GATE(deepcopy(nb), resources())[0]
    validate(made)
    return made


def resources() -> ResourcesDict:
    return ResourcesDict(metadata=ResourcesDict(name="01-centre"))


def lesson(*cells: NotebookNode, **metadata: object) -> list[str]:
    """The sources of the page of a lesson, without its first two cells."""
    made = page(code("%load_ext courseware"), code(HEAD), *cells, **metadata)
    return [cell.source for cell in made.cells][2:]


def test_a_notebook_without_a_lesson_is_unchanged() -> None:
    nb = notebook(
        [
            code("print(1)", metadata=BRANCH, outputs=[PRINTED]),
            text("Write `%%lesson` in a cell.\n\n%%lesson"),
            raw("raw"),
        ]
    )
    before = deepcopy(nb)
    after, given = GATE(nb, resources())
    assert after == before
    assert given == resources()


def test_the_kernel_is_told_the_name_of_the_file() -> None:
    made = page(code("import os\n%load_ext courseware"), code(HEAD))
    assert made.cells[0].source == (
        "import os\n%load_ext courseware\n%courseware_notebook 01-centre.ipynb"
    )
    assert made.cells[1].source == HEAD
    assert made.metadata.title == "The centre"


@pytest.mark.parametrize(
    "cell",
    [
        code(f"print('{CLOSED}')", metadata=BRANCH),
        text(CLOSED, metadata={**BRANCH, "note": CLOSED}),
        text("x", metadata=BRANCH, attachments={"a.png": {"image/png": CLOSED}}),
        raw(CLOSED, metadata=BRANCH),
        code("x", metadata=BRANCH, outputs=[PRINTED]),
        text(f"<!-- branch: core -->\n{CLOSED}"),
        text(CLOSED, metadata={"tags": ["branch:no-such-branch"]}),
        text(CLOSED, metadata={"tags": ["Branch : core"]}),
        code("x", metadata={**BRANCH, "tags": ["branch:core", CLOSED]}),
    ],
)
def test_nothing_of_a_gated_cell_is_on_the_page(cell: NotebookNode) -> None:
    made = page(code(HEAD), cell)
    assert made.cells[1].source == "%courseware_cell 2"
    assert "SECRET" not in json.dumps(made)
    assert "core" not in json.dumps(made.cells[1])


def test_a_branch_comment_gates_every_cell_up_to_the_next() -> None:
    sources = lesson(
        text("<!-- branch: core -->\nOne"),
        code("two"),
        text("<!-- branch: -->\nThree"),
        code("four"),
    )
    assert sources == [
        "%courseware_cell 3",
        "%courseware_cell 4",
        "<!-- branch: -->\nThree",
        "four",
    ]


def test_numbers_count_the_cells_of_the_file() -> None:
    sources = lesson(
        text("notes", metadata={"tags": ["author"]}),
        raw("raw"),
        text("Run All", metadata={"tags": ["courseware:run-all"]}),
        code("open"),
        code("closed", metadata=BRANCH),
    )
    assert sources == ["open", "%courseware_cell 7"]


def test_outputs_and_widget_state_and_keys_stay_behind() -> None:
    made = page(
        code(HEAD),
        code("1", outputs=[PRINTED], metadata={"a": "SECRET"}),
        courseware={"released": 1, "keyring": "SECRET", "course": '{"language": "cy"}'},
        widgets={"application/vnd.jupyter.widget-state+json": {"state": {"a": "SECRET"}}},
    )
    assert "SECRET" not in json.dumps(made)


def test_a_cell_that_fails_does_not_end_the_page() -> None:
    made = page(
        code(HEAD),
        code("1/0"),
        code("1/0", metadata={"tags": ["raises-exception"]}),
    )
    assert [cell.metadata for cell in made.cells[1:]] == [
        {"tags": ["raises-exception"], "courseware_may_fail": False},
        {"tags": ["raises-exception"], "courseware_may_fail": True},
    ]


def test_open_text_is_rendered_here_with_pictures_of_the_lesson_only() -> None:
    source = (
        "<kbd>Tab</kbd> $x$ ![a](map.png) ![b](attachment:b.png) ![c](https://example.org/c.png)"
    )
    cell = text(source, attachments={"b.png": {"image/png": "AAAA"}})
    shown = page(code(HEAD), cell).cells[1].metadata.courseware_html
    assert "<kbd>Tab</kbd>" in shown
    assert "<math" in shown
    assert re.findall('src="([^"]*)"', shown) == ["map.png", "data:image/png;base64,AAAA"]
    assert "<em>c</em>" in shown


@pytest.mark.parametrize(
    "head",
    [
        "%%lesson\n: : :",
        "# a remark\n%%lesson",
        "%%lessons\ntitle: x",
        "\n\n%%Lesson",
        "%lesson",
        "%%lesson\nreleased: 99",
    ],
)
def test_a_lesson_that_cannot_be_read_is_gated_all_the_same(head: str) -> None:
    made = page(code(head), text(CLOSED, metadata=BRANCH))
    assert "SECRET" not in json.dumps(made)


@pytest.mark.parametrize("damage", [{"tags": 1}, {"tags": [1]}, {"tags": [[CLOSED]]}])
def test_what_is_not_understood_is_not_shown(damage: dict[str, Any]) -> None:
    nb = notebook([code(HEAD), text(CLOSED)])
    nb.cells[1].metadata.update(damage)
    made, given = GATE(nb, resources())
    assert [cell.cell_type for cell in made.cells] == ["markdown"]
    assert "cannot be shown" in made.cells[0].source
    assert "SECRET" not in json.dumps(made)
    assert given["courseware"]["skip"]


def test_with_progressive_rendering_nothing_is_shown() -> None:
    """Voilà would run the notebook itself, not the page that was made of it."""
    nb = notebook([code(HEAD), text("open"), code(CLOSED, metadata=BRANCH)])
    made, _ = GATE(nb, {**resources(), "page_config": {"progressiveRendering": True}})
    assert [cell.cell_type for cell in made.cells] == ["markdown"]
    assert "progressive" in made.cells[0].source
