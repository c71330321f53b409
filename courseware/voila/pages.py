"""The pages that are not lessons: the list of lessons, and a sentence in place of a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from courseware.messages import say
from courseware.voila.shelf import Standing

TEMPLATE = Path(__file__).parent / "share" / "templates" / "courseware"


def course(standings: Sequence[Standing]) -> str:
    """The list of a course's lessons, as plain links."""
    if not standings:
        return notice(say("course-empty"))
    about = standings[0].lesson.course
    items = "".join(_item(number, each) for number, each in enumerate(standings, 1))
    title = escape(about.title)
    return _page(about.title, about.language, f"<h1>{title}</h1><ol class='lessons'>{items}</ol>")


def notice(sentence: str, *, way_back: bool = False) -> str:
    """A page that says one sentence; with a way back for those who were let in."""
    back = f'<p><a href="/">{escape(say("lesson-home"))}</a></p>' if way_back else ""
    return _page(sentence, "en", f'<p class="notice">{escape(sentence)}</p>{back}')


def _item(number: int, standing: Standing) -> str:
    lesson = standing.lesson
    below = _below(standing)
    return (
        f'<li><span class="n">{number}</span>'
        f'<a href="/lessons/{quote(lesson.id, safe="")}/">{escape(lesson.title)}</a>'
        f'<span class="how">{escape(_how_far(standing))}</span>'
        f'<span class="small">{escape(below)}</span></li>'
    )


def _how_far(standing: Standing) -> str:
    """Done; or the share of open checkpoints that is done, and the minutes left; or the minutes."""
    header = standing.header
    if header.completed:
        return say("lesson-done")
    if not standing.begun:
        return "" if header.minutes is None else say("lesson-minutes", count=header.minutes)
    done = say("lesson-steps", done=standing.done, all=standing.open)
    left = header.minutes_left
    return done if left is None else f"{done} · {say('lesson-left', count=left)}"


def _below(standing: Standing) -> str:
    """What comes next in a lesson that was begun; what one is about that was not."""
    header = standing.header
    if standing.begun and header.next is not None:
        return say("lesson-next", title=header.next.title, reason=header.next.reason)
    return ", ".join(title for _, title, _ in header.skills)


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
