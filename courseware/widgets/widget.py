"""The kernel's end of every widget: what it shows, and messages that may be hostile.

What a page can send is not trusted. It cannot set a trait (the kernel sends its own again), it
cannot make an instance (no class of ours is in the registry that pages create widgets from), and
of messages above `RATE` a second nothing is heard.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import comm
import traitlets

from courseware.errors import LearnerError
from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.bucket import Bucket
from courseware.widgets.outline import Outline
from courseware.widgets.source import LOADER, source
from courseware.widgets.strips import Strip, not_saved, went_wrong

if TYPE_CHECKING:
    from courseware.session import Outcome, Session

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"
RATE = 20.0
LARGEST = 2**53
"""The first whole number that a browser may not tell from its neighbours."""


def words(*keys: str) -> dict[str, JSON]:
    """Sentences that the browser says by itself, with those that every widget needs."""
    return {key: say(key) for key in (*keys, "working", "ended", "restart", "rerun")}


class Widget(anywidget.AnyWidget):
    """A view of a session; subclasses say what it shows and which messages it acts on.

    A message is a JSON object with a `kind` and a number `n`. It is acknowledged at once, then
    acted on; the view that follows carries its `n`. A `hello` is no request: no view has to follow.
    """

    _esm = LOADER
    noun: ClassVar[str] = ""
    """The name of its ES module; a face of another package brings one of its own as `_esm`."""
    speaks_first = False
    """Whether it tells of trouble before the learner did anything: one voice is enough."""

    view = traitlets.Dict().tag(sync=True)
    module = traitlets.Unicode().tag(sync=True)
    # with a Layout of its own every widget would be two models; the front end does well without
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, session: Session, about: str | None = None) -> None:
        """Show the session as it is, and again whenever something happens in it.

        Of what happens at the checkpoint that it is `about`, it tells before all others.
        """
        self._session = session
        self._bucket = Bucket(RATE, time.monotonic)
        self._heard: int | None = None
        self._trouble: Strip | None = None
        super().__init__(view=self._look(), module=source(session, self.noun) if self.noun else "")
        self._unsubscribe = session.subscribe(self._notice, about)
        self.comm.on_close(self._stay)
        # ipykernel 7.4 leads a message to the thread that spoke last, which may be busy with a cell
        self.comm._reply_subshell_for = None  # noqa: SLF001

    def close(self) -> None:
        """Leave the session and the page."""
        unsubscribe = self.__dict__.pop("_unsubscribe", None)
        if unsubscribe is not None:
            unsubscribe()
        super().close()

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Send the kernel's own values for whatever the page wanted to set."""
        touched = [name for name in sync_data if name in self.keys]
        if touched:
            self.send_state(touched)

    def _look(self) -> dict[str, Any]:
        """What the widget shows, as JSON; `_show` adds what all widgets have."""
        raise NotImplementedError

    def _outline(self) -> str:
        """What stands in a saved notebook, as Markdown."""
        raise NotImplementedError

    def _act(self, kind: str, content: Mapping[str, Any], n: int | None) -> None:
        """Act on a message; what it is not made for is ignored."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **_options: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """The widget, and its outline for where there is none."""
        shown = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {WIDGET_MIME: shown, **Outline(self._outline()).bundle()}, {}

    def _show(self) -> None:
        with self._session.lock:
            self.view = self._look()

    def _notice(self, _outcome: Outcome) -> None:
        """Something happened in the session, here or elsewhere."""
        try:
            self._show()
        except Exception:  # the session must go on whatever a view trips over
            self.log.exception("courseware: a view could not be brought up to date")

    def _stay(self, _closing: Mapping[str, Any]) -> None:
        """A page closed its end; whoever looks at the lesson next is heard again."""
        comm.get_comm_manager().register_comm(self.comm)

    def _handle_msg(self, msg: Mapping[str, Any]) -> None:
        """Hear a message from the page, whatever it is, and never raise."""
        if not self._bucket.take():
            return
        try:
            match msg["content"]["data"]:
                case {"method": "custom", "content": {"kind": str(kind)} as content}:
                    self._hear(kind, content)
                case {"method": "update", "state": dict(state)}:
                    self.set_state(state)
                case {"method": "request_state"}:
                    self.send_state()
        except Exception:
            self.log.exception("courseware: a message from the page could not be handled")

    def _hear(self, kind: str, content: Mapping[str, Any]) -> None:
        n = content.get("n")
        n = n if isinstance(n, int) and abs(n) < LARGEST else None
        self.send({"kind": "ack", "n": n})
        match kind:
            case "hello":
                # the page has the view already: it hears of it again only where it has changed
                with self._doing(self._heard):
                    self._greet()
            case "save":
                log = self._session.log
                name = f"{log.course}-{log.lesson}.jsonl"
                self.send({"kind": "file", "name": name, "text": log.text()})
            case "ping":
                pass
            case _:
                self._act(kind, content, n)

    def _greet(self) -> None:
        """Somebody looks at the lesson: read what others wrote meanwhile, then begin it."""
        try:
            self._session.refresh()
            self._session.begin()
        except LearnerError:
            if self.speaks_first:
                raise

    @contextmanager
    def _doing(self, n: int | None) -> Iterator[None]:
        """Do what message `n` asked for; trouble is told to the learner, then all is shown."""
        self._trouble = trouble = None
        try:
            yield
        except LearnerError as error:
            trouble = not_saved(f"trouble-{n}", str(error))
        except Exception:
            self.log.exception("courseware: something went wrong in a lesson")
            trouble = went_wrong(f"trouble-{n}")
        with self._session.lock:  # of several threads each shows its own message
            self._trouble, self._heard = trouble, n
            self._show()
