"""The card of the test before a lesson: what it offers, where it stands, and what it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from courseware.messages import say
from courseware.widgets.markdown import render_line
from courseware.widgets.outline import paragraphs
from courseware.widgets.places import places
from courseware.widgets.widget import Widget, words

if TYPE_CHECKING:
    from courseware.session import TestView

Button = tuple[str, str, str]
"""A button: its kind, its label and its class (`main`, `line` or none)."""


class DiagnosticWidget(Widget):
    """The card; the questions themselves stand in the cells below it, one after the other."""

    noun = "diagnostic"

    def _look(self) -> dict[str, Any]:
        test = self._session.test()
        return {
            "n": self._heard,
            "stage": test.stage,
            "title": say(f"test-{test.stage}"),
            "said": [render_line(each) for each in said(test)],
            "current": test.current and places(self._session.lesson, test.current)[:1],
            "buttons": [list(each) for each in buttons(test)],
            "strips": [self._trouble.json()] if self._trouble else [],
            "words": {**words(), "go": say("test-go")},
        }

    def _outline(self) -> str:
        test = self._session.test()
        return paragraphs(f"**{say(f'test-{test.stage}')}**", *said(test))

    def _act(self, kind: str, content: Mapping[str, Any], n: int | None) -> None:
        del content
        with self._doing(n):
            if kind in {"begin", "all"}:
                self._session.diagnose(kind)


def said(test: TestView) -> Iterator[str]:
    """What the card says, paragraph by paragraph."""
    match test.stage:
        case "offered":
            yield say("test-offer", count=test.most)
        case "running":
            yield say("test-number", number=test.number, most=test.most)
        case "declined":
            yield say("test-all-of-it")
        case "ended":
            if test.known:
                yield say("test-known", skills=", ".join(test.known))
            else:
                yield say("test-none-known")
            if test.spared and test.minutes is not None:
                yield say("test-saves", count=test.spared, minutes=test.minutes)
            elif test.spared:
                yield say("test-spares", count=test.spared)
            if test.unknown:
                yield say("test-unknown", skills=", ".join(test.unknown))


def buttons(test: TestView) -> Iterator[Button]:
    """The ways forward."""
    match test.stage:
        case "offered":
            yield "begin", say("test-begin"), "main"
            yield "all", say("test-do-all"), ""
        case "running":
            yield "all", say("test-do-all"), ""
        case "ended":
            if test.spared:
                yield "all", say("test-do-all"), "line"
        case "declined":
            yield "begin", say("test-back" if test.number > 1 else "test-after-all"), "line"
