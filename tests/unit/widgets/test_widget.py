"""What a page may send to a widget, and what comes of it."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import ipywidgets
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseware import widgets
from courseware.session import Session
from courseware.widgets.strips import Strip
from courseware.widgets.widget import Widget
from tests.unit.widgets.stage import SOLUTION, Wire, schedule, session, wire

OWN = ["module", "view"]
ANYWIDGET = [
    "_anywidget_id", "_dom_classes", "_esm", "_model_module", "_model_module_version",
    "_model_name", "_view_count", "_view_module", "_view_module_version", "_view_name", "layout",
    "tabbable", "tooltip",
]  # fmt: skip

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
kinds = st.sampled_from(
    ["hello", "answer", "hint", "reveal", "again", "interest", "open", "skip", "save", "ack", ""]
)
fields = st.fixed_dictionaries(
    {"kind": kinds}, optional={"n": anything, "response": anything, "interest": anything}
)
messages = st.one_of(
    anything,
    st.fixed_dictionaries({"method": st.just("custom"), "content": fields | anything}),
    st.fixed_dictionaries(
        {
            "method": st.just("update"),
            "state": st.dictionaries(st.sampled_from([*OWN, *ANYWIDGET, "comm"]), anything)
            | anything,
        }
    ),
    st.fixed_dictionaries({"method": st.sampled_from(["request_state", "backbone", ""])}),
)


pytestmark = pytest.mark.usefixtures("line")


@pytest.fixture(scope="module")
def line() -> Iterator[Wire]:
    with wire() as connection:
        yield connection


def show_all(learner: Session) -> list[Widget]:
    """The header, every checkpoint and every gate of a session's lesson."""
    return [
        widgets.header_widget(learner),
        *(widgets.checkpoint_widget(learner, id_, schedule) for id_ in learner.lesson.checkpoints),
        *(widgets.gate_widget(learner, name) for name in learner.lesson.branches),
    ]


def warm_up_of(learner: Session) -> Widget:
    """The widget of the lesson's first question."""
    return widgets.checkpoint_widget(learner, "warm-up", schedule)


def test_the_view_and_its_module_are_synced_besides_what_anywidget_needs() -> None:
    for each in show_all(session()):
        assert sorted(each.get_state()) == sorted([*OWN, *ANYWIDGET])


def test_a_message_is_acknowledged_before_it_is_acted_on_and_its_number_comes_back(
    line: Wire,
) -> None:
    warm_up = warm_up_of(session())
    said = line.tell(warm_up, "answer", n=7, response="mean")
    assert said[0] == {"method": "custom", "content": {"kind": "ack", "n": 7}}
    assert warm_up.view["n"] == 7
    assert warm_up.view["strips"][0]["state"] == "right"


def test_a_greeting_begins_the_session_once(line: Wire) -> None:
    learner = session()
    header, warm_up, *_ = show_all(learner)
    assert learner.log.read() == ()
    line.tell(warm_up, "hello", n=1)
    line.tell(header, "hello", n=2)
    assert [each.kind for each in learner.log.read()] == ["opened"]


def test_after_a_greeting_a_view_is_sent_only_where_it_has_changed(line: Wire) -> None:
    learner = session()
    header, warm_up, *_ = show_all(learner)
    line.tell(header, "hello", n=1)
    ack = {"method": "custom", "content": {"kind": "ack", "n": 2}}
    assert line.tell(warm_up, "hello", n=2) == [ack]
    warm_up._trouble = Strip("trouble-1", "note", "Not saved", "")  # noqa: SLF001  what was before
    warm_up._show()  # noqa: SLF001
    said = line.tell(warm_up, "hello", n=2)
    assert said[0] == ack
    assert said[-1]["state"] == {"view": warm_up.view}


@pytest.mark.parametrize("name", [*OWN, *ANYWIDGET])
def test_a_trait_that_the_page_sets_is_not_taken_and_sent_again(line: Wire, name: str) -> None:
    for each in show_all(session()):
        before = each.get_state()
        said = line.say(each, {"method": "update", "state": {name: {"forged": True}, "else": 1}})
        assert each.get_state() == before
        assert said == [{"method": "update", "state": {name: before[name]}, "buffer_paths": []}]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(messages, max_size=6))
