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
from courseware.messages import say
from courseware.session.progress import Progress
from courseware.session.tally import item_of

UNFIT = frozenset({"code", "reflect"})
"""Types that are no warm-up: they take long, or nothing is right or wrong in them."""
PREFIX = "review-"


def review_lesson(
    progress: Progress, earlier: Iterable[Lesson], when: datetime, most: int
) -> Lesson | None:
    """Questions of earlier lessons, at most `most` of them, for the skills that are due now.

    What was asked on the same day and is neither right nor released is asked again first. None
    where there is nothing to ask. On one day the same learner gets the same ones.
    """
    id_ = review_id(when)
    pool = [
        _asked_again(lesson, each)
        for lesson in earlier
        for each in lesson.checkpoints.values()
        if _fits(each)
    ]
    left = progress.tally.left(id_)
    picked = {each.id: each for each in pool if (id_, each.id, each.hash) in left}
    for skill in progress.due_skills(when):
        fitting = [each for each in pool if skill in each.skills]
        is_asked = any(skill in each.skills for each in picked.values())
        if fitting and not is_asked and len(picked) < most:
            found = min(fitting, key=lambda each: _place(progress.learner, id_, each))
            picked[found.id] = found
    if not picked:
        return None
    return Lesson(
        progress.lesson.path,
        id_,
        "",
        progress.lesson.course,
        progress.lesson.version,
        skills=tuple(dict.fromkeys(skill for each in picked.values() for skill in each.skills)),
        checkpoints=picked,
    )


def review_id(when: datetime) -> str:
    """Under which name, as of a lesson, the answers of a day's review are recorded."""
    return PREFIX + when.date().isoformat()


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


def _asked_again(lesson: Lesson, checkpoint: Checkpoint) -> Checkpoint:
    """The question under the name that the course has for it, and for no points."""
    id_ = item_of(lesson.id, checkpoint.counts_as)
    title = say("review-title", lesson=lesson.title)

    def named(form: Checkpoint) -> Checkpoint:
        return evolve(form, id=id_, group="", title=title, points=0.0)

    return evolve(named(checkpoint), variants=tuple(map(named, checkpoint.variants)))


def _place(learner: str, day: str, checkpoint: Checkpoint) -> bytes:
    whole = f"{learner}\0{day}\0{checkpoint.id}\0{checkpoint.hash}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()
