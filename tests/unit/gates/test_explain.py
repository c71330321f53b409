"""A closed branch says what it waits for, in the learner's words."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given

from courseware.gates.branches import Branch, Layout, states
from courseware.gates.explain import Card, Guide
from courseware.gates.facts import Facts, Grasp, Work
from courseware.gates.functions import Function, functions
from courseware.gates.needs import Need
from courseware.gates.rules import Rule, parse
from courseware.gates.words import Words
from tests.unit.gates.conditions import facts, rules

WORDS = Words(
    {"warm-up": "checkpoint 1", "sum": "“Sums”"},
    {"mean": "The mean"},
    {"core": "The core"},
    {"music": "Music"},
)
TRIED = Work(passed=False, done=False, score=0.5, attempts=1, stuck=False, chosen=frozenset({"a"}))
RIGHT = Work(passed=True, done=True, score=1.0, attempts=1, stuck=False, chosen=frozenset({"a"}))


def rule(text: str) -> Rule:
    found = parse(text)
    assert isinstance(found, Rule), found
    return found


def card(branch: Branch, known: Facts, *others: Branch, opened: tuple[str, ...] = ()) -> Card:
    branches = {each.name: each for each in (branch, *others)}
    found = states(Layout(branches), known, opened)[branch.name]
    return Guide(branches, known, opened, WORDS).card(branch.name, found)


def needs(text: str, known: Facts | None = None) -> list[tuple[str, bool]]:
    return locked(rule(text), known or Facts())


def locked(waits_for: Rule, known: Facts) -> list[tuple[str, bool]]:
    guide = Guide({"b": Branch("b", open=waits_for)}, known, (), WORDS)
    return [(need.text, need.met) for need in guide.card("b", "locked").needs]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('passed("warm-up")', "checkpoint 1, answered right"),
        ('done("sum")', "“Sums”, finished"),
        ('done("other")', "other, finished"),
        ('score("sum") >= 0.8', "“Sums”, at least 80 % right"),
        ('0.5 < score("sum")', "“Sums”, more than 50 % right"),
        ('score("sum") >= 1', "“Sums”, answered right"),
        ('attempts("sum") > 0', "“Sums”, tried at least once"),
        ('attempts("sum") >= 2', "“Sums”, tried at least 2 times"),
        ('mastered("mean")', "The mean, mastered"),
        ('mastery("mean") >= 0.65', "The mean, known to at least 65 %"),
        ('opened("core")', "“The core”, opened"),
    ],
)
def test_a_need_says_what_to_do(text: str, said: str) -> None:
    assert needs(text) == [(said, False)]


@pytest.mark.parametrize(
    "text",
    [
        'stuck("sum")',
        'score("sum") < 0.5',
        'score("sum") == 0',
        'not passed("sum")',
        'not done("sum")',
        'chose("sum", "a")',
        'not chose("sum", "a")',
    ],
)
def test_a_need_never_says_to_be_wrong_nor_which_answer_to_give(text: str) -> None:
    assert card(Branch("b", open=rule(text)), Facts()) == Card(
        "Whether you need this depends on:",
        (Need("“Sums”, answered", met=False, checkpoint="sum", depends=True),),
    )


def test_what_depends_on_a_finished_answer_says_so() -> None:
    assert needs('stuck("sum")', Facts({"sum": TRIED})) == [("“Sums”, finished", False)]


def test_all_needs_are_listed_with_what_is_there_already() -> None:
    stretch = Branch("stretch", open=rule('mastered("mean") and done("sum")'), minutes=6)
    known = Facts({"sum": TRIED}, {"mean": Grasp(1.0, mastered=True)})
    assert card(stretch, known) == Card(
        "Six more minutes, opened by two things:",
        (
            Need("The mean, mastered", met=True),
            Need("“Sums”, finished", met=False, checkpoint="sum"),
        ),
    )


def test_one_need_and_one_minute_are_said_in_the_singular() -> None:
    one = Branch("b", open=rule('done("sum")'), minutes=1)
    assert card(one, Facts()).sentence == "One more minute, opened by one thing:"
    assert card(Branch("b", open=rule('done("sum")')), Facts()).sentence == "Opened by one thing:"


def test_of_several_ways_any_one_will_do() -> None:
    either = rule('passed("warm-up") or score("sum") >= 0.8 and attempts("sum") >= 2')
    assert card(Branch("b", open=either, minutes=2.5), Facts()) == Card(
        "About 2.5 minutes. Opened by any one of these:",
        (
            Need("checkpoint 1, answered right", met=False, checkpoint="warm-up"),
            Need(
                "“Sums”, at least 80 % right and “Sums”, tried at least 2 times",
                met=False,
                checkpoint="sum",
            ),
        ),
    )


def test_ways_within_what_is_needed_are_one_need() -> None:
    assert needs('done("sum") and (passed("warm-up") or mastered("mean"))') == [
        ("“Sums”, finished", False),
        ("checkpoint 1, answered right or The mean, mastered", False),
    ]


def test_the_same_words_are_said_once() -> None:
    refresher = rule('score("warm-up") < 0.5 or stuck("warm-up")')
    assert card(Branch("refresher", open=refresher, minutes=4), Facts()) == Card(
        "About 4 minutes. Whether you need this depends on:",
        (Need("checkpoint 1, answered", met=False, checkpoint="warm-up", depends=True),),
    )


MUSIC = Branch("music", open=rule('interest("music")'))


def test_where_the_choice_of_an_interest_is_missing_the_card_offers_it() -> None:
    found = card(MUSIC, Facts())
    choice = Need("what interests you, chosen", met=False, depends=True, choice=True)
    assert found == Card("Whether you need this depends on:", (choice,))
    assert found.choice


def test_otherwise_asks_for_what_decides_about_the_others() -> None:
    plain = Branch("plain", otherwise=("music",))
    choice = Need("what interests you, chosen", met=False, depends=True, choice=True)
    assert card(plain, Facts(), MUSIC) == Card("Whether you need this depends on:", (choice,))


def test_after_the_choice_the_interest_itself_is_the_need() -> None:
    chosen = Facts({"sum": TRIED}, interest="sport", asked=True)
    assert needs('interest("music") and done("sum")', chosen) == [
        ("Music, chosen as what interests you", False),
        ("“Sums”, finished", False),
    ]


def test_the_branch_around_it_comes_first() -> None:
    core = Branch("core", open=rule('done("sum")'))
    inner = Branch("inner", open=rule('done("warm-up") or mastered("mean")'), within="core")
    assert card(inner, Facts(), core) == Card(
        "Opened by two things:",
        (
            Need("“The core”, opened", met=False),
            Need("checkpoint 1, finished or The mean, mastered", met=False, checkpoint="warm-up"),
        ),
    )


def test_an_offer_to_come_is_a_way_forward_too() -> None:
    stretch = Branch("stretch", open=rule('mastered("mean")'), offer=rule('done("sum")'))
    assert card(stretch, Facts()) == Card(
        "Opened by one thing:",
        (
            Need("The mean, mastered", met=False),
            Need("or, to open it yourself: “Sums”, finished", met=False, checkpoint="sum"),
        ),
    )


def test_an_offer_that_asks_for_nothing_else_is_not_told_twice() -> None:
    both = rule('mastered("mean") and done("sum")')
    stretch = Branch("stretch", open=both, offer=rule('done("sum")'))
    needs = (
        Need("The mean, mastered", met=False),
        Need("“Sums”, finished", met=False, checkpoint="sum"),
    )
    assert card(stretch, Facts()) == Card("Opened by two things:", needs)
    more = evolve(stretch, offer=rule('done("sum") and done("warm-up")'))
    assert card(more, Facts()).needs[:2] == needs
    assert "to open it yourself" in card(more, Facts()).needs[2].text


def test_an_offered_branch_says_that_it_may_not_be_needed() -> None:
    refresher = Branch("refresher", open=rule('stuck("sum")'), minutes=4)
    offered = card(refresher, Facts({"sum": RIGHT}))
    assert offered == Card("You can go on without this, or take a look. About 4 minutes.", ())


def test_an_open_branch_needs_no_card() -> None:
    core = Branch("core", open=rule('done("sum")'))
    assert card(core, Facts({"sum": RIGHT}), opened=("core",)) == Card()


def test_what_opens_but_is_not_on_record_yet_says_when() -> None:
    core = Branch("core", open=rule('done("sum")'))
    assert card(core, Facts({"sum": RIGHT})) == Card("It opens with your next step.")


def test_a_function_of_another_package_brings_its_own_words() -> None:
    known = {
        **functions(),
        "slept": Function("slept", "truth", (), lambda _facts: False, "a night between"),
        "days": Function("days", "number", ("skill",), lambda *_: 1.0, "days on {0}"),
        "odd": Function("odd", "truth", (), lambda _facts: False),
    }
    found = parse('slept() and days("mean") >= 2 and odd()', known)
    assert isinstance(found, Rule)
    said = [text for text, _met in locked(found, Facts())]
    assert said == ["a night between", "days on The mean >= 2", "odd"]


@given(rules.map(rule), rules.map(rule), facts)
def test_every_locked_branch_can_be_explained(one: Rule, two: Rule, known: Facts) -> None:
    """Whatever the rules, a card has a sentence, and no need of it is nameless."""
    branches = {
        "left": Branch("left", open=one, offer=two, within="right"),
        "right": Branch("right", otherwise=("up",), minutes=3),
        "up": Branch("up", open=two),
    }
    for name, found in states(Layout(branches), known, ()).items():
        shown = Guide(branches, known, (), WORDS).card(name, found)
        assert all(need.text for need in shown.needs)
        assert shown.sentence or not shown.needs
