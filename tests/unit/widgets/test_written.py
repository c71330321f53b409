"""What the views of `predict` and `reflect` hold, from the first look to the last answer."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from attrs import evolve

from courseware import widgets
from courseware.session import Session
from courseware.widgets.outline import Outline
from courseware.widgets.widget import Widget
from tests.unit.widgets.stage import Wire, schedule, session, wire
from tests.unit.widgets.written import LOOP, MODEL, PRINTED, written

TEXT = {"text": "It tells where the middle is."}


@pytest.fixture
def line() -> Iterator[Wire]:
    with wire() as connection:
        yield connection


def show(learner: Session, id_: str) -> Widget:
    return widgets.checkpoint_widget(learner, id_, schedule)


def words(shown: Widget) -> list[str]:
    """The word of each strip."""
    return [each["html"].split("</span>")[0].split(">")[-1] for each in shown.view["strips"]]


def test_code_is_shown_with_how_to_answer_and_without_what_it_prints(line: Wire) -> None:
    shown = show(session(written()), "loop")
    assert shown.view["answer"] == {
        "code": LOOP,
        "label": "The code",
        "note": "Write line by line what is printed. If it stops with an error, end with the"
        " error's name, such as NameError.",
    }
    line.tell(shown, "answer", n=1, response="4\n8")
    assert words(shown) == ["Not yet."]
    assert "9 21" not in json.dumps(shown.get_state())


def test_a_prediction_is_checked_and_shown_how_once_it_is_released(line: Wire) -> None:
    shown = show(session(written()), "loop")
    for n in range(3):
        line.tell(shown, "answer", n=n, response="4\n8")
    line.tell(shown, "reveal", n=4)
    assert words(shown) == ["One way to answer.", "Why."]
    assert "9 21\nZeroDivisionError" in shown.view["strips"][0]["html"]
    line.tell(shown, "answer", n=5, response=PRINTED)
    assert shown.view["settled"]
    assert shown.view["n"] == 5


def test_a_text_comes_first_then_what_to_compare_it_with_then_the_rating(line: Wire) -> None:
    shown = show(session(written()), "look-back")
    assert shown.view["answer"] == {"question": "Which of these fits your text best?", "rubric": []}
    assert shown.view["buttons"] == [["answer", "Record answer", "main"]]
    assert "60 km" not in json.dumps(shown.get_state())
    line.tell(shown, "answer", n=1, response=TEXT)
    assert shown.view["answer"]["rubric"] == [
        [0, "I name a number."],
        [1, "I say what it tells."],
        [2, "I say what it <strong>hides</strong>, too."],
    ]
    assert words(shown) == ["Recorded.", "One possible answer."]
    assert "choose the description that fits" in shown.view["strips"][0]["html"]
    line.tell(shown, "answer", n=2, response={**TEXT, "rating": 2})
    assert words(shown) == ["Recorded.", "One possible answer."]
    assert "the last one counts" in shown.view["strips"][0]["html"]
    assert not shown.view["settled"]


def test_after_a_reload_all_is_there_again(line: Wire) -> None:
    learner = session(written())
    first = show(learner, "look-back")
    line.tell(first, "answer", n=1, response={**TEXT, "rating": 0})
    again = show(session(written(), learner.log), "look-back")
    for name in ("answer", "response", "strips", "buttons"):
        assert again.view[name] == first.view[name]


def test_an_empty_text_is_asked_for_and_shows_nothing(line: Wire) -> None:
    shown = show(session(written()), "look-back")
    line.tell(shown, "answer", n=1, response={"text": " "})
    assert words(shown) == ["One moment."]
    assert shown.view["answer"]["rubric"] == []


def test_a_graded_copy_never_shows_a_model(line: Wire) -> None:
    whole = written()
    bare = {id_: evolve(each, key=None) for id_, each in whole.checkpoints.items()}
    shown = show(session(evolve(whole, feedback="graded", checkpoints=bare)), "look-back")
    line.tell(shown, "answer", n=1, response=TEXT)
    assert words(shown) == ["Recorded."]
    assert len(shown.view["answer"]["rubric"]) == 3


def test_a_saved_notebook_shows_code_text_and_rating(line: Wire) -> None:
    learner = session(written())
    loop, text = show(learner, "loop"), show(learner, "look-back")

    def plain(shown: Widget) -> str:
        return str(shown._repr_mimebundle_()[0]["text/plain"])

    assert f"```\n{LOOP.rstrip()}\n```\n\nYour answer: not answered yet" in plain(loop)
    line.tell(loop, "answer", n=1, response=PRINTED)
    assert f"Your answer:\n\n```\n{PRINTED}\n```" in plain(loop)
    line.tell(text, "answer", n=1, response={**TEXT, "rating": 1})
    assert f"Your answer: `{TEXT['text']}`\n\n- I say what it tells." in plain(text)
    assert MODEL.split("\n", maxsplit=1)[0] in plain(text)
    static = widgets.static(written().checkpoints["loop"])
    assert isinstance(static, Outline)
    assert "total / 0" in static.text
