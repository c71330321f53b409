"""What is said about an answer, as strips: the verdict, the worked answer, the hints so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.messages import say
from courseware.session.verdicts import explanation
from courseware.widgets.strips import Strip

if TYPE_CHECKING:
    from courseware.session import CheckpointView


def strips(view: CheckpointView) -> tuple[Strip, ...]:
    """Everything to be said about a checkpoint now, the newest verdict first.

    Hints leave when there is nothing more to find out: after a right answer and beside the worked
    one.
    """
    if view.changed:
        return (
            Strip("changed", "note", say("changed"), say("changed-what"), icon="no"),
            *_hints(view),
        )
    if view.status == "right":
        return tuple(_verdict(view))
    if view.worked:
        worked = Strip("worked", "note", say("how"), view.worked)
        said = _verdict(view)
        return (worked, *said) if view.status == "released" else (*said, worked)
    return (*_verdict(view), *_hints(view))


def _verdict(view: CheckpointView) -> list[Strip]:
    key = f"verdict-{view.attempts}"
    said = view.feedback
    match view.status:
        case "right":
            return [Strip(key, "right", say("right"), said)]
        case "partial" | "wrong":
            return [Strip(key, "notyet", say(view.status), _onward(view, said))]
        case "recorded":
            return [Strip(key, "note", say("recorded"), say("recorded-what"), icon="ok")]
        case "released":
            why = explanation(view.checkpoint)
            return [Strip(key, "note", say("explained"), why)] if why else []
        case "fresh":
            return []


def _onward(view: CheckpointView, said: str) -> str:
    """Feedback with what to do next, where the author's words leave that open."""
    if view.can_reveal and not view.worked:
        return "\n\n".join(part for part in (said, say("next-show")) if part)
    if said:
        return said
    return say("next-hint" if len(view.hints) < view.hints_total else "next-try")


def _hints(view: CheckpointView) -> list[Strip]:
    total = view.hints_total
    return [
        Strip(f"hint-{number}", "note", _hint_word(number, total), hint)
        for number, hint in enumerate(view.hints, 1)
    ]


def _hint_word(number: int, total: int) -> str:
    return say("hint-said") if total == 1 else say("hint-of-said", number=number, total=total)
