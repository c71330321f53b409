"""A lesson in a real kernel: begun, answered, opened, restored, and what is said when it cannot."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from courseware.release import release
from tests.kernel.running import RunningKernel
from tests.notebooks import Cell, code, text, write_notebook

LOAD = "%load_ext courseware"
LESSON = """%%lesson
title: Small
skills: [mean]
branches:
  more: passed("sum")
"""
SUM = """%%checkpoint sum
type: numeric
skills: [mean]
answer: 4
wrong:
  5: One too many.
---
What is 2 + 2?
"""
PROMPTED = """%%checkpoint prompted
type: text
answer: three
---
What does this print?

```
>>> print(1 + 2)
```
"""
CELLS = (
    code(LOAD),
    code(LESSON),
    code(SUM),
    text("Opened **text**", "branch:more"),
    code("opened = 6 * 7\nopened", "branch:more"),
    code(PROMPTED, "branch:more"),
)
GATED = (4, 5, 6)


def write_lesson(folder: Path, *cells: Cell) -> Path:
    """The folder of a lesson of these cells."""
    write_notebook(folder / "small.ipynb", *cells)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_lesson(tmp_path / "small", *CELLS)


class Learner:
    """A page of Voilà as the kernel meets it: the cells run, and clicks on widgets follow."""

    def __init__(self, kernel: RunningKernel) -> None:
        self.kernel = kernel

    def open(self, *, cells: tuple[Cell, ...] = CELLS) -> list[tuple[str, Any]]:
        """Run the notebook as the preprocessor hands it over; what cells of their own showed."""
        shown = self.kernel.run(f"{LOAD}\n%courseware_notebook small.ipynb")
        for number, (kind, source, tags) in enumerate(cells, 1):
            if tags:
                shown += self.kernel.run(f"%courseware_cell {number}")
            elif kind == "code" and number > 1:
                shown += self.kernel.run(source)
        return shown

    def model(self, id_: str) -> str:
        """The widget of a checkpoint."""
        models = self.kernel.models.items()
        return next(key for key, state in models if state.get("view", {}).get("id") == id_)

    def view(self, id_: str) -> dict[str, Any]:
        """What the widget of a checkpoint shows."""
        view: dict[str, Any] = self.kernel.models[self.model(id_)]["view"]
        return view

    def hello(self, id_: str = "sum") -> None:
        """Look at a checkpoint, as a page does when it comes up."""
        self.kernel.send(self.model(id_), {"kind": "hello", "n": 1})

    def answer(self, id_: str, response: object) -> None:
        """Answer and wait for what is shown."""
        self._send(id_, {"kind": "answer", "response": response})

    def said(self, id_: str) -> str:
        """All that stands below a checkpoint."""
        return " ".join(strip["html"] for strip in self.view(id_)["strips"])

    @property
    def slots(self) -> list[list[str]]:
        """What stands in the places of closed cells, as plain text."""
        return [
            [each.get("data", {}).get("text/plain", "").split("\n")[0] for each in state["outputs"]]
            for state in self.kernel.models.values()
            if "outputs" in state
        ]

    def _send(self, id_: str, content: dict[str, object]) -> None:
        n = len(self.kernel.customs) + 1000
        self.kernel.send(self.model(id_), {**content, "n": n})
        self.kernel.wait_for(lambda: self.view(id_)["n"] == n)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def learner(folder: Path, home: Path) -> Iterator[Learner]:
    with RunningKernel(folder, home) as kernel:
        yield Learner(kernel)


def recorded(home: Path) -> list[tuple[str, object]]:
    """What the record holds: kinds, with the answer or the branch."""
    lines = [
        line for path in (home / "record").rglob("*.jsonl") for line in path.read_text().split("\n")
    ]
    events = sorted((json.loads(line) for line in lines if line), key=lambda each: each["id"])
    return [(each["kind"], each["branch"] or each["response"]) for each in events]


ANSWERED = [("opened", None), ("answered", "4"), ("unlocked", "more")]


def test_an_answer_is_recorded_and_opens_its_branch(learner: Learner, home: Path) -> None:
    learner.open()
    assert learner.slots == [[], [], []]
    learner.answer("sum", "5")
    assert "One too many." in learner.said("sum")
    assert recorded(home) == [("opened", None), ("answered", "5")]
    learner.answer("sum", "4")
    assert recorded(home)[2:] == [("answered", "4"), ("unlocked", "more")]
    learner.kernel.wait_for(lambda: all(learner.slots))
    assert [slot[0] for slot in learner.slots[:2]] == ["Opened **text**", "42"]
    assert learner.kernel.run("opened")[0][1]["data"] == {"text/plain": "42"}


def test_prompts_in_a_question_stay(learner: Learner) -> None:
    """IPython takes `>>> ` out of what it hands to a magic."""
    learner.open()
    learner.answer("sum", "4")
    learner.kernel.wait_for(lambda: all(learner.slots))
    assert "&gt;&gt;&gt; print(1 + 2)" in learner.view("prompted")["prompt"]


def test_a_new_kernel_restores_answers_feedback_and_branches(folder: Path, home: Path) -> None:
    with RunningKernel(folder, home) as kernel:
        first = Learner(kernel)
        first.open()
        first.answer("sum", "4")
        before = first.said("sum")
    with RunningKernel(folder, home) as kernel:
        second = Learner(kernel)
        shown = second.open()
        assert (second.view("sum")["response"], second.said("sum")) == ("4", before)
        plain = [content["data"].get("text/plain", "") for _, content in shown]
        assert plain[2] == "Opened **text**"
        assert second.slots[0] == ["42"]
        assert "What does this print?" in second.view("prompted")["prompt"]
    assert recorded(home) == ANSWERED


def test_a_warm_kernel_writes_nothing_and_reads_again_when_it_is_looked_at(
    folder: Path, home: Path
) -> None:
    with RunningKernel(folder, home) as early, RunningKernel(folder, home / "other") as late:
        del late
        warm = Learner(early)
        warm.open()
        assert recorded(home) == []
        with RunningKernel(folder, home) as kernel:
            other = Learner(kernel)
            other.open()
            other.answer("sum", "4")
        assert recorded(home) == ANSWERED
        warm.hello()
        warm.kernel.wait_for(lambda: warm.view("sum")["response"] == "4")
        warm.kernel.wait_for(lambda: all(warm.slots))
        assert [slot[0] for slot in warm.slots[:2]] == ["Opened **text**", "42"]
    assert recorded(home) == [*ANSWERED, ("opened", None)]


def test_nothing_is_asked_or_recorded_while_nbgrader_runs_the_notebook(
    learner: Learner, home: Path
) -> None:
    learner.kernel.run("import os; os.environ['NBGRADER_EXECUTION'] = 'autograde'")
    shown = learner.open(cells=CELLS[:3])
    assert not any("view" in state for state in learner.kernel.models.values())
    assert "What is 2 + 2?" in str(shown)
    assert recorded(home) == []


def test_a_faulty_checkpoint_is_a_note_and_the_rest_of_the_lesson_works(
    tmp_path: Path, home: Path
) -> None:
    cells = (*CELLS[:2], code(SUM.replace("answer: 4", "answer: four")), code(PROMPTED))
    with RunningKernel(write_lesson(tmp_path / "small", *cells), home) as kernel:
        learner = Learner(kernel)
        shown = [content["data"]["text/plain"] for _, content in learner.open(cells=cells)]
        assert "cannot be asked" in shown[1]
        assert "small.ipynb, cell 3, line 4" in shown[1]
        learner.answer("prompted", "three")
        assert recorded(home) == [("opened", None), ("answered", "three"), ("completed", None)]


def test_the_executed_text_defines_the_checkpoint(learner: Learner, home: Path) -> None:
    learner.open()
    learner.kernel.run(SUM.replace("2 + 2", "2 + 4").replace("answer: 4", "answer: 6"))
    latest = list(learner.kernel.models)[-1]
    assert "2 + 4" in learner.kernel.models[latest]["view"]["prompt"]
    learner.kernel.send(latest, {"kind": "answer", "response": "6", "n": 1})
    learner.kernel.wait_for(lambda: learner.kernel.models[latest]["view"]["n"] == 1)
    assert recorded(home)[1:] == [("answered", "6"), ("unlocked", "more")]


def test_the_file_s_own_text_defines_the_checkpoint_again(learner: Learner, home: Path) -> None:
    """After an edit that was run and taken back."""
    learner.open()
    learner.kernel.run(SUM.replace("2 + 2", "2 + 4").replace("answer: 4", "answer: 6"))
    learner.kernel.run(SUM)
    latest = list(learner.kernel.models)[-1]
    assert "2 + 2" in learner.kernel.models[latest]["view"]["prompt"]
    learner.kernel.send(latest, {"kind": "answer", "response": "4", "n": 1})
    learner.kernel.wait_for(lambda: learner.kernel.models[latest]["view"]["n"] == 1)
    assert recorded(home)[1:] == [("answered", "4"), ("unlocked", "more")]


def test_a_checkpoint_without_its_lesson_says_what_to_do(learner: Learner, home: Path) -> None:
    learner.kernel.run(LOAD)
    ((_, content),) = learner.kernel.run(SUM)
    assert "run the notebook's first cells" in content["data"]["text/plain"]
    assert recorded(home) == []


def test_a_lesson_without_its_file_says_so_and_records_nothing(
    learner: Learner, folder: Path, home: Path
) -> None:
    (folder / "small.ipynb").unlink()
    learner.kernel.run(LOAD)
    ((_, content),) = learner.kernel.run(LESSON)
    assert "cannot find its own notebook file" in content["data"]["text/plain"]
    assert recorded(home) == []


@pytest.mark.parametrize("told", ["small.ipynb", "gone.ipynb", ""])
def test_the_file_is_found_by_the_front_end_s_word_or_by_the_lesson_s_cell(
    learner: Learner, folder: Path, told: str
) -> None:
    """After a rename the front end's word is stale."""
    learner.kernel.run(f"import os; os.environ['JPY_SESSION_NAME'] = {str(folder / told)!r}")
    learner.kernel.run(LOAD)
    learner.kernel.run(LESSON)
    views = [state["view"] for state in learner.kernel.models.values() if "view" in state]
    assert [view["title"] for view in views] == ["Small"]


