"""A text of the learner's own, and how they rate it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from courseware.checkpoints import parts
from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.checkpoint import Button, CheckpointWidget
from courseware.widgets.markdown import render_line

if TYPE_CHECKING:
    from courseware.session import CheckpointView


class ReflectWidget(CheckpointWidget):
    """A text; the descriptions to rate it by come once something was written."""

    noun = "reflect"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """The descriptions from low to high, each with its place."""
        rubric = parts.texts(view.checkpoint.public, "rubric") if view.attempts else ()
        return {
            "question": say("reflect-question"),
            "rubric": [[place, render_line(text)] for place, text in enumerate(rubric)],
        }

    def _buttons(self, view: CheckpointView) -> Iterator[Button]:
        """As everywhere; but nothing is checked here."""
        for kind, label, style in super()._buttons(view):
            yield kind, say("record-answer") if kind == "answer" else label, style
