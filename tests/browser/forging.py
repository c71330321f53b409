"""A visitor with a websocket to the kernel of a page, who sends whatever they like."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from attrs import define, field
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.browser.serving import Served

SECONDS = 60
PROTOCOL = Subprotocol("v1.kernel.websocket.jupyter.org")
"""How pages talk to kernels: what is sent reaches the kernel as it is."""
EVERY_KIND: tuple[Any, ...] = (
    *(None, True, -1, 2**70, 1e308, "", "green", "IPY_MODEL_x", "\ud800", "x" * 10_000),
    *([], [None], ["green"], {}, {"kind": "answer"}, {"a": {"b": [1, {}]}}),
)
"""JSON values of every kind."""


@define
class Forger:
    """A connection to a kernel; `states` holds each widget's state as the kernel sent it last."""

    socket: ClientConnection
    states: dict[str, dict[str, Any]] = field(factory=dict)
    customs: int = 0
    _numbers: Iterator[int] = field(factory=lambda: itertools.count(1))

    def send(self, kind: str, content: object) -> None:
        """Send a message of this kind."""
        header = {
            "msg_id": f"forged-{next(self._numbers)}",
            "msg_type": kind,
            "username": "",
            "session": "forger",
            "date": "2026-01-01T00:00:00Z",
            "version": "5.3",
        }
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        self.socket.send(serialize_msg_to_ws_v1(parts, "shell"))  # type: ignore[no-untyped-call]

    def comm(self, model: object, data: object) -> None:
        """Send a widget something."""
        self.send("comm_msg", {"comm_id": model, "data": data})

    def custom(self, model: str, content: object) -> None:
        """Send a widget a custom message."""
        self.comm(model, {"method": "custom", "content": content})

    def hear(self) -> str:
        """Wait for the next message of the kernel; returns its kind."""
        _, parts = deserialize_msg_from_ws_v1(  # type: ignore[no-untyped-call]
            self.socket.recv(timeout=SECONDS)
        )
        header, content = json.loads(parts[0]), json.loads(parts[3])
        kind = str(header["msg_type"])
        if kind == "comm_info_reply":
            self.states = {model: self.states.get(model, {}) for model in content["comms"]}
        elif kind == "comm_msg":
            data = content["data"]
            if data.get("method") == "update":
                self.states.setdefault(content["comm_id"], {}).update(data["state"])
            self.customs += data.get("method") == "custom"
        return kind

    def settle(self) -> None:
        """Wait until the kernel has taken everything that was sent so far."""
        self.send("comm_info_request", {})
        while self.hear() != "comm_info_reply":
            pass

    def look(self) -> dict[str, dict[str, Any]]:
        """The state of every widget, asked for until the kernel listens (it drops floods)."""
        self.settle()
        self.states = {model: {} for model in self.states}
        while not all(self.states.values()):
            for model in [each for each, state in self.states.items() if not state]:
                self.comm(model, {"method": "request_state"})
            self.settle()
        return self.states

    def ours(self) -> dict[str, dict[str, Any]]:
        """The widgets that show the lesson: those with a view, and the slots of late cells."""
        states = self.look().items()
        return {model: state for model, state in states if "view" in state or "outputs" in state}


@contextmanager
def forging(served: Served, kernel: str) -> Iterator[Forger]:
    """A connection beside the page's own, let in as the page is."""
    here = f"127.0.0.1:{served.port}"
    address = f"ws://{here}/api/kernels/{kernel}/channels?session_id=forger"
    token = {"Authorization": f"token {served.token}"}
    origin: Any = f"http://{here}"
    with connect(
        address,
        origin=origin,
        additional_headers=token,
        subprotocols=[PROTOCOL],
        max_size=None,
        ping_interval=None,
    ) as socket:
        yield Forger(socket)