def test_no_message_raises_or_prints_or_earns_more_than_its_answer(
    line: Wire, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, said: list[Any]
) -> None:
    caplog.clear()
    learner = session()
    shown = show_all(learner)
    for each in shown:
        for data in said:
            line.say(each, data)
    right = {"warm-up": "mean", "six": "12", "word": "median"}
    for event in learner.log.read():
        if event.kind == "answered":
            assert event.verdict is not None
            assert (
                event.verdict["status"] != "right" or event.response == right[str(event.checkpoint)]
            )
    assert [each.message for each in caplog.records if each.levelno >= logging.ERROR] == []
    assert capfd.readouterr() == ("", "")
    for each in shown:
        each.close()


def test_a_flood_is_dropped_after_twenty_messages_and_heard_again_later(
    line: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    warm_up = warm_up_of(session())
    acknowledged = [bool(line.tell(warm_up, "hint", n=n)) for n in range(40)]
    now[0] = 1.0
    assert acknowledged == [True] * 20 + [False] * 20
    assert line.tell(warm_up, "answer", n=41, response="mean")
    assert warm_up.view["strips"][0]["state"] == "right"


def test_a_page_cannot_make_a_widget_of_ours(line: Wire, caplog: pytest.LogCaptureFixture) -> None:
    warm_up = warm_up_of(session())
    before = warm_up.view
    line.register_target("jupyter.widget", ipywidgets.Widget.handle_comm_opened)
    state = {**warm_up.get_state(), "view": {"forged": True}}
    content = {"comm_id": "forged", "target_name": "jupyter.widget", "data": {"state": state}}
    opening: Any = {"content": content, "metadata": {"version": "2.1.0"}}
    line.heard.clear()
    line.comm_open(opening, "", opening)
    assert "forged" not in line.comms
    assert [each["type"] for each in line.heard] == ["comm_close"]
    assert warm_up.view == before
    caplog.clear()


def test_a_page_cannot_end_a_widget(line: Wire) -> None:
    warm_up = warm_up_of(session())
    closing: Any = {"content": {"comm_id": warm_up.model_id, "data": {}}}
    line.comm_close(closing, "", closing)
    assert line.tell(warm_up, "answer", n=1, response="mean")
    assert warm_up.view["strips"][0]["state"] == "right"


def test_twenty_widgets_are_350_kilobytes_at_most() -> None:
    learner = session()
    shown = [each for _ in range(3) for each in show_all(learner)][:20]
    states = [json.dumps({**each.get_state(), "layout": None}) for each in shown]
    assert sum(map(len, states)) <= 350 * 1024


def test_what_cannot_be_saved_is_told_at_once_and_can_be_taken_away(line: Wire) -> None:
    learner = session()
    warm_up = warm_up_of(learner)
    line.tell(warm_up, "hint", n=1)
    learner.log.close()
    line.tell(warm_up, "answer", n=2, response="mean")
    (strip, *_) = warm_up.view["strips"]
    assert strip["button"] == ["save", "Save my record"]
    assert "Not saved." in strip["html"]
    assert warm_up.view["settled"] is False
    said = line.tell(warm_up, "save", n=3)
    kept = {"kind": "file", "name": "data-01-centre.jsonl", "text": learner.log.text()}
    assert said[-1] == {"method": "custom", "content": kept}
    kinds_kept = {json.loads(each)["kind"] for each in kept["text"].splitlines()}
    assert kinds_kept == {"opened", "hinted"}


def test_an_accident_is_logged_and_the_learner_reads_a_sentence(
    line: Wire, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    learner = session()
    code = widgets.checkpoint_widget(learner, "centre", schedule)
    learner.progress = evolve(learner.progress, opened=("stretch",))
    learner.runner = None  # type: ignore[assignment]
    line.tell(code, "answer", n=1, response=SOLUTION)
    assert "Sorry." in code.view["strips"][0]["html"]
    assert capfd.readouterr() == ("", "")
    caplog.clear()


def test_a_closed_widget_leaves_its_session(line: Wire) -> None:
    header, warm_up, *_ = show_all(session())
    before = header.view
    header.close()
    line.tell(warm_up, "answer", n=1, response="mean")
    assert header.view == before


def test_what_a_page_says_to_the_model_of_a_module_changes_nothing(line: Wire) -> None:
    shown = warm_up_of(session())
    held = ipywidgets.widgets.widget._instances[shown.module]  # noqa: SLF001  it has no other way
    before = held.get_state()
    for said in (
        {"method": "update", "state": {"text": "export default {}"}},
        {"method": "custom", "content": 3},
        {"method": None},
        7,
    ):
        line.say(held, said)
        assert held.get_state() == before
    held.comm.handle_close({"content": {"data": {}}})
    again = line.say(held, {"method": "request_state"})
    assert again[-1]["state"]["text"] == before["text"]
