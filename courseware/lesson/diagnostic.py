"""`%%diagnostic`: a short test before the lesson that finds out what a learner knows already.

Its questions are checkpoints of the lesson. Each of them stands in a branch of its own, which
opens when the test comes to it; nobody but the test opens it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from courseware.checkpoints.protocol import Checkpoint
from courseware.checkpoints.reading import Reader, did_you_mean
from courseware.checkpoints.reflect import Reflect
from courseware.errors.diagnostics import Fault, Rule
from courseware.gates.branches import Branch
from courseware.gates.conditions import Call
from courseware.gates.functions import Function
from courseware.gates.rules import UNKNOWN_NAME
from courseware.gates.rules import Rule as Gate
from courseware.lesson.course import OUT_OF_RANGE
from courseware.lesson.head import read_head
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Cell, Pretest
from courseware.lesson.scalars import nfc
from courseware.mastery.placement import MOST_SKILLS

SECOND_DIAGNOSTIC = Rule("CW312", "second-diagnostic")
NO_SKILL = Rule("CW313", "diagnostic-without-skill")
IN_A_BRANCH = Rule("CW314", "diagnostic-in-branch")
MANY_SKILLS = Rule("CW315", "diagnostic-of-many-skills")
UNSCORED = Rule("CW316", "diagnostic-without-score")

PREFIX = "diagnostic:"
PUT = Function("put", "truth", ("checkpoint",), lambda facts, id_: id_ in facts.put)
"""Whether the test has come to a question; not a function that an author may use."""


def branch_of(item: str) -> str:
    """The name of the branch that holds a question of the test."""
    return PREFIX + item


def is_implied(branch: str) -> bool:
    """Whether a branch is one of those that hold the questions of a test."""
    return branch.startswith(PREFIX)


def implied(items: Sequence[str]) -> dict[str, Branch]:
    """The branches that hold the questions of a test."""
    return {
        branch_of(id_): Branch(branch_of(id_), open=Gate(f'put("{id_}")', Call(PUT, (id_,))))
        for id_ in items
    }


def find_diagnostic(cells: Sequence[Cell]) -> tuple[Cell, Reader] | None:
    """The first cell that begins a test, and its head."""
    for cell in cells:
        magic = magic_of(cell.source) if cell.kind == "code" else None
        if magic is not None and magic.name == "diagnostic":
            return cell, Reader(read_head(magic.body, asks=False).node)
    return None


def items_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The checkpoints that a test asks, as it names them."""
    found = find_diagnostic(cells)
    return _ids(found[1]) if found is not None else ()


def read_diagnostic(
    cell: Cell, questions: Mapping[str, Checkpoint | str]
) -> tuple[Pretest | None, tuple[Fault, ...]]:
    """The test of a cell; what is wrong with it is left out of it, and told."""
    magic = magic_of(cell.source)
    head = read_head(magic.body if magic else "", asks=False)
    reader = Reader(head.node)
    reader.texts("items", required=True)
    ids = _ids(reader)
    reader.text("notes")
    most = reader.integer("most")
    if most is not None and most < 1:
        reader.fault(OUT_OF_RANGE, "`most` is at least 1.", "most")
        most = None
    line = reader.line_of("items")
    usable = [id_ for id_ in ids if _is_usable(reader, id_, questions, line)]
    asked = [each for id_ in usable if isinstance(each := questions[id_], Checkpoint)]
    skills = {skill for each in asked for skill in each.skills}
    if len(skills) > MOST_SKILLS:
        message = f"The test asks about {len(skills)} skills, and can about {MOST_SKILLS}."
        reader.fault(MANY_SKILLS, message, line, "Ask about the last of each line of skills.")
    reader.finish()
    faults = (*head.faults, *reader.faults)
    if not asked or len(skills) > MOST_SKILLS:
        return None, faults
    return Pretest(tuple(each.id for each in asked), most or len(asked)), faults


def _ids(reader: Reader) -> tuple[str, ...]:
    return tuple(dict.fromkeys(nfc(each.strip()) for each in reader.texts("items")))


def _is_usable(
    reader: Reader, id_: str, questions: Mapping[str, Checkpoint | str], line: int
) -> bool:
    question = questions.get(id_)
    if question is None:
        message = f"There is no checkpoint `{id_}`."
        reader.fault(UNKNOWN_NAME["checkpoint"], message, line, did_you_mean(id_, questions))
    elif isinstance(question, Checkpoint) and not question.skills:
        message = f"`{id_}` has no skill, so its answer tells nothing of any."
        reader.fault(NO_SKILL, message, line, "Add `skills: [...]` to it.")
    elif isinstance(question, Checkpoint) and question.type == Reflect().name:
        message = f"`{id_}` is a `{question.type}`, which is neither right nor wrong."
        reader.fault(UNSCORED, message, line, "Ask something that can be missed.")
    else:
        return True
    return False


def check_places(cells: Sequence[Cell], items: Collection[str]) -> Iterator[tuple[Cell, Fault]]:
    """A fault for each question of a test that a branch of the author's closes, and for a second
    test.
    """
    begun = False
    for cell in cells:
        magic = magic_of(cell.source) if cell.kind == "code" else None
        if magic is not None and magic.name == "diagnostic":
            if begun:
                message = "There is a `%%diagnostic` above; a lesson has one."
                yield cell, Fault(SECOND_DIAGNOSTIC, message, 1, "Put its items there.")
            begun = True
        branches = [name for name in cell.branches if not is_implied(name)]
        if cell.checkpoint in items and branches:
            message = f"`{cell.checkpoint}` is asked before the lesson, and stands in a branch."
            help_ = f"Take it out of `{branches[0]}`: the test opens it."
            yield cell, Fault(IN_A_BRANCH, message, 1, help_)
