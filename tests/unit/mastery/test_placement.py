"""The test before a lesson, by itself: what an answer tells, and how well few answers decide."""

from __future__ import annotations

import random
from collections.abc import Mapping
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.mastery.placement import MOST_SKILLS, Item, Placement

CHAIN: Mapping[str, tuple[str, ...]] = {"a": (), "b": ("a",), "c": ("a", "b")}
DIAMOND: Mapping[str, tuple[str, ...]] = {**CHAIN, "c": ("a",), "d": ("a", "b", "c")}
FLAT: Mapping[str, tuple[str, ...]] = {"a": (), "b": (), "c": ()}
ITEMS = [Item(f"{skill}{number}", (skill,)) for number in range(3) for skill in DIAMOND]

answers = st.lists(st.tuples(st.sampled_from(ITEMS), st.floats(0, 1)), max_size=8)


def after(taken: list[tuple[Item, float]]) -> Placement:
    placement = Placement.begin(DIAMOND)
    for item, score in taken:
        placement = placement.answer(item, score)
    return placement


def test_the_states_hold_with_each_skill_what_it_needs() -> None:
    states = Placement.begin(CHAIN).states
    assert states == (frozenset(), frozenset("a"), frozenset("ab"), frozenset("abc"))


def test_an_answer_tells_of_what_the_skill_needs_and_of_what_needs_it() -> None:
    before = Placement.begin(CHAIN)
    right, wrong = before.answer(Item("x", ("c",)), 1), before.answer(Item("x", ("a",)), 0)
    assert all(right.known(skill) > before.known(skill) for skill in CHAIN)
    assert all(wrong.known(skill) < before.known(skill) for skill in CHAIN)


def test_what_is_no_score_or_asks_nothing_tells_nothing() -> None:
    before = Placement.begin(CHAIN)
    assert before.answer(Item("x", ("a",)), nan) is before
    assert before.answer(Item("x", ("other",)), 1) is before
    assert before.answer(Item("x", ("a",)), 7) == before.answer(Item("x", ("a",)), 1)


def test_odd_chances_and_endless_answers_rule_nothing_out_for_good() -> None:
    before = Placement.begin(CHAIN)
    assert before.answer(Item("x", ("a",), nan), 1) == before.answer(Item("x", ("a",)), 1)
    sure = before
    for _ in range(5_000):
        sure = sure.answer(Item("x", ("c",)), 1)
    assert min(sure.weights) > 0
    for _ in range(100):
        sure = sure.answer(Item("x", ("a",)), 0)
    assert sure.verdict("a") == "unknown"


def test_too_many_skills_are_refused_and_a_circle_ends() -> None:
    with pytest.raises(ValueError, match="12 skills"):
        Placement.begin({str(number): () for number in range(MOST_SKILLS + 1)})
    assert Placement.begin({"a": ("b",), "b": ("a",)}).states == (frozenset(), frozenset("ab"))


@given(answers)
def test_weights_are_probabilities_and_a_need_is_never_less_known(
    taken: list[tuple[Item, float]],
) -> None:
    placement = after(taken)
    assert sum(placement.weights) == pytest.approx(1)
    assert min(placement.weights) >= 0
    for skill, needs in DIAMOND.items():
        for need in needs:
            assert placement.known(need) >= placement.known(skill) - 1e-12
    best = placement.best(ITEMS)
    assert best is None or any(placement.verdict(skill) == "open" for skill in best.skills)


@given(answers, st.sampled_from(ITEMS), st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_never_makes_its_skill_less_known(
    taken: list[tuple[Item, float]], item: Item, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    placement = after(taken)
    (skill,) = item.skills
    better, worse = placement.answer(item, high), placement.answer(item, low)
    assert better.known(skill) >= worse.known(skill) - 1e-12


@given(answers, st.randoms())
def test_the_order_of_the_answers_does_not_matter(
    taken: list[tuple[Item, float]], chance: random.Random
) -> None:
    shuffled = list(taken)
    chance.shuffle(shuffled)
    assert after(shuffled).weights == pytest.approx(after(taken).weights, abs=1e-9)


@pytest.mark.parametrize("slip", [0.02, 0.05, 0.1])
@pytest.mark.parametrize("graph", [CHAIN, DIAMOND, FLAT], ids=["chain", "diamond", "flat"])
def test_few_answers_decide_and_seldom_call_known_what_is_not(
    graph: Mapping[str, tuple[str, ...]], slip: float
) -> None:
    """Three questions a skill; who guesses hits one in ten."""
    start, items = Placement.begin(graph), [each for each in ITEMS if each.skills[0] in graph]
    rounds = 400 // len(start.states)
    used, found = [], dict.fromkeys(start.states, 0)
    mistakes, chances = 0, 0
    chance = random.Random(7)  # noqa: S311  made-up learners
    for state in start.states * rounds:
        placement, left = start, list(items)
        while (item := placement.best(left)) is not None:
            left.remove(item)
            likely = 1 - slip if set(item.skills) <= state else 0.1
            placement = placement.answer(item, float(chance.random() < likely))
        used.append(len(items) - len(left))
        known = {skill for skill in graph if placement.verdict(skill) == "known"}
        mistakes += len(known - state)
        chances += len(graph) - len(state)
        found[state] += len(known & state)
    everything = found[frozenset(graph)] / len(graph) / rounds
    total = sum(found.values()) / sum(len(state) for state in start.states) / rounds
    assert sorted(used)[len(used) // 2] <= 6
    assert mistakes <= 0.03 * chances
    assert everything >= 0.95 - 1.5 * slip
    assert total >= 0.97 - 2 * slip
