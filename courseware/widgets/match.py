"""What belongs together, by boxes to choose in and by dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checkpoints import parts
from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.checkpoint import CheckpointWidget
from courseware.widgets.markdown import plain, render_line

if TYPE_CHECKING:
    from courseware.session import CheckpointView


class MatchWidget(CheckpointWidget):
    """Lefts and rights; the response maps each left to a right."""

    noun = "match"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """Both sides; rights also as plain text, numbered where that cannot show a formula."""
        public = view.checkpoint.public
        lefts, rights = parts.texts(public, "lefts"), parts.texts(public, "rights")
        shown = [(plain(right), render_line(right)) for right in rights]
        if any("<math" in markup for _, markup in shown):
            shown = [
                (f"({number}) {text}", f'<span class="ordinal">({number})</span> {markup}')
                for number, (text, markup) in enumerate(shown, 1)
            ]
        return {
            "lefts": [[left, plain(left), render_line(left)] for left in lefts],
            "rights": [[right, *each] for right, each in zip(rights, shown, strict=True)],
            "choose": say("match-choose"),
            "note": say("match-drag"),
        }
