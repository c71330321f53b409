"""A sentence in the place of something that cannot be shown."""

from __future__ import annotations

import html

from attrs import frozen


@frozen
class Note:
    """A readable note: what is missing here and what to do."""

    text: str

    def bundle(self) -> dict[str, str]:
        """The note as it is shown."""
        paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in self.text.split("\n"))
        return {
            "text/plain": self.text,
            "text/html": f'<div class="cw-note" role="note">{paragraphs}</div>',
        }

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return self.bundle()
