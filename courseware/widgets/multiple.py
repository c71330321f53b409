"""Any number of several options, as checkboxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.choice import ChoiceWidget

if TYPE_CHECKING:
    from courseware.session import CheckpointView


class MultipleWidget(ChoiceWidget):
    """The options in this learner's order; the response is the list of the ids of some."""

    noun = "multiple"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """The options, and that more than one may be right."""
        return {**ChoiceWidget.answer(view), "note": say("choose-all")}
