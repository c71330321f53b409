"""Code to read, and a box for what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checkpoints import parts
from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.checkpoint import CheckpointWidget

if TYPE_CHECKING:
    from courseware.session import CheckpointView


class PredictWidget(CheckpointWidget):
    """The code as it is; the response is what the learner thinks it prints."""

    noun = "predict"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """The code, and how to write down what it prints."""
        return {
            "code": parts.text(view.checkpoint.public, "code"),
            "label": say("listing"),
            "note": say("predict-how"),
        }
