from __future__ import annotations

from pathlib import Path

import pytest

from courseware.gates.branches import Branch
from courseware.gates.rules import Rule, parse
from courseware.lesson.model import Course, Lesson, Skip
from courseware.release.gradable import shut_branches, withheld


def rule(text: str) -> Rule:
    found = parse(text)
    assert isinstance(found, Rule)
    return found


def lesson(branch: Branch, skip: Skip = "offer") -> Lesson:
    course = Course("data", "Data")
    path = Path("a.ipynb")
    return Lesson(path, "a", "A", course, "v", branches={branch.name: branch}, skip=skip)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ('done("a")', True),
        ('attempts("a") >= 2', True),
        ('interest("b")', True),
        ('chose("a", "b")', True),
        ('opened("b")', True),
        ("True", True),
        ('passed("a")', False),
        ('score("a") < 0.5', False),
        ('0.5 > score("a")', False),
        ('stuck("a")', False),
        ('mastery("a") > 0.5', False),
        ('mastered("a")', False),
        ('stuck_on("a")', False),
        ('not passed("a")', False),
        ('passed("a") and not passed("a")', False),
        ('score("a") < 0.5 or stuck("a")', False),
        ('passed("a") or done("a")', True),
        ('passed("a") and done("a")', False),
        ('not (passed("a") and done("a"))', True),
        ('not (passed("a") or done("a"))', False),
        ('score("a") < 0.5 or attempts("a") > 2', True),
    ],
)
def test_a_branch_opens_without_results_only_if_its_rule_can_hold(text: str, opens: bool) -> None:
    branch = Branch("core", open=rule(text))
    assert shut_branches(lesson(branch, skip="never")) == (() if opens else (branch,))


def test_an_offer_or_a_way_around_opens_a_branch_too() -> None:
    shut = Branch("core", open=rule('passed("a")'))
    offered = Branch("core", open=rule('passed("a")'), offer=rule('done("a")'))
    not_needed = Branch("core", open=rule('passed("a") and done("a")'))
    never_offered = Branch("core", open=rule('passed("a")'), offer=rule('passed("a")'))
    otherwise = Branch("core", otherwise=("b",))
    branches = [shut, offered, not_needed, never_offered, otherwise]

    def found(skip: Skip) -> list[Branch]:
        return [branch for branch in branches if shut_branches(lesson(branch, skip))]

    assert found("never") == [shut, offered, not_needed, never_offered]
    assert found("offer") == [shut, never_offered]
    assert found("free") == []


def test_the_functions_that_stay_unknown_are_named() -> None:
    branch = Branch("b", open=rule('score("a") > 1 or done("b")'), offer=rule('mastered("c")'))
    assert withheld(branch) == ("score", "mastered")
