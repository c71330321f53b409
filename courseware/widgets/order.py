"""Lines to be put in order, by dragging, by small buttons and by keys."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from courseware.checkpoints import parts
from courseware.checkpoints.order import first_astray
from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.checkpoint import CheckpointWidget
from courseware.widgets.markdown import plain, render_line

if TYPE_CHECKING:
    from courseware.session import CheckpointView

SENTENCES = "pool pool-none desk desk-none added moved picked put taken add up down out in back"
BLANKS = {each: f"{{{each}}}" for each in ("line", "place", "count", "depth")}


class OrderWidget(CheckpointWidget):
    """The lines, mixed; the response is the list of those that were laid, with indentation."""

    noun = "order"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """The lines as text, in plain words and as HTML; and which one of the answer is astray."""
        public = view.checkpoint.public
        texts = parts.texts(public, "lines")
        is_code = parts.flag(public, "code")
        indent, deepest = (int(parts.number(public, name)) for name in ("indent", "deepest"))
        return {
            "lines": [_code(text) if is_code else _prose(text) for text in texts],
            "indent": indent,
            "deepest": deepest,
            "astray": _astray(view),
            "words": _words(deepest if indent else 0),
        }


def _code(text: str) -> list[JSON]:
    return [text, text, f'<code class="typed">{html.escape(text)}</code>']


def _prose(text: str) -> list[JSON]:
    return [text, plain(text), render_line(text)]


def _astray(view: CheckpointView) -> int | None:
    """The line of the answer that the feedback names, where the feedback may be known."""
    key, verdict = view.checkpoint.key, view.verdict
    if key is None or verdict is None or verdict.correct is not False or view.changed:
        return None
    first = first_astray(view.checkpoint.public, key, view.response)
    return first.place if first is not None and first.matter != "end" else None


def _words(deepest: int) -> dict[str, JSON]:
    """Sentences whose blanks the browser fills in."""
    said: dict[str, JSON] = {each: say(f"order-{each}", **BLANKS) for each in SENTENCES.split()}
    if not deepest:
        return {**said, "keys": say("order-keys"), "depths": [""]}
    depths = [say("order-deep", count=depth) for depth in range(1, deepest + 1)]
    return {**said, "keys": say("order-keys-indent"), "depths": [say("order-flat"), *depths]}