def test_a_module_is_sent_once_for_all_widgets_of_its_kind(learner: Learner) -> None:
    learner.open()
    states = list(learner.kernel.models.values())
    texts = [state["text"] for state in states if "text" in state]
    assert len(texts) == len(set(texts)) > 1
    loaders = [state["_esm"] for state in states if "_esm" in state]
    assert len(set(loaders)) == 1
    assert len(loaders[0]) < 1000


def test_a_cell_of_a_branch_that_nobody_knows_stays_closed(tmp_path: Path, home: Path) -> None:
    cells = (*CELLS[:3], code("print('secret')", "branch:nobody"))
    with RunningKernel(write_lesson(tmp_path / "small", *cells), home) as kernel:
        learner = Learner(kernel)
        learner.open(cells=cells)
        learner.answer("sum", "4")
        learner.kernel.run("1")
        assert learner.slots == [[]]


def test_a_released_copy_works_as_its_source_does(folder: Path, home: Path) -> None:
    release(folder, home / "student")
    copy = next((home / "student").rglob("small.ipynb"))
    cells = json.loads(copy.read_text())["cells"]
    with RunningKernel(copy.parent, home) as kernel:
        learner = Learner(kernel)
        kernel.run(f"{LOAD}\n%courseware_notebook small.ipynb")
        for cell in cells[2:4]:
            kernel.run("".join(cell["source"]))
        learner.answer("sum", "5")
        assert "One too many." in learner.said("sum")


