"""What the views of several options and of pairs hold, and how they look where none can be."""

import json
from collections.abc import Iterator

import pytest

from courseware import widgets
from courseware.session import Session
from courseware.widgets.widget import Widget
from tests.unit.widgets.several import RIGHT, SWAPPED, several
from tests.unit.widgets.stage import Wire, schedule, session, wire

SAID = {
    "wrong pick": "The one in the middle stays where it is.",
    "missing pick": "How far apart are the two ends now?",
    "wrong pair": "That is another centre: the median.",
    "wrong left": "The mode has to do with counting.",
    "explain": "Only the ends know of it.",
}


@pytest.fixture
def line() -> Iterator[Wire]:
    with wire() as connection:
        yield connection


def show(learner: Session, id_: str) -> Widget:
    return widgets.checkpoint_widget(learner, id_, schedule)


def held(shown: Widget) -> set[str]:
    """What of the author's words the synced state holds."""
    state = json.dumps(shown.get_state())
    return {name for name, text in SAID.items() if text in state}


def said(shown: Widget) -> list[str]:
    return [each["html"] for each in shown.view["strips"]]


def text(shown: Widget) -> str:
    return str(shown._repr_mimebundle_()[0]["text/plain"].split("\n\n", 2)[2])


def test_options_have_words_of_their_own_where_a_formula_would_be_read_sign_by_sign() -> None:
    with wire():
        answer = show(session(several()), "moved").view["answer"]
    formula = answer["options"][2].pop(1)
    assert formula.startswith("The median, <math")
    assert answer == {
        "options": [
            ["mean", "The mean"],
            ["range", "The <em>range</em>"],
            ["median", "The median, x_{(n+1)/2}"],
            ["mode", "The mode"],
        ],
        "note": "Choose every one that is right.",
    }


def test_rights_have_a_number_where_a_formula_is_among_them() -> None:
    learner = session(several())
    with wire():
        plain, signs = (show(learner, id_).view["answer"] for id_ in ("names", "signs"))
    assert plain["lefts"] == [
        ["mean", "mean", "mean"],
        ["*median*", "median", "<em>median</em>"],
        ["mode", "mode", "mode"],
    ]
    assert sorted(plain["rights"]) == sorted(
        [each, each, each] for each in (*RIGHT.values(), "the largest value less the smallest")
    )
    assert [words for _, words, _ in signs["rights"]] == [
        "(1) the largest value",
        r"(2) \frac{1}{n}\sum_{i=1}^n x_i",
        "(3) x_{(n+1)/2}",
    ]
    assert signs["rights"][0][2] == (
        '<span class="ordinal">(1)</span> the <code>largest</code> value'
    )


def test_only_what_the_author_says_of_a_slip_is_sent_and_only_after_it(line: Wire) -> None:
    learner = session(several())
    moved, names = show(learner, "moved"), show(learner, "names")

    def after(shown: Widget, response: object) -> set[str]:
        line.tell(shown, "answer", n=1, response=response)  # type: ignore[arg-type]
        return held(shown)

    assert held(moved) | held(names) == set()
    assert after(moved, ["mean", "range", "median"]) == {"wrong pick"}
    assert after(moved, ["mode"]) == {"missing pick"}
    assert after(moved, []) == set()
    assert after(moved, ["mean", "range"]) == {"explain"}
    assert after(names, {**RIGHT, "mode": RIGHT["mean"]}) == {"wrong left"}
    assert after(names, SWAPPED) == {"wrong pair"}
    assert after(names, RIGHT) == {"explain"}


def test_several_slips_are_told_below_each_other(line: Wire) -> None:
    shown = show(session(several()), "moved")
    line.tell(shown, "answer", n=1, response=["mean", "median"])
    (slips,) = said(shown)
    assert slips == (
        '<p><span class="word">Not yet.</span> The one in the middle stays where it is.</p>\n'
        "<p>How far apart are the two ends now?</p>\n"
    )


def test_show_how_lists_what_is_right(line: Wire) -> None:
    learner = session(several())
    moved, names = show(learner, "moved"), show(learner, "names")
    for n in range(3):
        line.tell(moved, "answer", n=n, response=["mode"])
        line.tell(names, "answer", n=n, response=SWAPPED)
    line.tell(moved, "reveal", n=4)
    line.tell(names, "reveal", n=4)
    assert "<li>The mean</li>\n<li>The <em>range</em></li>" in said(moved)[0]
    assert "<li><em>median</em> → the value in the middle</li>" in said(names)[0]


def test_a_saved_notebook_shows_ticks_and_pairs(line: Wire) -> None:
    learner = session(several())
    moved, names = show(learner, "moved"), show(learner, "names")
    assert text(names).startswith(
        "There is one *more* than you need.\n\n- mean → …\n- *median* → …\n- mode → …\n\n"
        "To choose from: "
    )
    line.tell(moved, "answer", n=1, response=["range", "mean"])
    line.tell(names, "answer", n=1, response=SWAPPED)
    assert text(moved) == (
        "- [x] The mean\n- [x] The *range*\n- [ ] The median, $x_{(n+1)/2}$\n- [ ] The mode\n\n"
        "**Right.** Only the ends know of it."
    )
    assert "- mean → the value in the middle\n" in text(names)
    assert "<li>[x] The mean</li>" in moved._repr_mimebundle_()[0]["text/html"]
