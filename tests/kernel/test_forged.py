"""What a page can forge changes nothing but what the same answer, typed there, would change."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.running import RunningKernel
from tests.kernel.test_lesson import CELLS, Learner, recorded, write_lesson

VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    1e308,
    2**80,
    "",
    "\ud800",
    "<script>alert(1)</script>",
    "x" * 100_000,
    [],
    [[[]]],
    {},
    {"id": "sum", "status": "right", "score": 1},
    {"kind": None, "n": {}, "response": [[]]},
)
METHODS = ("update", "echo_update", "request_state", "custom", "x", None)
KINDS = ("hello", "hint", "reveal", "again", "interest", "open", "skip", "save", "ping", "x", "")
FLOOD = 1000
BEFORE = [("opened", None), ("answered", "5")]
AFTER = [("answered", "4"), ("unlocked", "more")]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def learner(tmp_path: Path, home: Path) -> Iterator[Learner]:
    """Somebody who has answered once, wrongly."""
    with RunningKernel(write_lesson(tmp_path / "small", *CELLS), home) as kernel:
        learner = Learner(kernel)
        learner.open()
        learner.answer("sum", "5")
        yield learner


def widgets(learner: Learner) -> list[str]:
    return list(learner.kernel.models)


def kept(learner: Learner) -> dict[str, Any]:
    """What the kernel itself holds of each widget."""
    shown = learner.kernel.run(
        "import ipywidgets, json\n"
        "print(json.dumps({m: {k: v for k, v in w.get_state().items() if k != '_esm'}"
        " for m, w in ipywidgets.widgets.widget._instances.items()}))"
    )
    found: dict[str, Any] = json.loads(shown[-1][1]["text"])
    return found


def answer_in_the_end(learner: Learner, response: str) -> None:
    """Click until it is heard: after a flood the next moment is not listened to."""
    model = learner.model("sum")
    for n in count(9_000):
        learner.kernel.send(model, {"kind": "answer", "response": response, "n": n})
        learner.kernel.run("0")
        if learner.view("sum")["n"] == n:
            return


@pytest.mark.parametrize("method", METHODS)
def test_a_message_of_any_shape_changes_nothing(
    learner: Learner, home: Path, method: object
) -> None:
    before = kept(learner)
    for model in widgets(learner):
        for value in VALUES:
            learner.kernel.comm(model, {"method": method, "state": value, "content": value})
            learner.kernel.comm(model, value)
    assert kept(learner) == before
    assert recorded(home) == BEFORE
    answer_in_the_end(learner, "4")
    assert recorded(home) == [*BEFORE, *AFTER]


def test_a_trait_that_a_page_sets_is_sent_again_as_it_was(learner: Learner) -> None:
    kernel = learner.kernel
    for model, state in kept(learner).items():
        kernel.models[model] = dict.fromkeys(state, "forged")
        kernel.touch(model, kernel.models[model])
        kernel.wait_for(lambda: kernel.models[model].items() >= state.items())  # noqa: B023  now


def test_a_flood_is_not_heard_and_breaks_nothing(learner: Learner, home: Path) -> None:
    before = kept(learner)
    for number in range(FLOOD):
        for model in widgets(learner):
            learner.kernel.touch(model, {"view": {"status": "right"}, "outputs": [number]})
    assert kept(learner) == before
    answer_in_the_end(learner, "4")
    assert recorded(home) == [*BEFORE, *AFTER]


def test_a_text_that_cannot_be_written_down_is_published_all_the_same(learner: Learner) -> None:
    """A warning names what a page sent: the thread that publishes must not trip over it."""
    kernel = learner.kernel
    kernel.open_comm("\ud800", "made-by-a-page", {})
    kernel.run(r"print('a\ud800b')")
    said = [(each["name"], each["text"]) for kind, each in kernel.published if kind == "stream"]
    assert said == [
        ("stderr", "No such comm target registered: \ufffd\n"),
        ("stdout", "a\ufffdb\n"),
    ]


def test_messages_of_every_kind_do_only_what_a_click_would(learner: Learner, home: Path) -> None:
    """There is nothing to open, skip, choose or reveal here, and no hint."""
    for kind in KINDS:
        for value in VALUES:
            for model in widgets(learner):
                forged = {"kind": kind, "branch": "more", "interest": value, "n": value}
                learner.kernel.send(model, forged)
    answer_in_the_end(learner, "4")
    assert [event for event in recorded(home) if event[0] != "chose"] == [*BEFORE, *AFTER]


@pytest.mark.parametrize("model", ["AnyModel", "OutputModel", "NoSuchModel"])
def test_a_widget_that_a_page_makes_does_nothing(learner: Learner, home: Path, model: str) -> None:
    module = "@jupyter-widgets/output" if model == "OutputModel" else "anywidget"
    state = {
        "_model_name": model,
        "_model_module": module,
        "_model_module_version": "1.0.0",
        "_view_name": "AnyView",
        "_view_module": module,
        "_view_module_version": "1.0.0",
        "_anywidget_id": "courseware.widgets.numeric.NumericWidget",
        "view": {"id": "sum", "n": None},
    }
    learner.kernel.open_comm("jupyter.widget", "made-by-a-page", {"state": state})
    content = {"kind": "answer", "response": "4", "n": 1}
    learner.kernel.send("made-by-a-page", content)
    learner.kernel.open_comm("courseware", "another", {"state": state})
    learner.kernel.run("0")
    assert recorded(home) == BEFORE
    learner.answer("sum", "4")
    assert recorded(home) == [*BEFORE, *AFTER]


def test_a_comm_that_a_page_closes_is_heard_again(learner: Learner, home: Path) -> None:
    for model in widgets(learner):
        learner.kernel.close_comm(model)
    answer_in_the_end(learner, "4")
    assert recorded(home) == [*BEFORE, *AFTER]
