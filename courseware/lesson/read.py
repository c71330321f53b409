"""Reading a lesson: the notebook, its course and its checkpoints, with every fault in them.

A lesson with faults still opens: what they name is left out, and `diagnostics` holds all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint, Part
from courseware.checkpoints.reading import Mapping_, Reader
from courseware.errors import LessonFaults, UsageError
from courseware.errors.diagnostics import Diagnostic, Fault
from courseware.lesson.consistency import check_consistency
from courseware.lesson.course import find_course, open_course, read_course
from courseware.lesson.diagnostic import check_places, find_diagnostic, implied, read_diagnostic
from courseware.lesson.head import read_head
from courseware.lesson.magics import check_magics, magic_of, tidy
from courseware.lesson.model import Cell, Course, Feedback, Lesson, Pretest
from courseware.lesson.notebook import Notebook, open_notebook, placed
from courseware.lesson.opening import Opening, open_lesson
from courseware.lesson.outline import Finding, Outline, outline
from courseware.lesson.question import Around, read_question
from courseware.lesson.released import DAMAGED, nodes
from courseware.messages import say

FETCH = "Fetch the lesson again."

Unseal = Callable[[str], Mapping[str, Part]]


def read_lesson(path: Path, unseal: Unseal | None = None) -> Lesson:
    """Read a source or a student copy; `unseal` opens the keyring of a copy, else keys stay None.

    Faults are in `diagnostics`, never raised.

    Raises:
        UsageError: there is no such file, it cannot be read, or nothing in it is a lesson.
    """
    notebook = open_notebook(path)
    if not notebook.diagnostics and not is_lesson(notebook):
        raise UsageError(f"{path} is not a lesson: none of its cells begins with `%%lesson`.")
    return lesson_of(notebook, unseal)


def is_lesson(notebook: Notebook) -> bool:
    """Whether a notebook has anything of a lesson; plain ones are left alone."""
    return any(
        magic_of(cell.source) is not None or any(check_magics(cell)) for cell in notebook.cells
    )


def lesson_of(notebook: Notebook, unseal: Unseal | None = None) -> Lesson:
    """The lesson that a notebook is."""
    path, whole = notebook.path, outline(notebook.cells)
    findings = list(whole.findings)
    course, course_faults = _course(notebook, findings)
    opening, faults = open_lesson(whole.lesson, path, course)
    findings += [(whole.lesson, each) for each in faults]
    with_course = course is not None or not course_faults
    sure = opening.is_sure and with_course
    around = Around(
        opening.course.skills if sure else None,
        opening.course.tries,
        opening.course.interests if sure else None,
    )
    questions: dict[str, Checkpoint | str] = {}
    pretest = None
    if opening.is_known:
        keys = _keys(notebook, unseal, findings)
        questions = _questions(whole, around, keys, path, findings)
        findings += check_consistency(whole, opening, questions, with_course=with_course)
        pretest = _pretest(whole, questions, findings)
    lesson = Lesson(
        path,
        opening.id,
        opening.title,
        opening.course,
        version="",
        minutes=opening.minutes,
        skills=opening.skills,
        branches={
            **opening.written.branches,
            **implied(pretest.items if pretest is not None else ()),
        },
        checkpoints={id_: each for id_, each in questions.items() if isinstance(each, Checkpoint)},
        branch_of={cell.checkpoint: cell.branches for cell in whole.cells if cell.checkpoint},
        cells=whole.cells,
        files=opening.files,
        interests=_interests(opening, questions),
        skip=opening.course.skip,
        feedback=_feedback(notebook),
        diagnostics=(*course_faults, *_in_order(notebook, findings)),
        broken={id_: each for id_, each in questions.items() if isinstance(each, str)},
        pretest=pretest,
    )
    return evolve(lesson, version=_version(lesson))


def checkpoint_from_source(source: str, lesson: Lesson) -> Checkpoint:
    """The checkpoint that an executed cell defines; its key, in a student copy, is the file's.

    Raises:
        LessonFaults: it cannot be asked as it is written.
    """
    text = tidy(source)
    stored = next((cell for cell in lesson.cells if cell.source == text), None)
    cell = stored or Cell(0, None, "code", text)
    magic = magic_of(text)
    faults = tuple(check_magics(cell))
    found = None
    if magic is not None and not faults:
        head = read_head(magic.body)
        saved = lesson.checkpoints.get(magic.argument)
        key = saved.key if saved is not None and head.json is not None else None
        course = lesson.course
        around = Around(course.skills, course.tries, course.interests)
        found, faults = read_question(magic.argument, head, around, key)
    if found is None:
        raise LessonFaults([placed(each, lesson.path, stored) for each in faults])
    return found


def _course(
    notebook: Notebook, findings: list[Finding]
) -> tuple[Course | None, tuple[Diagnostic, ...]]:
    """The course: in a student copy that of its release, else that of the folder."""
    if "course" in notebook.metadata:
        released = _released_course(notebook.metadata["course"])
        if released is not None:
            return released, ()
        message = "What this copy says of its course is damaged."
        findings.append((None, Fault(DAMAGED, message, None, FETCH)))
    path = find_course(notebook.path)
    return (None, ()) if path is None else open_course(path)


def _released_course(text: object) -> Course | None:
    """The course as a release wrote it, the text of a JSON object; None where it is damaged."""
    try:
        released = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(released, dict):
        return None
    head = Reader(cast("Mapping_", nodes(released, 1)))
    course = read_course(head)
    return None if head.faults else course


def _keys(notebook: Notebook, unseal: Unseal | None, findings: list[Finding]) -> Mapping[str, Part]:
    """The keys of a student copy, as far as somebody can open its keyring."""
    keyring = notebook.metadata.get("keyring")
    if unseal is None or not isinstance(keyring, str):
        return {}
    try:
        return unseal(keyring)
    except UsageError as error:
        findings.append((None, Fault(DAMAGED, f"{error}.", None, FETCH)))
        return {}


def _questions(
    whole: Outline, around: Around, keys: Mapping[str, Part], path: Path, findings: list[Finding]
) -> dict[str, Checkpoint | str]:
    """Every checkpoint; for one with faults, a sentence instead."""
    questions: dict[str, Checkpoint | str] = {}
    for cell, magic in whole.questions:
        id_ = magic.argument
        found, faults = read_question(id_, read_head(magic.body), around, keys.get(id_))
        findings += [(cell, each) for each in faults]
        if found is None:
            reason = "\n".join(str(placed(each, path, cell)) for each in faults)
            questions[id_] = say("broken-checkpoint", reason=reason)
        else:
            questions[id_] = found
    return questions


def _pretest(
    whole: Outline, questions: Mapping[str, Checkpoint | str], findings: list[Finding]
) -> Pretest | None:
    """The test before the lesson, of those of its questions that can be asked."""
    found = find_diagnostic(whole.cells)
    if found is None:
        return None
    test, faults = read_diagnostic(found[0], questions)
    findings += [(found[0], each) for each in faults]
    findings += check_places(whole.cells, test.items if test is not None else ())
    return test


def _feedback(notebook: Notebook) -> Feedback | None:
    if "released" not in notebook.metadata:
        return None
    return "graded" if notebook.metadata.get("feedback") == "graded" else "instant"


def _interests(opening: Opening, questions: Mapping[str, Checkpoint | str]) -> tuple[str, ...]:
    """The interests that rules and prompts name, in the order of the course."""
    branches = opening.written.branches.values()
    rules = [rule for each in branches for rule in (each.open, each.offer) if rule is not None]
    named = {name for rule in rules for name in rule.named("interest")}
    for question in questions.values():
        if isinstance(question, Checkpoint):
            for form in (question, *question.variants):
                named |= form.contexts.keys()
    return tuple(each for each in opening.course.interests if each in named)


def _in_order(notebook: Notebook, findings: list[Finding]) -> Iterator[Diagnostic]:
    found = [placed(fault, notebook.path, cell) for cell, fault in findings]
    found += notebook.diagnostics
    return iter(sorted(found, key=lambda each: (each.cell or 0, each.line or 0, each.code)))


def _version(lesson: Lesson) -> str:
    """A hash of what a lesson asks and when: the same for a source and its student copies."""
    branches = {
        name: [
            None if branch.open is None else branch.open.text,
            None if branch.offer is None else branch.offer.text,
            list(branch.otherwise),
            branch.within,
        ]
        for name, branch in lesson.branches.items()
    }
    checkpoints = [
        [id_, each.hash, list(lesson.branch_of[id_])] for id_, each in lesson.checkpoints.items()
    ]
    canonical = json.dumps([lesson.id, list(lesson.skills), branches, checkpoints])
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]
