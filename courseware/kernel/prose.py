"""The Markdown of a gated cell, rendered by the kernel when its branch opens."""

from __future__ import annotations

from html import escape

from attrs import frozen

from courseware.lesson.model import Cell
from courseware.widgets.markdown import render
from courseware.widgets.pictures import Pictures


@frozen
class Prose:
    """A Markdown cell as output. It is the author's, like the code beside it: HTML in it counts.

    A `place` is the id to which links on the page lead.
    """

    cell: Cell
    pictures: Pictures
    place: str = ""

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        text = self.cell.source
        html = render(text, inline=self.pictures, raw=True)
        if self.place:
            html = f'<div id="{escape(self.place)}" tabindex="-1">{html}</div>'
        return {"text/plain": text, "text/html": html}
