"""A course of two short lessons, with everything in it that must not leave the server."""

import base64
import json
from pathlib import Path

from courseware.release import release

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CLOSED = "Only whoever answered may read this"
FIRST = """%%lesson
title: The first lesson
skills: [mean]
minutes: 10
branches:
  core: done("warm-up")
files: [map.png, secret.png, rain.csv, page.html, code.py]
"""
QUESTION = """%%checkpoint warm-up
type: choice
skills: [mean]
options:
  mean: The mean
  median: The median
answer: mean
wrong:
  median: It stays where it is.
---
Which one is pulled by **one huge value**?
"""
OPEN_TEXT = """## Before you begin

A number $x^2$ and a picture: ![A map of nothing](map.png)

| a | b |
| - | - |
| 1 | 2 |
"""
SECOND = """%%lesson
title: The second lesson
minutes: 5
"""
PLAIN_QUESTION = """%%checkpoint sum
type: numeric
answer: 4
---
What is 2 + 2?
"""


def write_source(folder: Path) -> Path:
    """Write the source of the course into a folder."""
    first, second = folder / "01-first", folder / "02-second"
    for each in (first, second):
        each.mkdir(parents=True)
    (folder / "course.yml").write_text(
        "format: 1\nid: small\ntitle: A small course\nlanguage: cy\n"
        "skills:\n  mean: {title: The mean, needs: []}\n"
    )
    (first / "map.png").write_bytes(PNG)
    (first / "secret.png").write_bytes(PNG)
    for name in ("rain.csv", "page.html", "code.py", "undeclared.png"):
        (first / name).write_text("1,2\n")
    _write(
        first / "01-first.ipynb",
        ("code", "%load_ext courseware", []),
        ("code", FIRST, []),
        ("markdown", OPEN_TEXT, []),
        ("code", "raise ZeroDivisionError('of an open cell')", []),
        ("code", QUESTION, []),
        ("markdown", f"## Core\n\n{CLOSED}. ![A secret](secret.png)", ["branch:core"]),
        ("code", f"print('{CLOSED}'.upper())", ["branch:core"]),
        ("markdown", "The end.", []),
    )
    _write(
        second / "02-second.ipynb",
        ("code", "%load_ext courseware", []),
        ("code", SECOND, []),
        ("code", PLAIN_QUESTION, []),
    )
    return folder


def write_copy(folder: Path) -> Path:
    """Release the course into `student` in a folder."""
    release(write_source(folder / "source"), folder / "student")
    return folder / "student"


def _write(path: Path, *cells: tuple[str, str, list[str]]) -> None:
    code: dict[str, object] = {"outputs": [], "execution_count": None}
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
                **(code if kind == "code" else {}),
            }
            for number, (kind, source, tags) in enumerate(cells)
        ],
    }
    path.write_text(json.dumps(notebook))
