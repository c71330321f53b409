"""Answers that come on threads of their own, as JupyterLab sends them where a kernel has them.

A kernel without subshells is sent the same messages and takes them one after the other.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.running import RunningKernel
from tests.kernel.test_gate import Notebook
from tests.kernel.test_lesson import LOAD, recorded, write_lesson
from tests.notebooks import Cell, code

LESSON = """%%lesson
title: Many at once
branches:
  first: {title: The first, open: passed("a")}
  second: {title: The second, open: passed("b")}
  third: {title: The third, open: passed("c")}
"""
NUMERIC = "%%checkpoint {}\ntype: numeric\nanswer: 4\n---\nWhat is 2 + 2?\n"
PROGRAM = """%%checkpoint program
type: code
solution: x = 4
tests: [{name: four, code: assert x == 4}]
---
Let `x` be 4.
"""
ABOVE = (LOAD, LESSON, *(NUMERIC.format(each) for each in "abcd"), PROGRAM)
BRANCHES = ("first", "second", "third")
GATED = [(f"note('{name} {n}')", f"branch:{name}") for name in BRANCHES for n in (1, 2, 3)]
CELLS: tuple[Cell, ...] = (*map(code, ABOVE), *(code(*each) for each in GATED))
NOTE = """
import threading
def note(what):
    is_main = threading.current_thread() is threading.main_thread()
    print(what, "" if is_main else "on another thread")
"""
BLOCKS = """
import pathlib, time
print("begun")
while not pathlib.Path("end").exists():
    time.sleep(0.01)
note("running")
"""
AWAITS = BLOCKS.replace("time.sleep", "await asyncio.sleep").replace("time", "asyncio")

Asked = tuple[str, int]


class Learner(Notebook):
    """Answers without waiting for what is said."""

    def __init__(self, kernel: RunningKernel) -> None:
        super().__init__(kernel)
        self._seen: set[tuple[str, int | None]] = set()

    def give(self, id_: str, response: str, n: int, subshell: str | None) -> Asked:
        """Answer a checkpoint by message `n`."""
        content = {"kind": "answer", "response": response, "n": n}
        self.kernel.send(self._model(id_), content, subshell=subshell)
        return id_, n

    def sees(self, *asked: Asked) -> None:
        """Wait until every one of these messages was answered."""

        def all_seen() -> bool:
            self._seen.update((id_, self.view(id_)["n"]) for id_, _ in asked)
            return self._seen.issuperset(asked)

        self.kernel.wait_for(all_seen)

    def view(self, id_: str) -> dict[str, Any]:
        """What the widget of a checkpoint shows."""
        view: dict[str, Any] = self.kernel.models[self._model(id_)]["view"]
        return view

    def printed(self, last: str) -> list[str]:
        """What all cells have printed so far, once this was printed as well."""
        self.kernel.wait_for(lambda: last in self._printed)
        self.kernel.ask("None")
        return self._printed

    @property
    def _printed(self) -> list[str]:
        said = (content["text"] for kind, content in self.kernel.published if kind == "stream")
        return [line.strip() for text in said for line in text.splitlines()]

    def _model(self, id_: str) -> str:
        models = self.kernel.models.items()
        return next(key for key, state in models if state.get("view", {}).get("id") == id_)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_lesson(tmp_path / "small", *CELLS)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def learner(folder: Path, home: Path) -> Iterator[Learner]:
    """In the lesson, all cells of which were asked for."""
    with RunningKernel(folder, home) as kernel:
        learner = Learner(kernel)
        learner.run(NOTE)
        for _, source, tags in CELLS:
            learner.run(source, {"tags": tags})
        yield learner


def test_answers_at_once_are_graded_shown_and_recorded_once(learner: Learner, home: Path) -> None:
    """To several questions, one of which runs code, and several to one question."""
    shells = [learner.kernel.subshell() for _ in range(4)]
    questions = ("a", "b", "c", "d", "d", "program")
    asked = [
        learner.give(id_, f"x = {turn}" if id_ == "program" else f"{turn}", n, shells[n % 4])
        for turn in range(3)
        for n, id_ in enumerate(questions, len(questions) * turn)
    ]
    learner.sees(*asked)
    said = [response for kind, response in recorded(home) if kind == "answered"]
    assert sorted(map(str, said)) == sorted([*"012" * 5, "x = 0", "x = 1", "x = 2"])
    assert {learner.view(id_)["strips"][0]["state"] for id_ in questions} == {"notyet"}


def test_branches_that_open_at_once_run_their_cells_once(learner: Learner) -> None:
    shells = [learner.kernel.subshell() for _ in range(3)]
    learner.sees(
        *(learner.give(id_, "4", 1, shell) for id_, shell in zip("abc", shells, strict=True))
    )
    found = [learner.printed(f"{name} 3") for name in BRANCHES][-1]
    assert len(found) == len(GATED)
    for name in BRANCHES:
        own = [each for each in found if each.startswith(name)]
        assert own == [f"{name} 1", f"{name} 2", f"{name} 3"]


@pytest.mark.parametrize("running", [BLOCKS, AWAITS], ids=["that blocks", "that awaits"])
def test_what_opens_while_a_cell_runs_comes_after_it_in_order(
    learner: Learner, folder: Path, running: str
) -> None:
    """The answer itself need not wait."""
    kernel, shell = learner.kernel, learner.kernel.subshell()
    cell = kernel.start(running)
    kernel.wait_for(lambda: bool(kernel.cells.get(cell)))
    asked = learner.give("b", "4", 1, shell)
    if shell is not None:
        learner.sees(asked)
    (folder / "end").touch()
    assert learner.printed("second 3") == ["begun", "running", "second 1", "second 2", "second 3"]
