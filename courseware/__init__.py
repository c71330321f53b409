"""Notebook lessons that adapt to the learner.

`%load_ext courseware` in a notebook brings the two magics `%%lesson` and `%%checkpoint`;
the command `courseware` checks, plays, releases and serves lessons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__version__ = "0.1.0"
__all__ = ["__version__", "load_ipython_extension", "unload_ipython_extension"]


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Register the magics in this kernel (called by `%load_ext courseware`)."""
    from courseware import kernel  # noqa: PLC0415  the command line must not pay for widgets

    kernel.load(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Close the session of this kernel and take the magics away."""
    from courseware import kernel  # noqa: PLC0415  as above

    kernel.unload(shell)
