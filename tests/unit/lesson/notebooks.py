"""Lessons made of cells, without a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from courseware.lesson.model import Lesson
from courseware.lesson.notebook import notebook_of
from courseware.lesson.read import Unseal, lesson_of

NOWHERE = Path("/nowhere/lesson.ipynb")
LOAD = "%load_ext courseware"


def code(source: str, *tags: str) -> dict[str, Any]:
    """A code cell."""
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": source}


def text(source: str, *tags: str) -> dict[str, Any]:
    """A Markdown cell."""
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def number(id_: str, *tags: str, head: str = "") -> dict[str, Any]:
    """A checkpoint that asks for a number."""
    return code(f"%%checkpoint {id_}\ntype: numeric\nanswer: 2\n{head}\n---\nWhat is it?", *tags)


def content(*cells: object, metadata: Mapping[str, object] | None = None) -> dict[str, Any]:
    """The JSON of a notebook."""
    ours = {} if metadata is None else {"courseware": metadata}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": ours, "cells": list(cells)}


def lesson(
    head: str,
    *cells: object,
    metadata: Mapping[str, object] | None = None,
    unseal: Unseal | None = None,
) -> Lesson:
    """A lesson with this head, below the cell that loads courseware."""
    raw = content(code(LOAD), code(f"%%lesson\n{head}"), *cells, metadata=metadata)
    return lesson_of(notebook_of(NOWHERE, raw), unseal)


def found(read: Lesson) -> list[tuple[str, int | None, int | None]]:
    """The diagnostics of a lesson by code, cell and line."""
    return [(each.code, each.cell, each.line) for each in read.diagnostics]
