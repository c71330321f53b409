"""What the views of lines to be put in order hold, and how they look where none can be."""

import json
from collections.abc import Iterator

import pytest
from attrs import evolve

from courseware import widgets
from courseware.events import JSON
from courseware.session import Session
from courseware.widgets.widget import Widget
from tests.unit.widgets.ordered import FLAT, RIGHT, STEPS, ordered
from tests.unit.widgets.stage import Wire, schedule, session, wire

SLIP, WHY = "What belongs to the `if`?", "Only what is sorted has a middle."


@pytest.fixture
def line() -> Iterator[Wire]:
    with wire() as connection:
        yield connection


def show(learner: Session, id_: str) -> Widget:
    return widgets.checkpoint_widget(learner, id_, schedule)


def text(shown: Widget) -> str:
    return str(shown._repr_mimebundle_()[0]["text/plain"])


def test_lines_of_code_are_shown_as_typed_and_others_as_markdown(line: Wire) -> None:
    del line
    learner = session(ordered())
    code, steps = (show(learner, id_).view["answer"] for id_ in ("centre", "steps"))
    assert [code[name] for name in ("indent", "deepest", "astray")] == [4, 5, None]
    assert ["return None", "return None", '<code class="typed">return None</code>'] in code["lines"]
    assert sorted(each for each, _, _ in code["lines"]) == sorted(
        ["ordered = values.sort()", *(each.strip() for each in RIGHT)]
    )
    assert [steps[name] for name in ("indent", "deepest", "astray")] == [0, 0, None]
    assert ["*Sort* them", "Sort them", "<em>Sort</em> them"] in steps["lines"]
    assert code["words"]["depths"][:3] == [
        ", not indented",
        ", indented once",
        ", indented 2 times",
    ]
    assert steps["words"]["depths"] == [""]


@pytest.mark.parametrize(
    ("response", "astray"),
    [
        (FLAT, 4),
        (RIGHT[1:], 1),
        ([RIGHT[0], RIGHT[2]], 2),
        (RIGHT[:2], None),
        (RIGHT, None),
        ([], None),
    ],
)
def test_the_line_that_feedback_names_is_known_after_the_answer(
    line: Wire, response: JSON, astray: int | None
) -> None:
    shown = show(session(ordered()), "centre")
    line.tell(shown, "answer", n=1, response=response)
    assert shown.view["answer"]["astray"] == astray


def test_nothing_of_a_key_is_sent_before_its_time(line: Wire) -> None:
    shown = show(session(ordered()), "centre")

    def held() -> set[str]:
        state = json.dumps(shown.get_state())
        found = {SLIP: "belongs to the", WHY: WHY, "right": RIGHT[3]}
        return {name for name, words in found.items() if words in state}

    assert held() == set()
    line.tell(shown, "answer", n=1, response=RIGHT[:2])
    assert held() == set()
    line.tell(shown, "answer", n=2, response=FLAT)
    assert held() == {SLIP}
    line.tell(shown, "answer", n=3, response=RIGHT)
    assert held() == {WHY, "right"}


def test_a_graded_copy_marks_no_line(line: Wire) -> None:
    lesson = ordered()
    bare = {id_: evolve(each, key=None) for id_, each in lesson.checkpoints.items()}
    shown = show(session(evolve(lesson, feedback="graded", checkpoints=bare)), "centre")
    line.tell(shown, "answer", n=1, response=FLAT)
    assert shown.view["answer"]["astray"] is None
    assert shown.view["response"] == FLAT


def test_a_saved_notebook_shows_the_lines_and_the_answer(line: Wire) -> None:
    learner = session(ordered())
    code, steps = show(learner, "centre"), show(learner, "steps")
    assert "Lines to put in order:\n\n```\n" in text(code)
    assert text(code).endswith("```\n\nYour answer: not answered yet")
    line.tell(code, "answer", n=1, response=FLAT)
    line.tell(steps, "answer", n=1, response=STEPS)
    assert "Your answer:\n\n```\n" + "\n".join(FLAT) + "\n```\n\n**Not yet.**" in text(code)
    assert "Your answer:\n\n" + "\n".join(f"- {each}" for each in STEPS) in text(steps)
