"""The pages that are not lessons: the list of lessons, and a sentence in place of a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from attrs import frozen

from courseware.messages import say

TEMPLATE = Path(__file__).parent / "share" / "templates" / "courseware"


@frozen
class Row:
    """A lesson in the list: its place from 1, its name in the address, and what is said of it."""

    number: int
    name: str
    title: str
    how: str
    about: str = ""

    @property
    def address(self) -> str:
        """Where the lesson's page is."""
        return f"/lessons/{self.name}/"


def course(title: str, language: str, rows: Sequence[Row]) -> str:
    """The list of a course's lessons, as plain links."""
    items = "".join(
        f'<li><span class="n">{row.number}</span>'
        f'<a href="{escape(row.address)}">{escape(row.title)}</a>'
        f'<span class="how">{escape(row.how)}</span>'
        + (f'<span class="small">{escape(row.about)}</span>' if row.about else "")
        + "</li>"
        for row in rows
    )
    shown = f'<ol class="lessons">{items}</ol>' if rows else f"<p>{say('course-empty')}</p>"
    return _page(title, language, f"<h1>{escape(title)}</h1>{shown}")


def notice(sentence: str, language: str = "en") -> str:
    """A page that says one sentence."""
    return _page(sentence, language, f'<p class="notice">{escape(sentence)}</p>')


def _page(title: str, language: str, body: str) -> str:
    css = "".join((TEMPLATE / name).read_text("utf-8") for name in ("look.css", "list.css"))
    js = (TEMPLATE / "address.js").read_text("utf-8")
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:;base64,=">'
        f"<style>{css}</style></head>"
        f'<body class="courseware"><main>{body}</main><script>{js}</script></body></html>'
    )
