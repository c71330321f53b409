"""A real IPython kernel, driven as a front end drives it."""

import json
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Empty
from types import TracebackType
from typing import Any, Self

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.jsonutil import json_default
from jupyter_client.manager import KernelManager

SECONDS = 60  # of patience: a busy machine may be silent for long
A_LOOK = 0.1  # seconds until a killed kernel is taken for silent


class Gone(Exception):
    """The kernel was killed."""


class RunningKernel:
    """A kernel in a folder: executes cells, clicks on widgets, and keeps what widgets show.

    `models` holds the state of every widget by its comm id, as the page would have it, and
    `cells` the output of every cell by the request that ran it, as a notebook would show it.
    """

    def __init__(self, folder: Path, home: Path) -> None:
        self._manager = KernelManager(transport="ipc", ip=str(home / "kernel"))
        home.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "COURSEWARE_HOME": str(home / "record")}
        self._manager.start_kernel(cwd=str(folder), env=environment)
        self._client: BlockingKernelClient = self._manager.blocking_client()
        self._client.context.rcvhwm = 0  # what is not read at once, in a flood, is not dropped
        # a browser writes half of a surrogate pair as an escape
        self._client.session.pack = lambda part: json.dumps(part, default=json_default).encode()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=SECONDS)
        self.models: dict[str, dict[str, Any]] = {}
        self.customs: list[tuple[str, Any]] = []
        self.published: list[tuple[str, Any]] = []
        self.cells: dict[str, list[tuple[str, Any]]] = {}
        self._killing: threading.Timer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, code: str) -> list[tuple[str, Any]]:
        """Execute a cell; what was published meanwhile, as (kind, content)."""
        start = len(self.published)
        self.ask(code)
        return self.published[start:]

    def ask(self, code: str, metadata: Mapping[str, object] | None = None) -> str:
        """Execute a cell as a notebook does, with its metadata; the request, once it is done."""
        request: str = self.start(code, metadata)
        self._until(lambda message: _ended(message, request))
        return request

    def start(self, code: str, metadata: Mapping[str, object] | None = None) -> str:
        """Send the request to execute a cell, and wait for nothing."""
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        return self._say("execute_request", content, dict(metadata or {}))

    def information(self) -> dict[str, Any]:
        """What the kernel says of itself."""
        reply: dict[str, Any] = self._client.kernel_info(reply=True, timeout=SECONDS)["content"]
        return reply

    def subshell(self) -> str | None:
        """A thread of its own to send messages to; None where the kernel has no such thing."""
        if "kernel subshells" not in self.information().get("supported_features", ()):
            return None
        self._client.control_channel.send(self._client.session.msg("create_subshell_request", {}))
        reply: dict[str, Any] = self._client.get_control_msg(timeout=SECONDS)["content"]
        return str(reply["subshell_id"])

    def send(self, model: str, content: object, *, subshell: str | None = None) -> None:
        """What the page sends when the learner clicks: a custom message of a widget."""
        self.comm(model, {"method": "custom", "content": content}, subshell=subshell)

    def touch(self, model: str, state: Mapping[str, object]) -> None:
        """What a page sends that sets a trait."""
        self.comm(model, {"method": "update", "state": state, "buffer_paths": []})

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Read what the kernel publishes until the condition holds."""
        if not condition():
            self._until(lambda _message: condition())

    def interrupt(self) -> None:
        """Choose *Interrupt Kernel*."""
        self._manager.interrupt_kernel()

    def kill_after(self, seconds: float) -> None:
        """Kill the process without warning after a while; waiting then raises `Gone`."""
        provisioner = self._manager.provisioner
        process = getattr(provisioner, "process", None)
        assert process is not None
        self._killing = threading.Timer(seconds, process.kill)
        self._killing.start()

    def comm(self, model: str, data: object, *, subshell: str | None = None) -> None:
        """Anything that a page may say to a widget."""
        self._say("comm_msg", {"comm_id": model, "data": data}, subshell=subshell)

    def open_comm(self, target: str, model: str, data: object) -> None:
        """What a page sends to make a widget."""
        content = {"comm_id": model, "target_name": target, "data": data}
        self._say("comm_open", content, {"version": "2.1.0"})

    def close_comm(self, model: str) -> None:
        """What a page sends when it has done with a widget."""
        self._say("comm_close", {"comm_id": model, "data": {}})

    def _say(
        self,
        kind: str,
        content: dict[str, object],
        metadata: dict[str, object] | None = None,
        subshell: str | None = None,
    ) -> str:
        message = self._client.session.msg(kind, content, metadata=metadata)
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        self._client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def _until(self, done: Callable[[dict[str, Any]], bool]) -> None:
        while True:
            message = self._next()
            self._keep(message["msg_type"], message["content"])
            self._place(message)
            if done(message):
                return

    def _next(self) -> dict[str, Any]:
        """The next message; once the kernel was killed those that are left, then `Gone`."""
        for _ in range(round(SECONDS / A_LOOK)):
            was_killed = self._killing is not None and self._killing.finished.is_set()
            try:
                message: dict[str, Any] = self._client.get_iopub_msg(timeout=A_LOOK)
            except Empty:
                if was_killed:
                    raise Gone from None
            else:
                return message
        raise TimeoutError("the kernel has nothing more to say")

    def _place(self, message: dict[str, Any]) -> None:
        kind, content = message["msg_type"], message["content"]
        outputs = self.cells.setdefault(message["parent_header"].get("msg_id", ""), [])
        if kind == "clear_output":
            outputs.clear()
        elif kind in {"stream", "display_data", "execute_result", "error"}:
            outputs.append((kind, content))

    def _keep(self, kind: str, content: dict[str, Any]) -> None:
        if kind == "comm_open":
            self.models[content["comm_id"]] = dict(content["data"].get("state", {}))
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self.models[content["comm_id"]].update(content["data"]["state"])
        elif kind == "comm_msg" and content["data"].get("method") == "custom":
            self.customs.append((content["comm_id"], content["data"]["content"]))
        elif kind not in {"status", "execute_input", "comm_close"}:
            self.published.append((kind, content))


def _ended(message: Mapping[str, Any], request: str) -> bool:
    content, parent = message["content"], message["parent_header"].get("msg_id")
    is_idle = message["msg_type"] == "status" and content["execution_state"] == "idle"
    return bool(is_idle and parent == request)
