"""The header of a lesson: title, skills, checkpoints as steps, what is next, the interest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from courseware.events import JSON
from courseware.lesson.model import Lesson
from courseware.mastery.protocol import Estimate
from courseware.messages import say
from courseware.widgets.markdown import render_line
from courseware.widgets.outline import paragraphs
from courseware.widgets.places import places, way
from courseware.widgets.widget import Widget, words

if TYPE_CHECKING:
    from courseware.session import HeaderView

THRESHOLD = 0.65
"""What mastery asks for at least where a course says nothing else (as `Course.mastery`)."""


class HeaderWidget(Widget):
    """The header of the session's lesson."""

    noun = "header"
    speaks_first = True

    def _look(self) -> dict[str, Any]:
        lesson, header = self._session.lesson, self._session.header()
        aim = lesson.course.mastery.get("threshold", THRESHOLD)
        return {
            "n": self._heard,
            "title": render_line(header.title),
            "about": minutes(header),
            "skills": [
                skill(title, estimate, aim if isinstance(aim, float) else THRESHOLD)
                for _, title, estimate in header.skills
            ],
            "steps": [
                {
                    "number": step.number,
                    "places": places(lesson, step.checkpoint),
                    "state": step.state,
                    "label": say("step", number=step.number, state=say(f"step-{step.state}")),
                    "current": step.state == "next",
                }
                for step in header.steps
            ],
            "next": list(onward(lesson, header)),
            "interests": interests(header),
            "strips": [self._trouble.json()] if self._trouble else [],
            "words": {
                **words("skills", "steps"),
                "interest": say("interest-question"),
            },
        }

    def _outline(self) -> str:
        header = self._session.header()
        skills = "\n".join(f"- {title}: {state(known)}" for _, title, known in header.skills)
        return paragraphs(f"# {header.title}", minutes(header), skills)

    def _act(self, kind: str, content: Mapping[str, Any], n: int | None) -> None:
        with self._doing(n):
            match kind, content:
                case "interest", {"interest": (str() | None) as interest}:
                    self._session.choose(interest)


def minutes(header: HeaderView) -> str:
    """How long the lesson takes, and how long it still will."""
    if header.minutes is None:
        return ""
    whole = say("minutes", count=header.minutes)
    left = header.minutes_left
    if not left or left >= header.minutes:
        return whole
    return say("minutes-left", minutes=whole, left=left)


def skill(title: str, estimate: Estimate, aim: float) -> dict[str, JSON]:
    """A skill with its band: the whole interval, or a bar from 0 where a rule gives one number."""
    is_share = estimate.low == estimate.high
    low, high, aim = (0.0, estimate.mean, 1.0) if is_share else (estimate.low, estimate.high, aim)
    if estimate.state == "unknown":
        low = high = 0.0
        label = say("band-unknown")
    elif is_share:
        label = say("band-share", share=round(100 * high))
    else:
        label = say("band", low=round(100 * low), high=round(100 * high), aim=round(100 * aim))
    return {
        "title": render_line(title),
        "low": low,
        "high": high,
        "aim": aim,
        "label": label,
        "words": state(estimate),
    }


def state(estimate: Estimate) -> str:
    """What is known of a skill, in words; the evidence where it is still open."""
    said = say(f"skill-{estimate.state}")
    return estimate.evidence or said if estimate.state == "learning" else said


def onward(lesson: Lesson, header: HeaderView) -> Iterator[dict[str, JSON]]:
    """What comes next and why, or that nothing does."""
    if (coming := header.next) is not None:
        title, reason = coming.title, coming.reason
        if coming.branch is not None:
            reason = say("next-then", title=title, reason=reason)
            title = lesson.branches[coming.branch].title or coming.branch
        yield {"places": way(lesson, coming), "html": render_line(say("next", title=title))}
        yield {"places": None, "html": render_line(reason)}
    elif header.completed:
        said = say("completed-but-choice" if header.missing else "completed")
        yield {"places": None, "html": render_line(said)}


def interests(header: HeaderView) -> list[list[JSON]]:
    """The interests to choose from: id, name, and whether it is the learner's."""
    if not header.interests:
        return []
    offered: list[list[JSON]] = [
        [id_, render_line(title), header.interest == id_] for id_, title in header.interests.items()
    ]
    return [*offered, ["", say("no-preference"), header.asked and header.interest is None]]
