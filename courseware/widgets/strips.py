"""The strips below a question: the verdict, hints, notes, and what went wrong with the record."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.markdown import render, render_line

State = Literal["right", "notyet", "note"]
_ICONS = {"right": "ok", "notyet": "no", "note": "bulb"}


@frozen
class Strip:
    """A word and what it is about (both Markdown), with a state that gives colour and picture.

    Strips with the same key are the same to the browser: it neither draws nor says them again.
    """

    key: str
    state: State
    word: str
    text: str = ""
    button: tuple[str, str] | None = None
    icon: str = ""

    def json(self) -> dict[str, JSON]:
        """The strip as the browser shows it."""
        return {
            "key": self.key,
            "state": self.state,
            "icon": self.icon or _ICONS[self.state],
            "html": self.html(),
            "button": self.button and list(self.button),
        }

    def html(self) -> str:
        """The word, and the text behind it in the same paragraph where it begins with one."""
        word = f'<span class="word">{render_line(self.word)}</span>'
        text = render(self.text)
        if text.startswith("<p>"):
            return f"<p>{word} {text.removeprefix('<p>')}"
        return f"<p>{word}</p>{text}"


def not_saved(key: str, reason: str) -> Strip:
    """The record could not be written; the learner may save it elsewhere."""
    return Strip(key, "notyet", say("not-saved"), reason, ("save", say("save-record")))


def went_wrong(key: str) -> Strip:
    """Something failed that should not have."""
    return Strip(key, "notyet", say("went-wrong"), say("went-wrong-what"))
