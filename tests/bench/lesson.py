"""A lesson made for measuring: many questions of three types, each answer of which is graded."""

import json
from pathlib import Path

CHOICES = NUMBERS = 5
NAME = "01-clicks"
GATED, LONG = 20, 19
END = "the end"

HEAD = """%%lesson
title: Many questions
skills: [mean, median]
minutes: 10
branches:
  core: passed("number-1")
"""
CHOICE = """%%checkpoint choice-{number}
type: choice
skills: [mean]
options:
  mean: The mean
  median: The **median**
  mode: The mode
answer: mean
wrong:
  median: It is the value in the middle, $x_{{(n+1)/2}}$ of {number}.
  mode: It is the most frequent one of {number}.
hints:
  - Which of them uses every number?
explain: Every value counts in the mean with its size.
---
Which one is pulled most by **a single huge value**?
"""
NUMBER = """%%checkpoint number-{number}
type: numeric
skills: [median]
answer: 6.5
unit: m
wrong:
  6: That is the lower one of {number}.
  7: That is the upper one of {number}.
explain: It lies half-way between the two in the middle.
---
What is the median of $4, 6, 7, 9$?
"""
CODE = """%%checkpoint code
type: code
skills: [median]
starter: |
  def centre(values):
      ...
solution: |
  def centre(values):
      ordered = sorted(values)
      half = len(ordered) // 2
      return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
wrong:
  - code: |
      def centre(values):
          return sum(values) / len(values)
    feedback: That is the mean.
  - code: |
      def centre(values):
          return sorted(values)[len(values) // 2]
    feedback: That is the upper one of the two in the middle.
tests:
  - name: an odd number of values
    code: assert centre([3, 1, 2]) == 2
    message: Sort them first, then take the one in the middle.
  - name: an even number of values
    code: assert centre([4, 1, 3, 2]) == 2.5
    message: With two in the middle, take the number half-way between them.
---
Write `centre(values)`: the median of a list of numbers.
"""
MEAN = "def centre(values):\n    return sum(values) / len(values)\n"
UPPER = "def centre(values):\n    return sorted(values)[len(values) // 2]\n"


def write_source(folder: Path) -> None:
    """Write the lesson as an author would have."""
    questions = [
        *(CHOICE.format(number=number) for number in range(1, CHOICES + 1)),
        *(NUMBER.format(number=number) for number in range(1, NUMBERS + 1)),
        CODE,
    ]
    cells = [_code("%load_ext courseware"), _code(HEAD), *map(_code, questions)]
    cells.append(
        {
            "cell_type": "markdown",
            "metadata": {"tags": ["branch:core"]},
            "source": "You have found the median.",
        }
    )
    folder.mkdir()
    _write(folder / NAME, cells)
    (folder / "course.yml").write_text(
        "format: 1\nid: clicks\ntitle: Clicks\n"
        "skills:\n  mean: {title: The mean}\n  median: {title: The median}\n",
        "utf-8",
    )


def write_other(folder: Path) -> None:
    """Write a lesson that only has to be there."""
    head = "%%lesson\ntitle: Another lesson\n"
    question = "%%checkpoint sum\ntype: numeric\nanswer: 4\n---\nWhat is 2 + 2?\n"
    _write(folder, [_code(each) for each in ("%load_ext courseware", head, question)])


def write_gated(folder: Path) -> None:
    """Write a lesson in which each answer opens a branch with a cell that prints something."""
    branches = "".join(f'  b{n}: passed("open-{n}")\n' for n in range(1, GATED + 1))
    cells = [_code("%load_ext courseware"), _code(f"%%lesson\ntitle: Gated\nbranches:\n{branches}")]
    for n in range(1, GATED + 1):
        question = f"%%checkpoint open-{n}\ntype: numeric\nanswer: {n}\n---\nType {n}.\n"
        late = {**_code(f"print('opened', {n})"), "metadata": {"tags": [f"branch:b{n}"]}}
        cells += [_code(question), late]
    _write(folder, cells)


def write_long(folder: Path) -> None:
    """Write a lesson of 60 cells: questions, code and text in turn."""
    head = "%%lesson\ntitle: A long one\nskills: [mean, median]\n"
    cells = [_code("%load_ext courseware"), _code(head)]
    for n in range(1, LONG + 1):
        question = CHOICE if n % 2 else NUMBER
        text = f"Some **text** of {n}."
        cells += [
            {"cell_type": "markdown", "metadata": {}, "source": text},
            _code(question.format(number=n)),
            _code(f"print({n})"),
        ]
    _write(folder, [*cells, _code(f"print({END!r})")])


def write_button(path: Path) -> None:
    """Write a plain notebook in which a button changes a text, and nothing else."""
    source = """
import ipywidgets
from IPython.display import display
button, label = ipywidgets.Button(description="Check"), ipywidgets.Label("0")
button.on_click(lambda _: setattr(label, "value", str(int(label.value) + 1)))
display(button, label)
"""
    path.parent.mkdir()
    _write_cells(path, [_code(source.strip())])


def _write(folder: Path, cells: list[dict[str, object]]) -> None:
    folder.mkdir()
    _write_cells(folder / f"{folder.name}.ipynb", cells)


def _write_cells(path: Path, cells: list[dict[str, object]]) -> None:
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)],
    }
    path.write_text(json.dumps(notebook), "utf-8")


def _code(source: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
