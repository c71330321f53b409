"""What is said about an answer, as strips: the verdict, the worked answer, the hints so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.messages import say
from courseware.session.verdicts import explanation
from courseware.widgets.strips import Strip

if TYPE_CHECKING:
    from courseware.session import CheckpointView


def strips(view: CheckpointView, *, is_answer: bool = True) -> tuple[Strip, ...]:
    """Everything to be said about a checkpoint now, the verdict first.

    The verdict is that of the last answer: it goes unsaid where that is not what the learner is
    looking at (`is_answer`). Hints leave when there is nothing more to find out.
    """
    if view.changed:
        changed = Strip("changed", "note", say("changed"), say("changed-what"), icon="no")
        return (changed, *_hints(view))
    verdict = _verdict(view) if is_answer else ()
    if view.worked:
        worked = Strip("worked", "note", say("how"), view.worked)
        return (worked, *verdict) if view.status == "released" else (*verdict, worked)
    if view.status == "right" and is_answer:
        return verdict
    return (*verdict, *_hints(view))


def _verdict(view: CheckpointView) -> tuple[Strip, ...]:
    key = f"{view.status}-{view.attempts}"
    said = view.feedback
    match view.status:
        case "right":
            return (Strip(key, "right", say("right"), said),)
        case "partial" | "wrong":
            return (Strip(key, "notyet", say(view.status), _onward(view, said)),)
        case "recorded":
            return _recorded(view, key)
        case "released":
            why = explanation(view.checkpoint)
            return (Strip(key, "note", say("explained"), why),) if why else ()
        case "fresh":
            return ()


def _recorded(view: CheckpointView, key: str) -> tuple[Strip, ...]:
    """That the answer is kept, and what the learner may compare it with."""
    note, model = (view.verdict.note, view.verdict.feedback) if view.verdict else ("", "")
    kept = Strip(key, "note", say("recorded"), note or say("recorded-what"), icon="ok")
    return (kept, Strip("model", "note", say("model"), model)) if model else (kept,)


def _onward(view: CheckpointView, said: str) -> str:
    """Feedback with what to do next, where the author's words leave that open.

    What a test says stands beside the test already.
    """
    tests = view.verdict.tests if view.verdict else ()
    if any(said == test.message for test in tests if said):
        passed = sum(test.passed for test in tests)
        key = "tests-passed" if passed else "tests-none-passed"
        said = say(key, count=passed, total=len(tests))
    if view.can_reveal and not view.worked:
        return "\n\n".join(part for part in (said, say("next-show")) if part)
    if said:
        return said
    if view.is_in_test:
        return say("next-in-test")
    if view.is_drawn:
        return say("next-another")
    return say("next-hint" if len(view.hints) < view.hints_total else "next-try")


def _hints(view: CheckpointView) -> list[Strip]:
    total = view.hints_total
    return [
        Strip(f"hint-{number}", "note", _hint_word(number, total), hint)
        for number, hint in enumerate(view.hints, 1)
    ]


def _hint_word(number: int, total: int) -> str:
    return say("hint-said") if total == 1 else say("hint-of-said", number=number, total=total)
