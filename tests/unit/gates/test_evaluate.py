"""Rules are weighed in Kleene's three-valued logic."""

from __future__ import annotations

from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.gates.conditions import All, Call, Compare, Condition, Not, Some, Truth, plain
from courseware.gates.evaluate import conjunction, disjunction, evaluate, negation
from courseware.gates.facts import Facts, Grasp, Work
from courseware.gates.rules import Rule, parse
from tests.unit.gates.conditions import facts, rules

VALUES = (True, False, None)


def value(text: str, known: Facts) -> bool | None:
    rule = parse(text)
    assert isinstance(rule, Rule), rule
    return evaluate(rule.condition, known)


def test_not_is_kleene() -> None:
    assert {each: negation(each) for each in VALUES} == {True: False, False: True, None: None}


def test_and_is_the_least_of_its_parts_and_or_the_greatest() -> None:
    rank = {False: 0, None: 1, True: 2}
    for pair in product(VALUES, VALUES):
        assert conjunction(pair) is min(pair, key=rank.__getitem__)
        assert disjunction(pair) is max(pair, key=rank.__getitem__)


def test_nothing_joined_is_true_for_and_and_false_for_or() -> None:
    assert (conjunction([]), disjunction([])) == (True, False)


@pytest.mark.parametrize(
    "rule",
    [
        'passed("a")',
        'not passed("a")',
        'done("a")',
        'score("a") < 0.5',
        'score("a") >= 0',
        'stuck("a")',
        'not stuck("a")',
        'chose("a", "x")',
        'mastery("s") < 0.5',
        'interest("music")',
        'not interest("music")',
    ],
)
def test_before_the_first_answer_and_choice_a_rule_is_unknown(rule: str) -> None:
    assert value(rule, Facts()) is None


def test_what_is_known_from_the_beginning() -> None:
    rules = {
        'attempts("a") == 0': True,
        'mastered("s")': False,
        'stuck_on("s")': False,
        'opened("b")': False,
    }
    assert {rule: value(rule, Facts()) for rule in rules} == rules


def test_rules_see_what_is_known() -> None:
    known = Facts(
        {"a": Work(False, True, 0.5, 3, True, frozenset({"x"})), "b": Work(attempts=1, done=True)},
        {"s": Grasp(0.75, mastered=True, stuck=True)},
        "music",
        asked=True,
        opened=lambda name: name == "core",
    )
    rules = {
        'passed("a")': False,
        'done("a")': True,
        'score("a") == 0.5': True,
        'score("a") != 0.5': False,
        '0.5 <= score("a") < 0.6': True,
        'attempts("a") > 2': True,
        'stuck("a")': True,
        'chose("a", "x")': True,
        'chose("a", "y")': False,
        'done("b")': True,
        'passed("b")': None,
        'score("b") > score("a")': None,
        'mastery("s") >= 0.75': True,
        'mastered("s") and stuck_on("s")': True,
        'interest("music")': True,
        'interest("sport")': False,
        'opened("core") and not opened("stretch")': True,
    }
    assert {rule: value(rule, known) for rule in rules} == rules


def test_no_preference_makes_every_interest_false() -> None:
    assert value('interest("music")', Facts(asked=True)) is False


def condition(text: str) -> Condition:
    rule = parse(text)
    assert isinstance(rule, Rule), rule
    return rule.condition


@given(rules.map(condition), facts)
def test_pushing_not_down_to_the_calls_changes_no_value(whole: Condition, known: Facts) -> None:
    assert evaluate(plain(whole), known) is evaluate(whole, known)
    assert evaluate(plain(Not(whole)), known) is negation(evaluate(whole, known))


def _is_plain(whole: Condition) -> bool:
    match whole:
        case Not(part):
            return isinstance(part, Call)
        case All(parts) | Some(parts):
            return all(_is_plain(each) and not isinstance(each, Truth) for each in parts)
        case Call() | Compare() | Truth():
            return True


@given(rules.map(condition))
def test_a_plain_condition_has_not_before_calls_only_and_no_truth_within(whole: Condition) -> None:
    assert _is_plain(plain(whole))


@given(rules.map(condition), facts, st.sampled_from(["one", "two", "three"]))
def test_what_gets_known_never_turns_what_was_decided(
    whole: Condition, known: Facts, forgotten: str
) -> None:
    """Kleene's logic is monotone: a rule that is true or false without a fact stays so with it.

    `attempts` is always known, so it is the same in both.
    """
    work = known.checkpoint(forgotten)
    less = {**known.checkpoints, forgotten: Work(attempts=work.attempts)}
    before = evaluate(whole, evolve(known, checkpoints=less))
    assert before is None or before is evaluate(whole, known)