def test_the_page_cannot_change_what_a_slot_shows(learner: Learner) -> None:
    learner.open()
    slot = next(key for key, state in learner.kernel.models.items() if "outputs" in state)
    forged = {"output_type": "stream", "name": "stdout", "text": "forged"}
    learner.kernel.models[slot]["outputs"] = [forged]
    learner.kernel.touch(slot, {"outputs": [forged]})
    learner.kernel.wait_for(lambda: learner.kernel.models[slot]["outputs"] == [])
    learner.answer("sum", "4")
    learner.kernel.wait_for(lambda: all(learner.slots))
    assert learner.slots[0] == ["Opened **text**"]


def test_unloading_leaves_the_kernel_as_it_was(learner: Learner) -> None:
    learner.open()
    learner.kernel.run("%unload_ext courseware")
    assert learner.kernel.run("print(1)") == [("stream", {"name": "stdout", "text": "1\n"})]
    ((_, content),) = learner.kernel.run("'send' in vars(get_ipython().kernel.session)")
    assert content["data"]["text/plain"] == "False"


def test_the_card_stands_at_the_first_cell_that_learners_see(tmp_path: Path, home: Path) -> None:
    cells = (
        *CELLS[:3],
        text("For authors", "author", "branch:more"),
        text("For all", "branch:more"),
    )
    with RunningKernel(write_lesson(tmp_path / "small", *cells), home) as kernel:
        kernel.run(f"{LOAD}\n%courseware_notebook small.ipynb")
        kernel.run(LESSON)
        shown = kernel.run("%courseware_cell 5")
        assert len(shown) == 2
