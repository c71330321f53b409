"""A few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.events import JSON
from courseware.widgets.checkpoint import CheckpointWidget

if TYPE_CHECKING:
    from courseware.session import CheckpointView


class TextWidget(CheckpointWidget):
    """A field for words."""

    noun = "text"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """Nothing stands beside the field."""
        del view
        return {"unit": "", "note": ""}
