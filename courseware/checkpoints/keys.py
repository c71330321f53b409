"""Keys that are whole only once something was run: what that is, and what came of it. Pure."""

from __future__ import annotations

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint, Job, Preparing, Ran
from courseware.checkpoints.registry import find
from courseware.errors.diagnostics import Fault


def missing(checkpoint: Checkpoint) -> Job | None:
    """What has to run before the key of a checkpoint is whole; None where it is, or is not here."""
    kind = find(checkpoint.type)
    if checkpoint.key is None or not isinstance(kind, Preparing):
        return None
    return kind.prepare(checkpoint.public, checkpoint.key)


def completed(checkpoint: Checkpoint, ran: Ran) -> Checkpoint | tuple[Fault, ...]:
    """The checkpoint with its whole key, or what is wrong with it."""
    kind = find(checkpoint.type)
    if checkpoint.key is None or not isinstance(kind, Preparing):
        return checkpoint
    found = kind.complete(checkpoint.key, ran)
    return found if isinstance(found, tuple) else evolve(checkpoint, key=found)
