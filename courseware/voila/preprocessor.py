"""The gate before a page: nothing of a closed cell is sent to a browser, whoever serves it.

Listed in `VoilaExporter.preprocessors`, it sees every notebook before Voilà runs it. In a lesson
it puts a line in the place of every cell of a branch; the kernel, which has the file, shows there
what is due. What cannot be understood is not shown at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict

from courseware.checkpoints.reading import Reader
from courseware.lesson.gating import MAY_FAIL, is_author, with_branches
from courseware.lesson.head import read_head
from courseware.lesson.magics import loads_extension, magic_of, tidy
from courseware.lesson.model import Cell
from courseware.messages import say
from courseware.release.student import RUN_ALL
from courseware.widgets.markdown import render

OURS = re.compile(r"^\s*%{1,3}\s*(lesson|checkpoint)s?\b", re.MULTILINE | re.IGNORECASE)
Pictures = dict[str, dict[str, str]]  # by name and kind
# nbformat has no annotations.
_node: Callable[[dict[str, object]], NotebookNode] = from_dict
TEXTS = ("failed", "home", "noscript", "opening", "skip")


class GatedLesson(Preprocessor):
    """Makes a page of a lesson; other notebooks go through unchanged."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Put the gates in; a lesson that cannot be understood becomes one sentence."""
        if not holds_lesson(nb):
            return nb, resources
        resources["courseware"] = {each: say(f"lesson-{each}") for each in TEXTS}
        language = "en"
        try:
            cells = list(_page(nb, f"{resources['metadata']['name']}.ipynb"))
            nb.metadata["title"] = _title(nb) or resources["metadata"]["name"]
            language = _language(nb)
        except Exception:
            self.log.exception("this lesson could not be understood, and nothing of it is shown")
            cells = [_text(1, say("lesson-unreadable"), {})]
        if resources.get("page_config", {}).get("progressiveRendering"):
            # Voilà then runs the notebook as it is, not as it was made here.
            cells = [_text(1, say("lesson-progressive"), {})]
        nb.metadata.pop("courseware", None)
        nb.metadata.pop("widgets", None)
        nb.cells = cells
        nb.nbformat, nb.nbformat_minor = 4, 5
        resources["language_code"] = language
        return nb, resources


def holds_lesson(nb: NotebookNode) -> bool:
    """Whether a notebook is a lesson, or was meant to be one, with whatever slips."""
    return "courseware" in nb.metadata or any(
        OURS.search(cell.source) if cell.cell_type == "code" else OURS.match(cell.source)
        for cell in nb.cells
    )


def _page(nb: NotebookNode, name: str) -> Iterator[NotebookNode]:
    """The cells of the page; a number counts in the notebook, not on the page."""
    for cell, node in zip(with_branches(_cells(nb)), nb.cells, strict=True):
        if is_author(cell) or RUN_ALL in cell.tags:
            continue
        if cell.branches:
            yield _code(cell.number, f"%courseware_cell {cell.number}")
        elif cell.kind == "code" and loads_extension(cell.source):
            yield _code(cell.number, f"{cell.source}\n%courseware_notebook {name}")
        elif cell.kind == "code":
            yield _code(cell.number, cell.source, may_fail=MAY_FAIL in cell.tags)
        elif cell.kind == "markdown":
            yield _text(cell.number, cell.source, node.get("attachments", {}))


def _cells(nb: NotebookNode) -> list[Cell]:
    return [
        Cell(
            number,
            None,
            node.cell_type,
            tidy(node.source),
            frozenset(node.metadata.get("tags", ())),
        )
        for number, node in enumerate(nb.cells, 1)
    ]


def _code(number: int, source: str, *, may_fail: bool = False) -> NotebookNode:
    """A cell to be run: one that fails does not end the page (a tag of nbclient's).

    The template says so in a sentence, unless the author lets the cell fail.
    """
    return _cell(
        number,
        source,
        cell_type="code",
        metadata={"tags": [MAY_FAIL], "courseware_may_fail": may_fail},
        execution_count=None,
        outputs=[],
    )


def _text(number: int, source: str, attachments: Pictures) -> NotebookNode:
    """A Markdown cell with the HTML that our template shows, like that of cells that open late."""
    shown = render(source, inline=partial(_address, attachments), raw=True)
    return _cell(
        number,
        source,
        cell_type="markdown",
        metadata={"courseware_html": shown},
        attachments=attachments,
    )


def _address(attachments: Pictures, address: str) -> str | None:
    """Where the page finds a picture; those of the web are not fetched."""
    if address.startswith("attachment:"):
        bundle = attachments.get(address.removeprefix("attachment:"), {})
        return next((f"data:{kind};base64,{data}" for kind, data in bundle.items()), None)
    return None if ":" in address or address.startswith("//") else address


def _cell(number: int, source: str, **more: object) -> NotebookNode:
    return _node({"id": f"cell-{number}", "source": source, "metadata": {}, **more})


def _title(nb: NotebookNode) -> str:
    magics = (magic_of(tidy(cell.source)) for cell in nb.cells if cell.cell_type == "code")
    head = next((read_head(each.body) for each in magics if each and each.name == "lesson"), None)
    return Reader(head.node).text("title") if head is not None else ""


def _language(nb: NotebookNode) -> str:
    """The language of a student copy's course; English where it is not known."""
    try:
        course = json.loads(nb.metadata["courseware"]["course"])
        return str(course["language"])
    except (KeyError, TypeError, ValueError):
        return "en"
