"""The keys of a lesson that are found by running something. Nothing runs here: `run` is handed in.

What finds a key runs twice, in processes that hash texts differently: an answer that comes out
otherwise the second time is none.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from courseware.checkpoints import keys
from courseware.checkpoints.faults import OTHER_EVERY_TIME
from courseware.checkpoints.protocol import Checkpoint, Job, Ran
from courseware.errors.diagnostics import Fault
from courseware.lesson.model import Lesson
from courseware.lesson.notebook import placed

Run = Callable[[Job], Ran]


def with_keys(lesson: Lesson, run: Run) -> Lesson:
    """The lesson with whole keys; where one cannot be found, its diagnostics say why."""
    cells = {cell.checkpoint: cell for cell in lesson.cells}
    checkpoints, found = dict(lesson.checkpoints), list(lesson.diagnostics)
    for id_, checkpoint in lesson.checkpoints.items():
        whole = _completed(checkpoint, run)
        if isinstance(whole, Checkpoint):
            checkpoints[id_] = whole
        else:
            found += [placed(fault, lesson.path, cells.get(id_)) for fault in whole]
    return evolve(lesson, checkpoints=checkpoints, diagnostics=tuple(found))


def _completed(checkpoint: Checkpoint, run: Run) -> Checkpoint | tuple[Fault, ...]:
    job = keys.missing(checkpoint)
    if job is None:
        return checkpoint
    once = keys.completed(checkpoint, run(job))
    if not isinstance(once, Checkpoint):
        return once
    if once == keys.completed(checkpoint, run(evolve(job, seed=job.seed + 1))):
        return once
    message = "What this code prints is not the same every time."
    help_ = "Seed what is random, sort what has no order, and print no time and no address."
    return (Fault(OTHER_EVERY_TIME, message, None, help_),)
