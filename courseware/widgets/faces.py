"""The faces that other packages give to their checkpoint types (entry-point group below).

An entry point has the name of the type, and leads to a subclass of `CheckpointWidget`.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from traitlets.log import get_logger

from courseware.widgets.checkpoint import CheckpointWidget

GROUP = "courseware.widgets"


@cache
def installed(type_: str) -> type[CheckpointWidget] | None:
    """The face of a type; None where there is none, or where it is broken, which is logged."""
    for entry in entry_points(group=GROUP, name=type_):
        try:
            found = entry.load()
        except Exception:  # noqa: BLE001  somebody else's package may fail in any way
            get_logger().exception("courseware: the face of `%s` cannot be loaded", type_)
            continue
        if isinstance(found, type) and issubclass(found, CheckpointWidget):
            return found
        said = "courseware: the face of `%s` is %s, which is no CheckpointWidget"
        get_logger().warning(said, type_, entry.value)
    return None
