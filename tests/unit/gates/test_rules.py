"""The rule language lets nothing in but what is on its white list."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from courseware.errors.diagnostics import Fault
from courseware.gates.conditions import All, Call, Compare, Condition, Not, Some, Truth
from courseware.gates.functions import BUILT_IN, Function, Takes, functions
from courseware.gates.rules import Rule, check_names, parse

CALLS = {each.name: each for each in BUILT_IN}


def call(name: str, *args: str | float) -> Call:
    return Call(CALLS[name], args)


def read(text: str) -> Rule:
    found = parse(text)
    assert isinstance(found, Rule), found
    return found


def faults(text: str) -> list[tuple[str, str, str | None]]:
    found = parse(text)
    assert isinstance(found, tuple), found
    return [(each.rule.code, each.message, each.help) for each in found]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ('passed("a")', call("passed", "a")),
        ("done('a')", call("done", "a")),
        ('chose("a", "b")', call("chose", "a", "b")),
        ("True", Truth(value=True)),
        ("false", Truth(value=False)),
        ('not opened("a")', Not(call("opened", "a"))),
        (
            'score("a") < 0.5 or stuck("a")',
            Some((Compare(call("score", "a"), "<", 0.5), call("stuck", "a"))),
        ),
        (
            'done("a") and done("b") and done("c")',
            All((call("done", "a"), call("done", "b"), call("done", "c"))),
        ),
        (
            '0.2 <= mastery("s") < 0.5',
            All(
                (
                    Compare(0.2, "<=", call("mastery", "s")),
                    Compare(call("mastery", "s"), "<", 0.5),
                )
            ),
        ),
        ('attempts("a") >= -1', Compare(call("attempts", "a"), ">=", -1.0)),
        ('score("a") > score("b")', Compare(call("score", "a"), ">", call("score", "b"))),
        ('  done(\n"a")\t', call("done", "a")),
        ("done(“a”)", call("done", "a")),
        ("done(\u00a0'a')", call("done", "a")),
        (r'chose("a", "\frac{1}{2}")', call("chose", "a", r"\frac{1}{2}")),
        ('done("Übung")', call("done", "Übung")),
        ('done("U\u0308bung")', call("done", "Übung")),
        ('chose("a", "it’s")', call("chose", "a", "it’s")),
    ],
)
def test_a_rule_is_read_as_it_is_meant(text: str, condition: Condition) -> None:
    assert read(text) == Rule(text, condition)


def test_a_call_knows_its_column_in_the_text_as_typed() -> None:
    text = r'  chose("ä\ö", "b") and (done("c"))'
    assert [(each.name, each.column) for each in read(text).calls] == [("chose", 3), ("done", 26)]


EXAMPLE = 'For example: `done("warm-up")`'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("CW401", "The rule is empty.", EXAMPLE)]),
        ('done("a"', [("CW401", "The rule cannot be read from column 5 on.", EXAMPLE)]),
        ("\0", [("CW401", "The rule cannot be read.", EXAMPLE)]),
        (
            "done(warm-up)",
            [
                (
                    "CW404",
                    "Column 6: `warm-up` should be a checkpoint in quotes.",
                    'Did you mean: `done("warm-up")`',
                )
            ],
        ),
        (
            'done("a") && score("b") = 50 %',
            [
                (
                    "CW401",
                    "The rule cannot be read from column 12 on.",
                    'Did you mean: `done("a") and score("b") == 0.5`',
                )
            ],
        ),
        (
            'done("a") AND NOT stuck("a")',
            [
                (
                    "CW401",
                    "The rule cannot be read from column 11 on.",
                    'Did you mean: `done("a") and not stuck("a")`',
                )
            ],
        ),
        (
            'score("a") ≥ 0,5',
            [
                (
                    "CW401",
                    "The rule cannot be read from column 12 on.",
                    'Did you mean: `score("a") >= 0.5`',
                )
            ],
        ),
        (
            'stuk("a")',
            [("CW403", "Column 1: There is no function `stuk` in rules.", "Did you mean `stuck`?")],
        ),
        (
            'done("a") and score("b")',
            [
                (
                    "CW405",
                    'Column 15: `score("b")` is a number, not true or false.',
                    'Compare it: `score("b") >= 0.5`',
                )
            ],
        ),
        (
            'passed("a") == 1',
            [
                (
                    "CW405",
                    'Column 1: `passed("a")` is true or false, not a number.',
                    "Leave the comparison away.",
                )
            ],
        ),
        (
            'chose("a") or done("b", 2)',
            [
                (
                    "CW404",
                    'Column 1: `chose("a")` should have the form `chose(checkpoint, option)`.',
                    None,
                ),
                (
                    "CW404",
                    'Column 15: `done("b", 2)` should have the form `done(checkpoint)`.',
                    None,
                ),
            ],
        ),
        (
            'score("a") in (1, 2)',
            [
                ("CW402", "Column 15: `(1, 2)` is not a number.", None),
                ("CW402", "Column 1: A rule compares with < <= > >= == != only.", None),
            ],
        ),
        ('score("a") < 1e999', [("CW402", "Column 14: `1e999` is too large for a number.", None)]),
    ],
)
def test_every_fault_is_named_with_its_column_and_the_likely_repair(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        '__import__("os").system("true")',
        "lambda: 1",
        'f"{x}"',
        "[x for x in y]",
        "(x := 1)",
        "x.y",
        "x[0]",
        "1 + 1",
        "1 if 2 else 3",
        "{}",
        "...",
        "b'x'",
        "1j < 2",
        "await x",
        'done(*["a"])',
        'done(id="a")',
        'done(done("a"))',
        'done("a")("b")',
        '"a"',
        "1",
        "None",
        '"a" < "b"',
        'done("a") is True',
        '~done("a")',
        "'x' * 10 ** 10",
    ],
)
def test_what_is_not_on_the_white_list_is_a_fault(text: str) -> None:
    assert isinstance(parse(text), tuple)


@given(st.text() | st.text(alphabet="done(ab\"'),<=>!&|0.5 \\\n#:[]{}*-+ornt"))
@example("5" * 5000)
@example('score("a")<' + "9" * 500)
@example("(" * 500)
@example("not " * 249 + "True")
@example("\ud800")
@settings(max_examples=300)
def test_whatever_the_text_nothing_is_raised(text: str) -> None:
    found = parse(text)
    assert isinstance(found, Rule) or (found and all(isinstance(each, Fault) for each in found))


def _expressions() -> st.SearchStrategy[str]:
    """Texts of Python that are no rules, made of all its kinds of expression."""
    names = st.sampled_from(["exit", "print", "open", "eval", "done", "__import__"])
    atoms = st.one_of(names, st.sampled_from(["'x'", "1", "()", "[]", "{}"]))
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds("{}({})".format, names, inner),
            st.builds("({}).run".format, inner),
            st.builds("({})[{}]".format, inner, inner),
            st.builds("({}) + ({})".format, inner, inner),
            st.builds("(lambda: {})()".format, inner),
            st.builds("[{} for x in {}]".format, inner, inner),
            st.builds("({}) if ({}) else ({})".format, inner, inner, inner),
            st.builds("(x := {})".format, inner),
            st.builds("({}) and ({})".format, inner, inner),
            st.builds("f'{{{}}}'".format, atoms),
        ),
        max_leaves=8,
    )


@given(_expressions())
@settings(max_examples=200)
def test_nothing_in_a_rule_is_ever_run(text: str) -> None:
    """An audit hook sees every `exec` of a code object and every `compile` to one."""
    _watch.on = True
    try:
        parse(text)
    finally:
        _watch.on = False
    assert _watch.seen == []


class _Watch:
    """Remembers what is executed while it is on (a hook cannot be removed)."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self.hear)

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self.on and event in {"exec", "os.system", "open", "import", "subprocess.Popen"}:
            self.seen.append(f"{event} {args}")


