"""Small notebooks, written in a few lines."""

import json
from pathlib import Path

Cell = tuple[str, str, list[str]]


def code(source: str, *tags: str) -> Cell:
    """A code cell with these tags."""
    return "code", source, list(tags)


def text(source: str, *tags: str) -> Cell:
    """A Markdown cell with these tags."""
    return "markdown", source, list(tags)


def write_notebook(path: Path, *cells: Cell) -> Path:
    """Write a notebook of these cells; its folder is made."""
    more: dict[str, object] = {"outputs": [], "execution_count": None}
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [
            {
                "cell_type": kind,
                "id": f"cell-{number}",
                "metadata": {"tags": tags},
                "source": source,
                **(more if kind == "code" else {}),
            }
            for number, (kind, source, tags) in enumerate(cells, 1)
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
