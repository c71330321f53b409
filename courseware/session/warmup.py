"""A review: questions of earlier lessons about the skills that are due, as a lesson of their own.

Its answers are recorded under a name that holds the day, so that a question which comes back
weeks later is asked afresh, and counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint
from courseware.lesson.model import Lesson
from courseware.session.progress import Progress

UNFIT = frozenset({"code", "reflect"})
"""Types that are no warm-up: they take long, or nothing is right or wrong in them."""
PREFIX = "review-"


def review_lesson(
    progress: Progress, earlier: Iterable[Lesson], when: datetime, most: int
) -> Lesson | None:
    """At most `most` questions of earlier lessons, one for each skill that is due now.

    None where nothing is due, or no earlier lesson asks about it. On one day the same learner gets
    the same ones.
    """
    day = when.date().isoformat()
    pool = [
        (lesson, each) for lesson in earlier for each in lesson.checkpoints.values() if _fits(each)
    ]
    picked: dict[str, Checkpoint] = {}
    for skill in progress.reviews.due(when):
        fitting = [(lesson, each) for lesson, each in pool if skill in each.skills]
        if len(picked) >= most or not fitting:
            continue
        lesson, found = min(fitting, key=lambda each: _place(progress.learner, day, *each))
        id_ = f"{lesson.id}-{found.id}"
        picked.setdefault(id_, _asked_again(found, id_, lesson))
    if not picked:
        return None
    return Lesson(
        progress.lesson.path,
        PREFIX + day,
        "",
        progress.lesson.course,
        progress.lesson.version,
        skills=tuple(dict.fromkeys(skill for each in picked.values() for skill in each.skills)),
        checkpoints=picked,
    )


def titles(progress: Progress, skills: Sequence[str]) -> str:
    """What the skills are called, one after the other."""
    known = progress.lesson.course.skills
    named = (known[skill].title if skill in known else skill for skill in skills)
    return ", ".join(f"“{each}”" for each in named)


def _fits(checkpoint: Checkpoint) -> bool:
    """Whether a question can be asked far from the lesson that it was written for."""
    forms = checkpoint.variants or (checkpoint,)
    texts = [text for form in forms for text in (form.prompt, *form.contexts.values())]
    return (
        checkpoint.type not in UNFIT
        and checkpoint.key is not None
        and not any("![" in text for text in texts)
    )


def _asked_again(checkpoint: Checkpoint, id_: str, lesson: Lesson) -> Checkpoint:
    forms = tuple(evolve(each, id=id_, group="") for each in checkpoint.variants)
    return evolve(checkpoint, id=id_, group="", variants=forms, title=lesson.title, points=0.0)


def _place(learner: str, day: str, lesson: Lesson, checkpoint: Checkpoint) -> bytes:
    whole = f"{learner}\0{day}\0{lesson.id}\0{checkpoint.id}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()
