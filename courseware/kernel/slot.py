"""The place of a gated cell's output where the page holds no request of the cell's own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import traitlets
from ipywidgets import Output

from courseware.kernel.note import Note
from courseware.widgets.bucket import Bucket
from courseware.widgets.widget import RATE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from courseware.widgets.widget import Widget


class Slot(Output):  # type: ignore[misc]  # ipywidgets has no annotations
    """Shows the output of a cell that may run late; the page cannot change it."""

    # with a Layout of its own every slot would be two models; the front end does well without
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, sentence: str = "") -> None:
        """Show a sentence, if any, until there is output."""
        self._bucket = Bucket(RATE, time.monotonic)
        self._note = Note(sentence).bundle() if sentence else {}
        shown = {"output_type": "display_data", "data": self._note, "metadata": {}}
        super().__init__(outputs=(shown,) if sentence else ())

    def fill(self, sentence: str, *widgets: Widget) -> None:
        """Show a sentence, and widgets below it."""
        self._note = Note(sentence).bundle()
        shown = [(self._note, {}), *(each._repr_mimebundle_() for each in widgets)]
        self.outputs = tuple(
            {"output_type": "display_data", "data": data, "metadata": about}
            for data, about in shown
        )

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        """The widget; in a saved notebook the sentence, or nothing, stands here."""
        bundle: dict[str, object] = super()._repr_mimebundle_(**options)
        return {**bundle, "text/plain": "", **self._note}

    def _handle_msg(self, msg: Mapping[str, Any]) -> None:
        """Send the kernel's own state, whatever the page said; a flood is not heard."""
        del msg
        if self._bucket.take():
            self.send_state()
