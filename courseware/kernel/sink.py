"""Output of a gated cell, shown where the cell stands.

What a gated cell publishes names the request that asked for the cell, however late it runs. A
page of Voilà heeds no request any more once it is there, nor does a page that was loaded again:
there it is shown as the `outputs` of a widget that stands in the cell's place, prints, pictures,
errors, updates by `display_id`, output of tasks and threads alike.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_client.session import Session

Output = dict[str, Any]
Content = Mapping[str, Any]
Show = Callable[[tuple[Output, ...]], None]


class Sink:
    """Collects published messages as notebook outputs and hands them to `show` as they change."""

    def __init__(self, show: Show, *, keeps: bool = True) -> None:
        """Begin empty; `show` may be called from any thread, one call at a time.

        Where the sink does not keep what it takes, the page that asked gets it as well.
        """
        self._show = show
        self._keeps = keeps
        self.failed = False
        self._outputs: list[Output] = []
        self._displays: dict[str, list[int]] = {}
        self._clear_next = False
        self._lock = threading.RLock()

    def take(self, kind: str, content: Content) -> bool:
        """Take a published message; True when nobody else is to have it."""
        with self._lock:
            if kind == "clear_output":
                self._clear_next = True
                if not content.get("wait"):
                    self._clear()
                    self._show(())
                return self._keeps
            if kind not in {"stream", "display_data", "execute_result", "error"}:
                return False
            if self._clear_next:
                self._clear()
            self._append(kind, content)
            self.failed = kind == "error" or self.failed
            self._show(tuple(self._outputs))
            return self._keeps

    def update(self, display_id: str, content: Content) -> None:
        """Replace what was displayed under this id, wherever the update came from."""
        with self._lock:
            places = self._displays.get(display_id, [])
            for place in places:
                fresh = {"data": content["data"], "metadata": content["metadata"]}
                self._outputs[place] = {**self._outputs[place], **fresh}
            if places:
                self._show(tuple(self._outputs))

    def _clear(self) -> None:
        self._outputs, self._displays, self._clear_next = [], {}, False

    def _append(self, kind: str, content: Content) -> None:
        last = self._outputs[-1] if self._outputs else None
        if kind == "stream" and last is not None and last.get("name") == content["name"]:
            self._outputs[-1] = {**last, "text": last["text"] + content["text"]}
            return
        output = {key: value for key, value in content.items() if key != "transient"}
        output["output_type"] = kind
        self._outputs.append(output)
        display_id = content.get("transient", {}).get("display_id")
        if display_id is not None:
            self._displays.setdefault(display_id, []).append(len(self._outputs) - 1)


class Router:
    """Stands before a kernel's `Session.send` and leads messages of gated cells to their sinks."""

    def __init__(self, session: Session) -> None:
        """Take the place of `session.send` until `close`."""
        self._session = session
        self._send: Callable[..., object] = session.send
        self._sinks: dict[str, Sink] = {}
        session.send = self.send  # type: ignore[assignment, method-assign]

    def route(self, parent_id: str, sink: Sink) -> None:
        """From now on, what is published under this parent goes to `sink`."""
        self._sinks[parent_id] = sink

    def leads(self, parent_id: str) -> bool:
        """Whether what is published under this parent has a sink."""
        return parent_id in self._sinks

    def forget(self, parent_ids: Iterable[str]) -> None:
        """Lead what is published under these parents no longer."""
        for each in parent_ids:
            self._sinks.pop(each, None)

    def close(self) -> None:
        """Give `Session.send` back."""
        del self._session.send

    def send(
        self,
        stream: object,
        message: object,
        content: Content | None = None,
        parent: Mapping[str, Any] | None = None,
        *more: object,
        **options: object,
    ) -> object:
        """Send as `Session.send` does, unless a sink takes the message."""
        kind, shown, header = str(message), content or {}, parent or {}
        if isinstance(message, dict):
            kind, shown = message["header"]["msg_type"], message["content"]
            header = message["parent_header"] or {}
        if kind == "update_display_data":
            for each in tuple(self._sinks.values()):
                each.update(shown["transient"]["display_id"], shown)
        # a parent is given as a message or as its header alone
        sink = self._sinks.get(header.get("header", header).get("msg_id", ""))
        if sink is not None and sink.take(kind, shown):
            return None
        return self._send(stream, message, content, parent, *more, **options)
