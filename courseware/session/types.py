"""The type that a checkpoint of a lesson is of."""

from __future__ import annotations

from courseware.checkpoints.protocol import Checkpoint, Type
from courseware.checkpoints.registry import find
from courseware.errors import UsageError
from courseware.errors.diagnostics import Fault


def type_of(checkpoint: Checkpoint) -> Type:
    """The checkpoint's type.

    Raises:
        UsageError: it is not installed; reading the lesson would have said so.
    """
    found = find(checkpoint.type)
    if isinstance(found, Fault):
        raise UsageError(found.message)
    return found
