"""An extension that only imports, for kernels that start before a lesson is run in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import latex2mathml.converter  # noqa: F401  as below
import markdown_it  # noqa: F401  it is imported late where nobody imports it ahead

from courseware import kernel  # noqa: F401  as above

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add nothing to the kernel: `%load_ext courseware` does that."""
    del shell
