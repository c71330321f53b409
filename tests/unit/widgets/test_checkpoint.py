"""What a checkpoint's view holds, from the first look to the worked answer."""

import json
from collections.abc import Iterator

import pytest
from attrs import evolve

from courseware import widgets
from courseware.log import MemoryLog
from courseware.session import Session
from courseware.widgets.outline import Outline
from courseware.widgets.widget import Widget
from tests.unit.widgets.stage import LARGEST, SOLUTION, Wire, schedule, session, whole_lesson, wire

EXPLAIN = "Every value counts in the mean with its size."
KEYS = {
    "median": "It is the value in the middle.",
    "nine": "There are two in the middle, 9 and 15.",
    "explain": EXPLAIN,
    "solution": "half = len(ordered)",
    "hidden": "centre([4, 1, 3, 2])",
    "largest": "That is the largest.",
    "first hint": "Uses every number.",
    "second hint": "Try 1, 2, 3",
}


@pytest.fixture
def line() -> Iterator[Wire]:
    with wire() as connection:
        yield connection


def show(learner: Session, id_: str) -> Widget:
    return widgets.checkpoint_widget(learner, id_, schedule)


def strips(shown: Widget) -> list[tuple[str, str]]:
    return [(each["state"], each["html"]) for each in shown.view["strips"]]


def kinds(shown: Widget) -> list[tuple[str, str]]:
    return [(kind, label) for kind, label, _ in shown.view["buttons"]]


def test_a_fresh_choice_holds_what_it_asks_and_nothing_that_answers_it() -> None:
    with wire():
        view = dict(show(session(), "warm-up").view)
    words = view.pop("words")
    assert view == {
        "id": "warm-up",
        "n": None,
        "label": "Checkpoint 1",
        "about": ["The mean", "1 point"],
        "short": True,
        "prompt": "What is pulled most by <strong>one huge value</strong>?",
        "answer": {
            "options": [
                ["mean", "The mean"],
                ["median", "The <em>median</em>"],
                ["mode", "The mode"],
            ]
        },
        "response": None,
        "settled": False,
        "buttons": [["answer", "Check", "main"], ["hint", "Hint", ""]],
        "strips": [],
    }
    assert sorted(words) == ["checking", "ended", "rerun", "restart", "working"]


def test_no_part_of_a_key_is_in_any_synced_state_before_the_learner_earned_it(line: Wire) -> None:
    learner = session()
    shown = {id_: show(learner, id_) for id_ in learner.lesson.checkpoints}
    rest = [
        widgets.header_widget(learner),
        *(widgets.gate_widget(learner, name) for name in learner.lesson.branches),
    ]

    def held() -> set[str]:
        """The keys that some synced state holds now."""
        states = json.dumps([each.get_state() for each in (*shown.values(), *rest)])
        return {name for name, text in KEYS.items() if json.dumps(text)[1:-1] in states}

    def after(id_: str, kind: str, **content: str) -> set[str]:
        line.tell(shown[id_], kind, n=1, **content)
        return held()

    assert held() == set()
    assert after("warm-up", "hint") == {"first hint"}
    assert after("warm-up", "answer", response="median") == {"first hint", "median"}
    assert after("warm-up", "reveal") == {"first hint", "median"}
    assert after("warm-up", "answer", response="mean") == {"explain"}
    assert after("six", "answer", response="twelve") == {"explain"}
    assert after("six", "answer", response="9") == {"explain", "nine"}
    assert after("six", "answer", response="12") == {"explain"}
    assert after("centre", "answer", response=LARGEST) == {"explain", "largest"}
    assert after("centre", "answer", response="centre = min") == {"explain"}
    assert after("centre", "answer", response="centre = max") == {"explain"}
    assert after("centre", "reveal") == {"explain", "solution"}


def test_hints_come_one_at_a_time_and_the_button_counts_them(line: Wire) -> None:
    shown = show(session(), "warm-up")
    labels = []
    for n in range(3):
        labels.append(dict(kinds(shown)).get("hint"))
        line.tell(shown, "hint", n=n)
    assert labels == ["Hint", "Hint 2 of 2", None]
    assert strips(shown) == [
        ("note", '<p><span class="word">Hint 1 of 2.</span> Uses every number.</p>\n'),
        ("note", '<p><span class="word">Hint 2 of 2.</span> Try 1, 2, 3 and 1, 2, 300.</p>\n'),
    ]


def test_a_wrong_answer_says_not_yet_with_its_feedback_and_counts_a_try(line: Wire) -> None:
    shown = show(session(), "warm-up")
    line.tell(shown, "answer", n=1, response="median")
    assert strips(shown) == [
        ("notyet", '<p><span class="word">Not yet.</span> It is the value in the middle.</p>\n')
    ]
    assert shown.view["about"] == ["The mean", "1 point · 1st try"]
    line.tell(shown, "answer", n=2, response="mode")
    said = '<p><span class="word">Not yet.</span> Try again, or take a hint.</p>\n'
    assert strips(shown) == [("notyet", said)]
    assert shown.view["about"] == ["The mean", "1 point · 2nd try"]


