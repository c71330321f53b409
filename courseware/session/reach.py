"""What a learner can go on with without jumping over what the author put there for them to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courseware.checkpoints.protocol import Checkpoint
from courseware.gates.branches import Branch
from courseware.gates.conditions import plain
from courseware.gates.needs import troubles
from courseware.lesson.magics import loads_extension, magic_of
from courseware.lesson.model import Cell
from courseware.session.progress import Progress


def within_reach(progress: Progress, left: Sequence[Checkpoint]) -> list[Checkpoint]:
    """What may come next of those that are left (in the order of the notebook).

    That is what was tried, and what is fresh up to the next text or code after the first of it.
    Where text stands before that one, what can be asked again goes first.
    """
    fresh = [each for each in left if progress.at(each.id).count == 0]
    again = [each for each in left if each not in fresh and not was_last(progress, each)]
    cells = progress.lesson.cells
    places = {cell.checkpoint: place for place, cell in enumerate(cells)}
    if not fresh or fresh[0].id not in places:
        return [*left]
    first = places[fresh[0].id]
    tried = (places.get(id_, -1) for id_, done in progress.attempts.items() if done.count)
    reached = max((place for place in tried if place < first), default=-1)
    if again and any(_teaches(progress, cell) for cell in cells[reached + 1 : first]):
        return again
    near = {each.id for each in left} - {each.id for each in fresh} | {fresh[0].id}
    for cell in cells[first + 1 :]:
        if cell.checkpoint is not None:
            near.add(cell.checkpoint)
        elif _teaches(progress, cell):
            break
    return [each for each in left if each.id in near]


def was_last(progress: Progress, checkpoint: Checkpoint) -> bool:
    """Whether this very question was answered last; one that is drawn anew is another one."""
    return progress.last == checkpoint.counts_as and not checkpoint.is_drawn


def helping(progress: Progress, tried: Checkpoint) -> Iterator[Branch]:
    """The open branches that opened by trouble with a checkpoint, or with its skills."""
    about = {tried.id, tried.counts_as, *tried.skills}
    for name, branch in progress.lesson.branches.items():
        if name in progress.opened and branch.open is not None:
            calls = troubles(plain(branch.open.condition))
            if any(not about.isdisjoint(call.args) for call in calls):
                yield branch


def _teaches(progress: Progress, cell: Cell) -> bool:
    """Whether a cell holds text or code that is open for the learner."""
    is_ours = cell.kind == "code" and (magic_of(cell.source) or loads_extension(cell.source))
    is_open = all(name in progress.opened for name in cell.branches)
    return is_open and not is_ours and bool(cell.source.strip())
