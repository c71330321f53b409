"""When branches open, and in what state they are."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from courseware.errors.diagnostics import Fault
from courseware.gates.branches import (
    CIRCLE,
    Branch,
    Layout,
    State,
    check_circles,
    circles,
    due,
    states,
    values,
)
from courseware.gates.facts import Facts, Grasp, Work
from courseware.gates.rules import Rule, parse
from tests.unit.gates.conditions import SKILLS, facts, rules

RIGHT = Work(passed=True, done=True, score=1.0, attempts=1, stuck=False, chosen=frozenset())
WRONG = Work(passed=False, done=False, score=0.0, attempts=1, stuck=False, chosen=frozenset())
RELEASED = Work(passed=False, done=True, score=0.0, attempts=3, stuck=True, chosen=frozenset())


def rule(text: str) -> Rule:
    found = parse(text)
    assert isinstance(found, Rule), found
    return found


def branch(
    name: str,
    text: str | None = None,
    *,
    offer: str | None = None,
    otherwise: tuple[str, ...] = (),
    within: str | None = None,
) -> Branch:
    return Branch(
        name,
        open=None if text is None else rule(text),
        offer=None if offer is None else rule(offer),
        otherwise=otherwise,
        within=within,
    )


def named(*branches: Branch) -> Mapping[str, Branch]:
    return {each.name: each for each in branches}


def state(
    one: Branch,
    known: Facts,
    *others: Branch,
    opened: tuple[str, ...] = (),
    inside: Mapping[str, tuple[str, ...]] | None = None,
    skills: Mapping[str, tuple[str, ...]] | None = None,
) -> State:
    return states(Layout(named(one, *others), inside or {}, skills or {}), known, opened)[one.name]


class TestOpening:
    @pytest.mark.parametrize(
        ("work", "expected"), [(Work(), ()), (WRONG, ("refresher",)), (RIGHT, ("core",))]
    )
    def test_a_branch_is_due_when_its_rule_is_true_and_not_when_it_is_unknown(
        self, work: Work, expected: tuple[str, ...]
    ) -> None:
        both = named(branch("refresher", 'score("a") < 0.5'), branch("core", 'done("a")'))
        assert due(both, Facts({"a": work}), ()) == expected

    def test_a_branch_that_is_open_is_not_due_again(self) -> None:
        assert due(named(branch("core", 'done("a")')), Facts({"a": RIGHT}), ("core",)) == ()

    def test_a_branch_within_another_needs_that_one_too(self) -> None:
        both = named(
            branch("music", 'interest("music")', within="core"), branch("core", 'done("a")')
        )
        chosen = Facts(interest="music", asked=True)
        assert due(both, chosen, ()) == ()
        assert due(both, evolve(chosen, checkpoints={"a": RIGHT}), ()) == ("music", "core")
        assert due(both, chosen, ("core",)) == ("music",)

    @pytest.mark.parametrize(
        ("known", "expected"),
        [
            (Facts(), ()),
            (Facts(interest="music", asked=True), ("music",)),
            (Facts(interest="sport", asked=True), ("plain",)),
            (Facts(asked=True), ("plain",)),
        ],
    )
    def test_otherwise_opens_where_none_of_the_named_does_and_waits_while_one_is_unknown(
        self, known: Facts, expected: tuple[str, ...]
    ) -> None:
        both = named(branch("plain", otherwise=("music",)), branch("music", 'interest("music")'))
        assert due(both, known, ()) == expected

    def test_otherwise_stays_shut_where_one_of_the_named_was_opened_before(self) -> None:
        both = named(branch("plain", otherwise=("music",)), branch("music", 'interest("music")'))
        assert due(both, Facts(interest="sport", asked=True), ("music",)) == ()

    def test_opened_follows_a_branch_that_opens_in_the_same_moment(self) -> None:
        three = named(
            branch("last", 'opened("middle")'),
            branch("middle", 'opened("first")'),
            branch("first", 'done("a")'),
            branch("not", 'not opened("first") and done("a")'),
        )
        assert due(three, Facts({"a": RIGHT}), ()) == ("last", "middle", "first")

    def test_branches_that_wait_for_themselves_never_open_and_are_named(self) -> None:
        four = named(
            branch("a", otherwise=("b",)),
            branch("b", "True", within="c"),
            branch("c", 'opened("a")'),
            branch("d", otherwise=("a",)),
            branch("e", 'opened("e")'),
        )
        assert circles(four) == ("a", "b", "c", "e")
        assert due(four, Facts(), ()) == ()
        assert check_circles(four) == (
            ("a", Fault(CIRCLE, "`a` waits for itself by way of `b`, `c`.")),
            ("b", Fault(CIRCLE, "`b` waits for itself by way of `a`, `c`.")),
            ("c", Fault(CIRCLE, "`c` waits for itself by way of `a`, `b`.")),
            ("e", Fault(CIRCLE, "`e` waits for itself by its own rule.")),
        )

    def test_a_branch_without_a_rule_never_opens(self) -> None:
        assert due(named(branch("lost")), Facts(), ()) == ()
        assert state(branch("lost"), Facts()) == "locked"


class TestState:
    def test_what_was_opened_stays_open_whatever_its_rule_says_now(self) -> None:
        refresher = branch("refresher", 'score("a") < 0.5', within="gone")
        assert state(refresher, Facts({"a": RIGHT}), opened=("refresher",)) == "open"

    def test_a_true_rule_alone_does_not_open_it_only_the_record_does(self) -> None:
        assert state(branch("core", 'done("a")'), Facts({"a": RIGHT})) == "locked"

    @pytest.mark.parametrize(
        ("works", "expected"),
        [
            ({}, "open"),
            ({"b": RIGHT}, "open"),
            ({"b": RIGHT, "c": WRONG}, "open"),
            ({"b": RIGHT, "c": RELEASED}, "done"),
        ],
    )
    def test_it_is_done_when_every_checkpoint_in_it_is(
        self, works: Mapping[str, Work], expected: State
    ) -> None:
        inside = {"a": (), "b": ("core",), "c": ("other", "core")}
        found = state(branch("core", "True"), Facts(works), opened=("core",), inside=inside)
        assert found == expected

    def test_without_checkpoints_it_stays_open(self) -> None:
        assert state(branch("core", "True"), Facts(), opened=("core",), inside={"a": ()}) == "open"

    @pytest.mark.parametrize(
        ("work", "expected"), [(Work(), "locked"), (WRONG, "locked"), (RIGHT, "offered")]
    )
    def test_it_is_offered_when_its_offer_rule_holds(self, work: Work, expected: State) -> None:
        stretch = branch("stretch", 'mastered("s")', offer='done("a")')
        assert state(stretch, Facts({"a": work})) == expected

    @pytest.mark.parametrize(
        ("work", "expected"),
        [(Work(), "locked"), (evolve(WRONG, score=0.6), "locked"), (RIGHT, "offered")],
    )
    def test_without_one_it_is_offered_when_its_rule_is_false_and_what_it_names_is_done(
        self, work: Work, expected: State
    ) -> None:
        assert state(branch("refresher", 'score("a") < 0.5'), Facts({"a": work})) == expected

    @pytest.mark.parametrize(
        ("works", "expected"),
        [
            ({}, "locked"),
            ({"outside": WRONG}, "locked"),
            ({"outside": RELEASED}, "offered"),
            ({"outside": RELEASED, "inside": WRONG}, "offered"),
        ],
    )
    def test_a_skill_that_it_names_leaves_nothing_undone_outside_the_branch(
        self, works: Mapping[str, Work], expected: State
    ) -> None:
        found = state(
            branch("stretch", 'mastered("s")'),
            Facts(works, {"s": Grasp(0.5)}),
            inside={"outside": (), "inside": ("stretch",), "another": ()},
            skills={"outside": ("s",), "inside": ("s",), "another": ("t",)},
        )
        assert found == expected

    def test_an_unknown_rule_offers_nothing(self) -> None:
        assert state(branch("music", 'interest("music")'), Facts()) == "locked"
        assert state(branch("music", 'interest("music")'), Facts(asked=True)) == "offered"

    def test_otherwise_is_offered_where_one_of_the_named_is_open(self) -> None:
        plain, music = branch("plain", otherwise=("music",)), branch("music", 'interest("music")')
        chosen = Facts(interest="music", asked=True)
        assert state(plain, chosen, music, opened=("music",)) == "offered"
        assert state(plain, Facts(), music) == "locked"

    def test_nothing_is_offered_within_a_branch_that_is_not_open(self) -> None:
        inner = branch("inner", "False", within="outer")
        outer = branch("outer", 'done("a")')
        assert state(inner, Facts(), outer) == "locked"
        assert state(inner, Facts(), outer, opened=("outer",)) == "offered"


NAMES = ("left", "right", "up", "down")


@st.composite
def gated(draw: st.DrawFn) -> dict[str, Branch]:
    """A few branches that may name one another, themselves and the unknown."""
    found = {}
    for name in draw(st.permutations(NAMES)):
        others = st.sampled_from([*NAMES, "unknown"])
        is_rule = draw(st.booleans())
        found[name] = Branch(
            name,
            open=rule(draw(rules)) if is_rule else None,
            otherwise=() if is_rule else draw(st.lists(others, max_size=2).map(tuple)),
            offer=draw(st.none() | rules.map(rule)),
            within=draw(st.none() | others),
        )
    return found


opened = st.lists(st.sampled_from(NAMES), unique=True).map(tuple)


@given(gated(), facts, opened)
def test_opening_what_is_due_makes_nothing_else_due(
    branches: dict[str, Branch], known: Facts, before: tuple[str, ...]
) -> None:
    now = due(branches, known, before)
    assert due(branches, known, (*before, *now)) == ()


@given(gated(), facts, opened)
def test_the_order_in_which_branches_are_written_does_not_matter(
    branches: dict[str, Branch], known: Facts, before: tuple[str, ...]
) -> None:
    names = sorted(branches, reverse=True)
    turned = {name: branches[name] for name in names}
    assert values(branches, known, before) == values(turned, known, before)


@given(gated(), facts, facts, opened)
def test_a_branch_once_open_stays_open(
    branches: dict[str, Branch], known: Facts, later: Facts, before: tuple[str, ...]
) -> None:
    now = (*before, *due(branches, known, before))
    layout = Layout(branches, {"one": ("left",), "two": ("left", "up")}, {"one": SKILLS})
    found = states(layout, later, now)
    assert all(found[name] in ("open", "done") for name in now)
    assert all(found[name] in ("locked", "offered") for name in NAMES if name not in now)
