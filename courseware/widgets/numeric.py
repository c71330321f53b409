"""A number, with or without a unit, typed as people type numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checkpoints import parts
from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.checkpoint import CheckpointWidget

if TYPE_CHECKING:
    from courseware.session import CheckpointView


class NumericWidget(CheckpointWidget):
    """A field, and behind it the unit where the learner may leave it out."""

    noun = "numeric"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """The unit, and a note on units and figures that the answer needs."""
        public = view.checkpoint.public
        is_needed = parts.flag(public, "unit_needed")
        notes = []
        if is_needed:
            notes.append(say("unit-needed"))
        elif others := parts.mapping(public, "units"):
            notes.append(say("units-too", units=", ".join(others)))
        if parts.flag(public, "figures_needed"):
            notes.append(say("figures", count=int(parts.number(public, "figures"))))
        unit = "" if is_needed else parts.text(public, "unit")
        return {"unit": unit, "note": " ".join(notes)}
