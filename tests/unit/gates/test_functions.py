"""Installed packages add functions to the rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from courseware.errors import UsageError
from courseware.gates.evaluate import evaluate
from courseware.gates.facts import Facts, Work
from courseware.gates.functions import functions
from courseware.gates.rules import Rule, parse


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installed package whose entry point names `rule` of its module `more_rules`."""
    info = tmp_path / "more_rules-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: more_rules\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[courseware.rules]\ntwice = more_rules:rule\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    functions.cache_clear()
    yield tmp_path / "more_rules.py"
    functions.cache_clear()
    sys.modules.pop("more_rules", None)


def test_a_function_of_an_installed_package_is_part_of_the_rules(package: Path) -> None:
    package.write_text(
        "from courseware.gates.functions import Function\n"
        "def twice(facts, id):\n"
        "    return facts.checkpoint(id).attempts >= 2\n"
        "rule = Function('twice', 'truth', ('checkpoint',), twice)\n"
    )
    rule = parse('twice("a")')
    assert isinstance(rule, Rule)
    tried = [Facts({"a": Work(attempts=count)}) for count in (1, 2)]
    assert [evaluate(rule.condition, each) for each in tried] == [False, True]


def test_what_is_no_function_is_named_with_its_entry_point(package: Path) -> None:
    package.write_text("rule = 1\n")
    with pytest.raises(UsageError, match=r"`twice` of courseware\.rules is more_rules:rule"):
        functions()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("rule = 1\n", "is more_rules:rule, which is not a"),
        ("import nothing_of_this_name\n", "cannot be loaded: ModuleNotFoundError: No module"),
    ],
)
def test_a_broken_package_is_named_beside_a_rule_that_cannot_be_read(
    package: Path, text: str, reason: str
) -> None:
    package.write_text(text)
    found = parse('twice("a")')
    assert isinstance(found, tuple)
    assert reason in str(found[0].help)
    assert isinstance(parse('done("a")'), Rule)


@pytest.mark.parametrize("fails", ["1 / 0", "[1] * 2", "facts.nothing", "'many'"])
def test_a_function_that_fails_is_not_known_and_the_lesson_goes_on(
    package: Path, fails: str, caplog: pytest.LogCaptureFixture
) -> None:
    package.write_text(
        "from courseware.gates.functions import Function\n"
        f"rule = Function('twice', 'number', ('checkpoint',), lambda facts, id: {fails})\n"
    )
    rule = parse('twice("a") > 1 or done("a")')
    assert isinstance(rule, Rule)
    known = [Facts({"a": Work(done=done)}) for done in (None, True)]
    assert [evaluate(rule.condition, each) for each in known] == [None, True]
    assert [evaluate(rule.condition, each) for each in known] == [None, True]
    said = [each.getMessage() for each in caplog.records]
    assert len(said) == 1
    assert said[0].startswith("courseware: the function `twice` of a rule failed: ")