_watch = _Watch()


def test_the_watch_sees_what_is_run() -> None:
    _watch.on = True
    eval("1 + 1")  # noqa: S307  what a rule must never do
    _watch.on = False
    assert len(_watch.seen) == 1
    _watch.seen.clear()


def test_a_function_of_another_package_is_called_with_what_it_takes() -> None:
    days = Function("days", "number", ("text", "number"), lambda _facts, _name, least: least)
    found = parse('days("x", 2) > 1', {"days": days})
    assert found == Rule("", Compare(Call(days, ("x", 2.0)), ">", 1.0))


def test_every_function_of_the_format_is_there() -> None:
    assert {name: each.takes for name, each in functions().items()} == {
        "known": ("skill",),
        "passed": ("checkpoint",),
        "done": ("checkpoint",),
        "score": ("checkpoint",),
        "attempts": ("checkpoint",),
        "stuck": ("checkpoint",),
        "mastery": ("skill",),
        "mastered": ("skill",),
        "stuck_on": ("skill",),
        "chose": ("checkpoint", "option"),
        "interest": ("interest",),
        "opened": ("branch",),
    }


def test_names_that_the_lesson_does_not_have_are_faults_with_the_nearest_known() -> None:
    rule = read(
        'done("warmup") and mastered("men") and opened("cor") and interest("musik")'
        ' and chose("warm-up", "medin") and chose("free", "anything")'
    )
    found = check_names(
        rule,
        checkpoints=["warm-up", "free"],
        skills=["mean"],
        branches=["core"],
        interests=["music"],
        options={"warm-up": ["mean", "median"]},
    )
    assert [(each.rule.code, each.message, each.help) for each in found] == [
        ("CW406", "Column 1: there is no checkpoint `warmup`.", "Did you mean `warm-up`?"),
        ("CW407", "Column 20: there is no skill `men`.", "Did you mean `mean`?"),
        ("CW408", "Column 40: there is no branch `cor`.", "Did you mean `core`?"),
        ("CW409", "Column 58: there is no interest `musik`.", "Did you mean `music`?"),
        ("CW410", "Column 80: there is no option `medin`.", "Did you mean `median`?"),
    ]


def test_a_rule_tells_what_it_names() -> None:
    rule = read('score("a") < 0.5 or stuck("a") or mastered("s") and interest("i")')
    kinds: tuple[Takes, ...] = ("checkpoint", "skill", "interest", "branch")
    assert [rule.named(each) for each in kinds] == [("a",), ("s",), ("i",), ()]
