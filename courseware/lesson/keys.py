"""The keys of a lesson that are found by running something. Nothing runs here: `run` is handed in.

What finds a key runs at least twice, in processes that hash texts differently: an answer that
comes out otherwise another time is none.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from courseware.checkpoints import keys
from courseware.checkpoints.faults import (
    OTHER_EVERY_TIME,
    SETUP_STOPS,
    WRONG_IS_NOT,
    WRONG_IS_RIGHT,
)
from courseware.checkpoints.protocol import Checkpoint, Job, Ran
from courseware.errors.diagnostics import Fault
from courseware.lesson.head import read_head
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Cell, Lesson
from courseware.lesson.notebook import placed

Run = Callable[[Job], Ran]

RUNS = ("code", "solution", "answer")
ABOUT = {
    WRONG_IS_RIGHT.code: ("wrong", *RUNS),
    WRONG_IS_NOT.code: ("wrong", *RUNS),
    SETUP_STOPS.code: ("setup", *RUNS),
}
"""The keys at which a fault that running has found is shown; the first one that the head has."""


def with_keys(lesson: Lesson, run: Run) -> Lesson:
    """The lesson with whole keys; where one cannot be found, its diagnostics say why."""
    cells = {cell.checkpoint: cell for cell in lesson.cells}
    checkpoints, found = dict(lesson.checkpoints), list(lesson.diagnostics)
    for id_, checkpoint in lesson.checkpoints.items():
        whole = _completed(checkpoint, run)
        if isinstance(whole, Checkpoint):
            checkpoints[id_] = whole
        else:
            cell = cells.get(id_)
            found += [placed(aimed(fault, cell), lesson.path, cell) for fault in whole]
    return evolve(lesson, checkpoints=checkpoints, diagnostics=tuple(found))


def _completed(checkpoint: Checkpoint, run: Run) -> Checkpoint | tuple[Fault, ...]:
    if checkpoint.variants:
        variants = []
        for each in checkpoint.variants:
            whole = _completed(each, run)
            if not isinstance(whole, Checkpoint):
                return whole
            variants.append(whole)
        return evolve(variants[0], variants=tuple(variants))
    job = keys.missing(checkpoint)
    if job is None:
        return checkpoint
    once = keys.completed(checkpoint, run(job))
    if not isinstance(once, Checkpoint):
        return once
    others = (evolve(job, seed=job.seed + 1 + at) for at in range(job.again))
    if all(once == keys.completed(checkpoint, run(other)) for other in others):
        return once
    message = "What this code prints is not the same every time."
    help_ = "Seed what is random, sort what has no order, and print no time and no address."
    return (Fault(OTHER_EVERY_TIME, message, None, help_),)


def aimed(fault: Fault, cell: Cell | None) -> Fault:
    """A fault that running has found, at the line of what it is about."""
    magic = None if cell is None else magic_of(cell.source)
    if magic is None or fault.line is not None:
        return fault
    lines = read_head(magic.body).node.lines
    found = (lines[key] for key in ABOUT.get(fault.rule.code, RUNS) if key in lines)
    return evolve(fault, line=next(found, None))
