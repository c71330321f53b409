"""One of several options, as radio buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checkpoints import parts
from courseware.events import JSON
from courseware.widgets.checkpoint import CheckpointWidget
from courseware.widgets.markdown import plain, render_line

if TYPE_CHECKING:
    from courseware.session import CheckpointView


class ChoiceWidget(CheckpointWidget):
    """The options in this learner's order; the response is the id of one."""

    noun = "choice"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """The options, each as its id and its text."""
        options = parts.mapping(view.checkpoint.public, "options")
        return {"options": [[id_, *_shown(str(options[id_]))] for id_ in view.order]}


def _shown(text: str) -> tuple[str, ...]:
    """The text as HTML, and in plain words where a formula would be read as a row of signs."""
    markup = render_line(text)
    return (markup, plain(text)) if "<math" in markup else (markup,)
