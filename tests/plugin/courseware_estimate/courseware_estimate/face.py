"""A scale to slide on."""

from pathlib import Path

from courseware.events import JSON
from courseware.session import CheckpointView
from courseware.widgets.checkpoint import CheckpointWidget
from courseware.widgets.modules import linked


class EstimateWidget(CheckpointWidget):
    """A slider from one end of the scale to the other; the response is a number."""

    _esm = linked(Path(__file__).with_name("estimate.js"))

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """The ends of the scale."""
        public = view.checkpoint.public
        return {"low": public["low"], "high": public["high"]}
