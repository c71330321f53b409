"""Reviews: one card a skill, from the moment it is mastered, rated by unaided answers."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.mastery.protocol import Answer
from courseware.mastery.reviews import Rated, Reviews, learned, rating, reviewed

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
days = st.floats(0, 400)
rated = st.sampled_from(["again", "hard", "good"])
zones = st.none() | st.sampled_from(
    [UTC, timezone(timedelta(hours=-9)), timezone(timedelta(1) / 2)]
)
moments = st.datetimes(timezones=zones)
answers = st.builds(
    Answer,
    item=st.just("item"),
    skills=st.lists(st.sampled_from(["mean", "median", "mode"]), max_size=4).map(tuple),
    score=st.floats(0, 1) | st.sampled_from([0.0, 0.5, 1.0]),
    when=moments,
    attempt=st.integers(0, 4),
    hints=st.integers(0, 3),
)
histories = st.lists(st.tuples(answers, st.sets(st.sampled_from(["mean", "median"]))), max_size=8)


def folded(history: list[tuple[Answer, set[str]]], begun: Reviews | None = None) -> Reviews:
    reviews = begun or Reviews()
    for each, mastered in history:
        reviews = reviews.after(each, mastered)
    return reviews


def answer(day: float, score: float = 1.0, *, hints: int = 0, attempt: int = 1) -> Answer:
    when = START + timedelta(days=day)
    return Answer("item", ("mean",), score, when, attempt, hints)


def test_only_what_is_right_without_help_at_the_first_try_is_good() -> None:
    assert rating(1, hints=0, attempt=1) == "good"
    assert rating(1, hints=1, attempt=1) == rating(1, hints=0, attempt=2) == "hard"
    assert rating(0.5, hints=0, attempt=1) == "hard"
    assert rating(0, hints=0, attempt=1) == rating(0.4, hints=0, attempt=1) == "again"


def test_a_card_begins_with_mastery_and_practice_leaves_it_alone() -> None:
    assert Reviews().after(answer(0), ()) == Reviews()
    begun = Reviews().after(answer(0), ("mean",))
    assert begun.cards == {"mean": learned(START)}
    assert begun.after(answer(0.5, 0), ("mean",)) == begun
    assert begun.due(START + timedelta(hours=1)) == ()


def test_a_review_that_goes_well_comes_back_later_than_one_that_does_not() -> None:
    begun = Reviews().after(answer(0), ("mean",))
    assert begun.due(START + timedelta(days=30)) == ("mean",)
    good, again = begun.after(answer(30), ()), begun.after(answer(30, 0), ())
    assert good.cards["mean"].due > again.cards["mean"].due > START + timedelta(days=30)
    assert good.due(START + timedelta(days=30)) == ()


def test_what_is_most_nearly_forgotten_comes_first() -> None:
    begun = Reviews().after(answer(0), ("mean",))
    later = evolve(answer(20), skills=("median",))
    both = begun.after(later, ("median",))
    assert both.due(START + timedelta(days=90)) == ("mean", "median")


def test_what_is_forgotten_alike_comes_by_name() -> None:
    names = ("mode", "mean", "median")
    begun = Reviews().after(evolve(answer(0), skills=names), names)
    assert begun.due(START + timedelta(days=90)) == ("mean", "median", "mode")


def test_a_review_moves_the_cards_that_are_due_and_no_other() -> None:
    begun = Reviews().after(answer(0), ("mean",))
    begun = begun.after(evolve(answer(29.5), skills=("median",)), ("median",))
    after = begun.after(evolve(answer(30), skills=("mean", "median", "mode")), ())
    assert after.cards["mean"] == reviewed(begun.cards["mean"], "good", answer(30).when)
    assert after.cards["median"] == begun.cards["median"]
    assert "mode" not in after.cards


@given(st.lists(st.tuples(days, rated), max_size=6))
def test_cards_are_the_same_every_time_and_never_due_before_their_review(
    steps: list[tuple[float, Rated]],
) -> None:
    cards = []
    for _ in range(2):
        card, when = learned(START), START
        for gap, each in steps:
            when += timedelta(days=gap)
            card = reviewed(card, each, when)
            assert card.due >= when
            assert 0 <= card.recall(when + timedelta(days=50)) <= card.recall(when) <= 1
        cards.append(card)
    assert cards[0] == cards[1]


@given(days)
def test_a_better_review_is_never_due_earlier(gap: float) -> None:
    when = START + timedelta(days=gap)
    card = learned(START)
    again, hard, good = (reviewed(card, each, when).due for each in ("again", "hard", "good"))
    assert again <= hard <= good


@given(st.lists(st.floats(0, 4000), min_size=2).map(sorted), st.lists(rated, max_size=3))
def test_what_is_not_reviewed_is_forgotten(gaps: list[float], steps: list[Rated]) -> None:
    card = learned(START)
    for each in steps:
        card = reviewed(card, each, card.due)
    recalls = [card.recall(card.last + timedelta(days=gap)) for gap in gaps]
    assert all(0 <= later <= earlier <= 1 for earlier, later in pairwise(recalls))
    assert card.recall(card.last) == 1 > card.recall(card.last + timedelta(days=1))


@given(histories, moments)
def test_odd_times_in_any_order_do_no_harm(
    history: list[tuple[Answer, set[str]]], when: datetime
) -> None:
    reviews = folded(history)
    assert reviews == folded(history)
    assert set(reviews.due(when)) <= reviews.cards.keys() <= {"mean", "median"}
    for card in reviews.cards.values():
        assert card.due >= card.last
        assert 0 <= card.recall(when) <= 1
        after = reviewed(card, "good", when)
        assert after.due >= after.last >= card.last


@given(histories)
def test_an_answer_that_comes_twice_at_its_time_counts_once(
    history: list[tuple[Answer, set[str]]],
) -> None:
    early = [
        (evolve(each, when=START + timedelta(days=9 * at)), mastered)
        for at, (each, mastered) in enumerate(history)
    ]
    twice = [pair for pair in early for _ in range(2)]
    assert folded(twice) == folded(early)


def test_a_time_without_a_zone_is_utc_and_any_other_zone_is_brought_to_it() -> None:
    assert learned(START.replace(tzinfo=None)) == learned(START)
    assert learned(START.astimezone(timezone(timedelta(hours=5)))) == learned(START)
    assert learned(START).due.tzinfo is UTC


def test_the_calendar_s_end_is_the_last_day_that_something_is_due() -> None:
    end = datetime.max.replace(tzinfo=UTC)
    card = learned(end)
    assert card.due == reviewed(card, "good", end).due == end


def test_a_clock_that_runs_backwards_passes_no_time() -> None:
    card = learned(START)
    assert reviewed(card, "good", START - timedelta(days=9)) == reviewed(card, "good", START)
    assert card.recall(START - timedelta(days=9)) == card.recall(START)


def test_it_takes_no_heavy_library_and_none_at_all_before_something_is_mastered() -> None:
    code = (
        "import sys, datetime as d; from courseware.mastery.reviews import Reviews, learned;"
        "assert 'fsrs' not in sys.modules;"
        "learned(d.datetime.now(d.UTC));"
        "print({'numpy', 'pandas', 'torch', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
