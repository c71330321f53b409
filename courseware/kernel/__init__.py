"""The IPython extension: magics, gate and replay in the learner's kernel."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from traitlets.log import get_logger

from courseware.kernel.magics import CoursewareMagics

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["load", "unload"]

_log = logging.getLogger("courseware")
_loaded: dict[int, CoursewareMagics] = {}


def load(shell: InteractiveShell) -> None:
    """Register the magics with this shell."""
    magics = CoursewareMagics(shell)
    shell.register_magics(magics)
    _loaded[id(shell)] = magics
    # what fails in somebody else's package is for the server's log, not for a learner's page
    handlers = getattr(get_logger(), "handlers", ())
    _log.handlers, _log.propagate = [*handlers, logging.NullHandler()], False


def unload(shell: InteractiveShell) -> None:
    """End the session and take the magics' hold on the kernel away."""
    magics = _loaded.pop(id(shell), None)
    if magics is not None:
        magics.close()
        _log.handlers, _log.propagate = [], True
