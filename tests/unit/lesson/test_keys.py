"""Keys that are found by running something, and where their faults are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.checkpoints.protocol import Job, Ran
from courseware.lesson.keys import with_keys
from courseware.lesson.read import read_lesson
from courseware.runner import ProcessRunner
from tests.notebooks import code, write_notebook


def lesson(folder: Path, head: str) -> Path:
    cells = [code("%load_ext courseware"), code("%%lesson\ntitle: Small")]
    cells.append(code(f"%%checkpoint a\ntype: predict\n{head}"))
    return write_notebook(folder / "lesson.ipynb", *cells)


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("setup: x = 1\ncode: x", ("CW560", 4)),
        ("code: print(x)\nsetup: x = y", ("CW567", 4)),
        ("code: print(3)\nother: No\nwrong:\n  3: No", ("CW504", 5)),
        ("seconds: 5\ncode: print(input())", ("CW563", 4)),
    ],
)
def test_a_fault_that_running_finds_has_the_line_of_its_key(
    tmp_path: Path, head: str, place: tuple[str, int]
) -> None:
    whole = with_keys(read_lesson(lesson(tmp_path, head)), ProcessRunner(tmp_path).run_now)
    assert [(each.code, each.line) for each in whole.diagnostics] == [place]


@pytest.mark.parametrize(("setup", "runs"), [("x = 1", 2), ("import random", 8)])
def test_what_draws_by_chance_runs_more_often_each_time_with_another_seed(
    tmp_path: Path, setup: str, runs: int
) -> None:
    seeds = []

    def run(job: Job) -> Ran:
        seeds.append(job.seed)
        return ProcessRunner(tmp_path).run_now(job)

    found = with_keys(read_lesson(lesson(tmp_path, f"setup: {setup}\ncode: print(3)")), run)
    assert seeds == list(range(runs))
    assert (found.checkpoints["a"].key or {})["answer"] == "3"
