"""What the parts of a lesson say of each other: tags of branches, rules of checkpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from courseware.checkpoints.protocol import Checkpoint
from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.branches import check_branches, check_reach
from courseware.lesson.diagnostic import is_implied
from courseware.lesson.gating import check_gating, is_author
from courseware.lesson.groups import check_groups
from courseware.lesson.opening import Opening
from courseware.lesson.outline import Finding, Outline
from courseware.lesson.warm_up import check_reviews

EMPTY_BRANCH = Rule("CW436", "branch-without-cells", "warning")


def check_consistency(
    whole: Outline,
    opening: Opening,
    questions: Mapping[str, Checkpoint | str],
    *,
    with_course: bool,
) -> Iterator[Finding]:
    """Everything that is named in one place and missing in another.

    Nothing is checked against a `%%lesson` that could not be read, nor skills and interests
    against a course that could not (`with_course`).
    """
    written = opening.written
    known = written.branches if opening.is_sure else None
    for cell in whole.cells:
        for fault in check_gating(cell, known):
            yield cell, fault
    if not opening.is_sure:
        return
    asking = {cell.checkpoint: cell for cell in whole.cells if cell.checkpoint}
    for id_, fault in check_groups(questions):
        yield asking.get(id_), fault
    yield from check_reviews(whole.cells)
    checkpoints = {
        id_: each if isinstance(each, Checkpoint) else None for id_, each in questions.items()
    }
    skills = opening.course.skills if with_course else None
    interests = opening.course.interests if with_course else None
    for fault in check_branches(written, checkpoints, skills, interests):
        yield whole.lesson, fault
    inside = {
        cell.checkpoint: [name for name in cell.branches if not is_implied(name)]
        for cell in whole.cells
        if cell.checkpoint
    }
    for fault in check_reach(written, inside):
        yield whole.lesson, fault
    used = {name for cell in whole.cells if not is_author(cell) for name in cell.branches}
    for name in written.branches:
        if name not in used:
            message = f"No cell is in the branch `{name}`."
            help_ = f"Tag cells with `branch:{name}`."
            yield whole.lesson, Fault(EMPTY_BRANCH, message, written.line(name), help_)
