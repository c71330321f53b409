"""Every lesson of the corpus, read: good ones without a fault, bad ones with exactly theirs.

Beside each case stands what is expected: `lesson.json` says what a good lesson was read as,
`diagnostics.json` what `courseware check --json` prints for a bad one. After a change that was
meant, write them anew and read the difference before you commit it:

    python -m tests.lessons.test_corpus
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import courseware
from courseware.cli import main
from courseware.errors import UsageError
from courseware.errors.diagnostics import Rule
from courseware.gates.branches import Branch
from courseware.lesson.model import Lesson
from courseware.lesson.read import read_lesson

CORPUS = Path(__file__).parent.parent / "corpus"
GOOD = sorted(path for path in (CORPUS / "good").iterdir() if path.is_dir())
BAD = sorted(path for path in (CORPUS / "bad").iterdir() if path.is_dir())

# Found elsewhere than in a lesson's files: in a package that adds a type and cannot be loaded, and
# where there is no file to read.
NOT_IN_A_LESSON = {"CW503", "CW115"}

EXECUTED = "executed"


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_good_lesson_has_no_fault_and_is_read_as_its_author_means_it(case: Path) -> None:
    assert _checked(case) == (0, [])
    assert _described(case) == json.loads((case / "lesson.json").read_text("utf-8"))


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_bad_lesson_has_exactly_its_faults(case: Path) -> None:
    expected = json.loads((case / "diagnostics.json").read_text("utf-8"))
    errors = any(each["severity"] == "error" for each in expected)
    assert _checked(case) == (int(errors), expected)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_bad_lesson_still_opens_or_says_in_a_sentence_why_not(case: Path) -> None:
    for path in case.rglob("*.ipynb"):
        lesson = read_lesson(path)
        assert lesson.id
        asked = {cell.checkpoint for cell in lesson.cells if cell.checkpoint}
        assert lesson.checkpoints.keys() | lesson.broken.keys() <= asked
        assert not lesson.checkpoints.keys() & lesson.broken.keys()
        assert all(sentence.startswith("This question") for sentence in lesson.broken.values())


def test_every_kind_of_fault_has_a_code_of_its_own_and_a_case_here() -> None:
    rules = set(_rules())
    assert len({rule.code for rule in rules}) == len(rules)
    shown = {
        each["code"]
        for case in BAD
        for each in json.loads((case / "diagnostics.json").read_text("utf-8"))
    }
    assert {rule.code for rule in rules} - shown == NOT_IN_A_LESSON


def _rules() -> Iterator[Rule]:
    """Every kind of fault in the package: the constants of its modules."""
    parts = ("check", "checkpoints", "gates", "lesson", "mastery")
    for part in parts:
        module = importlib.import_module(f"courseware.{part}")
        paths = getattr(module, "__path__", ())
        found = pkgutil.iter_modules(paths, f"{courseware.__name__}.{part}.")
        for each in (module, *(importlib.import_module(info.name) for info in found)):
            for value in vars(each).values():
                if isinstance(value, Rule):
                    yield value
                elif isinstance(value, Mapping):
                    yield from (rule for rule in value.values() if isinstance(rule, Rule))


def _checked(case: Path) -> tuple[int, list[dict[str, Any]]]:
    """The exit status and what `courseware check --json` prints, seen from the case's folder.

    Only the case that is named so is executed too.
    """
    printed = io.StringIO()
    execute = ["--execute"] if case.name == EXECUTED else []
    with contextlib.chdir(case), contextlib.redirect_stdout(printed):
        status = main(["check", ".", "--json", *execute])
    return status, json.loads(printed.getvalue())


def _described(case: Path) -> dict[str, Any]:
    """What the lesson of a case was read as, as JSON; a plain notebook is none."""
    (path,) = case.rglob("*.ipynb")
    try:
        return _lesson(read_lesson(path))
    except UsageError as error:
        return {"refused": str(error).replace(str(path), path.name)}


def _lesson(lesson: Lesson) -> dict[str, Any]:
    found = {
        "id": lesson.id,
        "title": lesson.title,
        "minutes": lesson.minutes,
        "version": lesson.version,
        "feedback": lesson.feedback,
        "skip": lesson.skip,
        "files": lesson.files,
        "interests": lesson.interests,
        "course": {
            "id": lesson.course.id,
            "title": lesson.course.title,
            "language": lesson.course.language,
            "mastery": lesson.course.mastery,
            "tries": lesson.course.tries,
            "skills": {
                each.id: [each.title, *each.needs] for each in lesson.course.skills.values()
            },
            "interests": lesson.course.interests,
        },
        "skills": lesson.skills,
        "branches": {name: _branch(each) for name, each in lesson.branches.items()},
        "cells": [[each.checkpoint, *each.branches] for each in lesson.cells],
        "checkpoints": {
            id_: {
                "type": each.type,
                "title": each.title,
                "prompt": each.prompt,
                "hash": each.hash,
                "skills": each.skills,
                "points": each.points,
                "hints": each.hints,
                "tries": each.tries,
                "public": each.public,
                "key": each.key,
            }
            for id_, each in lesson.checkpoints.items()
        },
    }
    described: dict[str, Any] = json.loads(json.dumps(found))
    return described


def _branch(branch: Branch) -> dict[str, Any]:
    return {
        "title": branch.title,
        "open": None if branch.open is None else branch.open.text,
        "offer": None if branch.offer is None else branch.offer.text,
        "otherwise": branch.otherwise,
        "within": branch.within,
        "minutes": branch.minutes,
    }


def refresh() -> None:
    """Write anew what is expected of every case."""
    for case in GOOD:
        _write(case / "lesson.json", _described(case))
    for case in BAD:
        _write(case / "diagnostics.json", _checked(case)[1])


def _write(path: Path, expected: object) -> None:
    text = json.dumps(expected, indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    refresh()