def test_after_the_tries_the_worked_answer_is_offered_then_shown(line: Wire) -> None:
    shown = show(session(), "six")
    for n in range(3):
        line.tell(shown, "answer", n=n, response="9")
    assert kinds(shown) == [("answer", "Check"), ("reveal", "Show how")]
    ((_, said),) = strips(shown)
    assert "<em>Show how</em> gives a worked answer." in said
    line.tell(shown, "reveal", n=4)
    assert kinds(shown) == [("answer", "Check")]
    assert strips(shown) == [
        ("note", '<p><span class="word">One way to answer.</span> 12 km</p>\n'),
        ("note", f'<p><span class="word">Why.</span> {EXPLAIN}</p>\n'),
    ]


def test_a_right_answer_settles_the_question_until_the_learner_tries_again(line: Wire) -> None:
    shown = show(session(), "six")
    line.tell(shown, "answer", n=1, response="12 km")
    right = ("right", f'<p><span class="word">Right.</span> {EXPLAIN}</p>\n')
    assert (shown.view["settled"], kinds(shown)) == (True, [("again", "Try again")])
    assert (strips(shown), shown.view["about"][1]) == ([right], "2 of 2 points")
    line.tell(shown, "again", n=2)
    assert (shown.view["settled"], strips(shown)) == (False, [])
    assert shown.view["response"] == "12 km"
    line.tell(shown, "answer", n=3, response="11")
    assert (shown.view["settled"], strips(shown)[0][0]) == (False, "notyet")
    assert shown.view["about"][1] == "2 of 2 points · 2nd try"
    line.tell(shown, "answer", n=4, response="12")
    assert shown.view["settled"] is True


def test_a_malformed_answer_costs_nothing_and_hides_the_verdict_on_another(line: Wire) -> None:
    shown = show(session(), "six")
    line.tell(shown, "answer", n=1, response="9")
    line.tell(shown, "answer", n=2, response="")
    said = '<p><span class="word">One moment.</span> Type a number first, such as 3.5.</p>\n'
    assert strips(shown) == [("note", said)]
    assert shown.view["about"][1] == "2 points · 1st try"
    assert shown.view["response"] == "9"


def test_a_graded_copy_records_and_says_nothing_more(line: Wire) -> None:
    whole = whole_lesson()
    bare = {id_: evolve(each, key=None) for id_, each in whole.checkpoints.items()}
    shown = show(session(evolve(whole, feedback="graded", checkpoints=bare)), "six")
    assert kinds(shown) == [("answer", "Record answer")]
    line.tell(shown, "answer", n=1, response="9")
    ((state, said),) = strips(shown)
    assert (state, "Recorded." in said) == ("note", True)
    assert shown.view["about"][1] == "2 points"


def test_an_answer_to_an_older_text_is_kept_and_said_not_to_count(line: Wire) -> None:
    log = MemoryLog(course="data", lesson="01-centre")
    line.tell(show(session(log=log), "six"), "answer", n=1, response="12")
    whole = whole_lesson()
    six = evolve(whole.checkpoints["six"], hash="another")
    newer = evolve(whole, checkpoints={**whole.checkpoints, "six": six})
    shown = show(session(newer, log), "six")
    ((state, said),) = strips(shown)
    assert (state, "This question has changed." in said) == ("note", True)
    assert (shown.view["response"], shown.view["settled"]) == ("12", False)


def test_code_lists_its_tests_before_and_after_they_ran(line: Wire) -> None:
    whole = whole_lesson()
    shown = show(session(evolve(whole, branch_of={})), "centre")

    def tests() -> list[tuple[str, str]]:
        return [(each["state"], each["html"]) for each in shown.view["answer"]["tests"]]

    assert tests() == [
        ("open", "<p>an odd number of values</p>\n"),
        ("open", "<p>one more test, not shown</p>\n"),
    ]
    line.tell(shown, "answer", n=1, response="def centre(values):\n    return sorted(values)[1]\n")
    assert [state for state, _ in tests()] == ["right", "notyet"]
    assert shown.view["about"][1] == "1.5 of 3 points · 1st try"
    assert kinds(shown) == [("answer", "Check"), ("restore", "Start over")]
    line.tell(shown, "answer", n=2, response=SOLUTION)
    assert [state for state, _ in tests()] == ["right", "right"]
    assert kinds(shown) == [("again", "Try again")]


def test_a_saved_notebook_and_a_graders_page_show_question_answer_and_verdict(line: Wire) -> None:
    learner = session()
    shown = show(learner, "warm-up")
    line.tell(shown, "answer", n=1, response="median")
    bundle, _ = shown._repr_mimebundle_()
    assert bundle["text/plain"] == (
        "**Checkpoint 1 · The mean · 1 point · 1st try**\n\n"
        "What is pulled most by **one huge value**?\n\n"
        "- ( ) The mean\n- (x) The *median*\n- ( ) The mode\n\n"
        "**Not yet.** It is the value in the middle."
    )
    assert "<li>(x) The <em>median</em></li>" in bundle["text/html"]
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == shown.model_id
    alone = widgets.static(learner.lesson.checkpoints["centre"])
    assert alone == Outline(
        "Write `centre(values)`: the median.\n\n"
        "```\ndef centre(values):\n    ...\n```\n\nYour answer: not answered yet"
    )


def test_what_a_learner_typed_is_shown_as_typed_in_a_saved_notebook(line: Wire) -> None:
    shown = show(session(), "word")
    line.tell(shown, "answer", n=1, response="<b>*median*</b>`")
    bundle, _ = shown._repr_mimebundle_()
    assert "<code>&lt;b&gt;*median*&lt;/b&gt;`</code>" in bundle["text/html"]
