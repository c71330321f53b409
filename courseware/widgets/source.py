"""The ES modules of a session's widgets, each sent once, whatever number of widgets it shows.

A widget's own module is a loader of some lines; it names the model that holds the rest.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import comm
import ipywidgets
import traitlets

from courseware.widgets.bucket import Bucket
from courseware.widgets.modules import module

if TYPE_CHECKING:
    from courseware.session import Session

RATE = 20.0
LOADER = module("loader")


class Source(ipywidgets.Widget):  # type: ignore[misc]
    """The text of a module; a page that sets it, or closes its end, changes nothing."""

    text = traitlets.Unicode().tag(sync=True)

    def __init__(self, text: str) -> None:
        """Send the text to the page."""
        self._bucket = Bucket(RATE, time.monotonic)
        super().__init__(text=text)
        self.comm.on_close(self._stay)
        self.comm._reply_subshell_for = None  # noqa: SLF001  as for every widget of ours

    def _handle_msg(self, msg: Mapping[str, Any]) -> None:
        """Send it again to a page that asks for it, or has set anything; hear nothing else."""
        if not self._bucket.take():
            return
        match msg:
            case {"content": {"data": {"method": "request_state"}}}:
                self.send_state()
            case {"content": {"data": {"method": "update", "state": dict(state)}}}:
                if touched := [name for name in state if name in self.keys]:
                    self.send_state(touched)

    def _stay(self, _closing: Mapping[str, Any]) -> None:
        comm.get_comm_manager().register_comm(self.comm)


_sources: WeakKeyDictionary[Session, dict[str, Source]] = WeakKeyDictionary()


def source(session: Session, noun: str) -> str:
    """The id of the model that holds the module `noun`.js for the widgets of a session."""
    known = _sources.setdefault(session, {})
    if noun not in known or known[noun].comm is None:
        known[noun] = Source(module(noun))
    return str(known[noun].model_id)
