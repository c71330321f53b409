"""A small course to release: one lesson with every kind of secret, and its data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

COURSE = """\
format: 1
id: data
title: Data
skills: {mean: The mean}
interests: {sport: Sport}
"""
LESSON = """\
%%lesson
title: The centre
skills: [mean]
minutes: 5
branches:
  core: done("warm-up")
  extra:
    open: mastered("mean")
    offer: done("length")
files: [rain.csv]
"""
CHOICE = """\
%%checkpoint warm-up
type: choice
title: Warm-up
skills: [mean]
options:
  mean: The mean
  median: The median
answer: mean
wrong:
  median: It is the value in the middle: it stays.
other: Try it with three numbers of your own.
hints:
  - Which of them uses every number?
explain: Every value counts with its size.
notes: A remark that nobody else should read.
---
Which one is pulled by **a single huge value**?
"""
NUMERIC = """\
%%checkpoint length
type: numeric
skills: [mean]
answer: 29.4
unit: m
explain: Add them up, and divide by how many they are.
---
How long are they on average?
"""
CODE = """\
%%checkpoint centre
type: code
skills: [mean]
starter: |
  def mean(values):
      ...
solution: |
  def mean(values):
      return sum(values) / len(values)
tests:
  - name: three values
    code: assert mean([1, 2, 3]) == 2
    message: Divide by how many they are.
  - name: a single value
    code: assert mean([41]) == 41, "just that value"
    hidden: true
---
Write `mean(values)`.
"""


def cell(source: str, kind: str = "code", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """A cell as Jupyter saves it once it ran."""
    ran = {"outputs": [{"output_type": "stream", "name": "stdout", "text": "42\n"}]}
    whole = {**ran, "execution_count": 7} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **whole, **more}


def cells() -> list[dict[str, Any]]:
    """The cells of the lesson."""
    return [
        cell("%load_ext courseware", id="load"),
        cell(LESSON, id="lesson"),
        cell("# The centre\n![A line](attachment:line.png)", "markdown", id="text")
        | {"attachments": {"line.png": {"image/png": "iVBORw0KGgo="}}},
        cell(CHOICE, id="warm-up"),
        cell("For those who write this lesson.", "markdown", metadata={"tags": ["author"]}),
        cell("<!-- branch: core -->", "markdown"),
        cell("values = [29, 29.8]", metadata={"collapsed": True, "tags": ["raises-exception"]}),
        cell(NUMERIC),
        cell("<!-- branch: extra -->\n## One more", "markdown"),
        cell(CODE, id="centre"),
        cell("<!-- branch: -->\nThe end.", "markdown"),
    ]


def write_lesson(path: Path, found: Sequence[dict[str, Any]]) -> None:
    """Write a notebook as Jupyter does, with metadata that nobody else needs."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "widgets": {"state": 1}, "authors": [{"name": "Eve"}]}
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": found}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The folder of the course."""
    folder = tmp_path / "lessons"
    write_lesson(folder / "01-centre" / "01-centre.ipynb", cells())
    (folder / "course.yml").write_text(COURSE + "# what nobody else should read\n")
    (folder / "01-centre" / "rain.csv").write_text("month,rain\n1,29.4\n")
    (folder / "01-centre" / "draft.txt").write_text("not for learners")
    return folder
