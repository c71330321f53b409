"""The plain twin of a lesson: the same notebook with ipywidgets in the place of courseware.

Where the lesson has a checkpoint the twin has its prompt, a `RadioButtons` or `Text` (`Textarea`
for code), a `Button` and an `Output`. Cells of branches stand in it like all others.
"""

import json
from pathlib import Path

from courseware.checkpoints import parts
from courseware.checkpoints.protocol import Checkpoint
from courseware.lesson.magics import loads_extension, magic_of
from courseware.lesson.model import Cell, Lesson
from courseware.release.student import RUN_ALL

FIELDS = {"choice": "RadioButtons", "code": "Textarea"}


def write_twin(lesson: Lesson, path: Path) -> None:
    """Write the twin of a student copy."""
    cells = [
        each for cell in lesson.cells if RUN_ALL not in cell.tags for each in _cells(lesson, cell)
    ]
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells, 1)],
    }
    path.write_text(json.dumps(notebook), "utf-8")


def _cells(lesson: Lesson, cell: Cell) -> list[dict[str, object]]:
    if cell.kind != "code":
        return [_text(cell.source)]
    if loads_extension(cell.source):
        return [_code("import ipywidgets\nfrom IPython.display import display")]
    if cell.checkpoint is not None:
        checkpoint = lesson.checkpoints[cell.checkpoint]
        return [_text(checkpoint.prompt), _code(_widgets(checkpoint))]
    magic = magic_of(cell.source)
    if magic is not None and magic.name == "lesson":
        return [_text(f"# {lesson.title}")]
    return [_code(cell.source)]


def _widgets(checkpoint: Checkpoint) -> str:
    options = list(parts.mapping(checkpoint.public, "options").values())
    field = f"ipywidgets.{FIELDS.get(checkpoint.type, 'Text')}"
    shown = f"{field}(options={options!r})" if options else f"{field}()"
    return f"display({shown}, ipywidgets.Button(description='Check'), ipywidgets.Output())"


def _text(source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
