"""The Markdown of a gated cell, rendered by the kernel when its branch opens."""

from __future__ import annotations

import base64
import mimetypes
from typing import TYPE_CHECKING

from attrs import frozen

from courseware.widgets.markdown import render

if TYPE_CHECKING:
    from pathlib import Path

    from courseware.lesson.model import Cell


@frozen
class Prose:
    """A Markdown cell as output; its pictures travel inside it, since nothing else may be served.

    `files` are the lesson's declared files: only these are read from `folder`.
    """

    cell: Cell
    folder: Path
    files: tuple[str, ...]

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {
            "text/plain": self.cell.source,
            "text/html": render(self.cell.source, inline=self._inline),
        }

    def _inline(self, address: str) -> str | None:
        """A picture of the cell's attachments or of the declared files as a `data:` address."""
        if address.startswith("attachment:"):
            bundle = self.cell.attachments.get(address.removeprefix("attachment:"), {})
            return next((f"data:{kind};base64,{data}" for kind, data in bundle.items()), None)
        kind = mimetypes.guess_type(address)[0] or ""
        if address not in self.files or not kind.startswith("image/"):
            return None
        try:
            data = (self.folder / address).read_bytes()
        except OSError:
            return None
        return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
