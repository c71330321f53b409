"""Which checkpoint comes next for a learner, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from courseware.checkpoints.protocol import Checkpoint
from courseware.gates.conditions import plain
from courseware.gates.needs import troubles
from courseware.gates.words import Words
from courseware.lesson.model import Lesson
from courseware.messages import say
from courseware.session.outcome import Next
from courseware.session.progress import Progress

FEW = 2  # answers below which nothing is said of a skill


def words(lesson: Lesson) -> Words:
    """What a learner calls the things of a lesson."""
    course = lesson.course
    return Words(
        {
            id_: f"“{each.title}”" if each.title else say("checkpoint-name", number=number)
            for number, (id_, each) in enumerate(lesson.checkpoints.items(), 1)
        },
        {id_: skill.title for id_, skill in course.skills.items()},
        {name: branch.title or name for name, branch in lesson.branches.items()},
        course.interests,
    )


def ahead(progress: Progress, when: datetime) -> Next | None:
    """The first open checkpoint that is not done, in the order of the notebook.

    Where that one was tried and is not right yet, a fresh one of a branch that opens by trouble
    with it, or with its skills, goes before it: that is what the author put there to help.
    """
    left = [each for each in _open(progress) if not progress.at(each.id).done]
    if not left:
        return None
    names = words(progress.lesson)
    first = left[0]
    if progress.at(first.id).count > 0:
        fresh = (each for each in left if progress.at(each.id).count == 0)
        helping = next((each for each in fresh if _helps(progress.lesson, each, first)), None)
        if helping is not None:
            name = names.of("checkpoint", first.id)
            return _next(progress, helping, say("next-help", name=name))
        return _next(progress, first, say("next-again"))
    return _next(progress, first, _reason(progress, first, names, when))


def title(lesson: Lesson, checkpoint: str) -> str:
    """What a checkpoint is called in lists: its title, or its number."""
    named = lesson.checkpoints[checkpoint].title
    return named or words(lesson).of("checkpoint", checkpoint).capitalize()


def _next(progress: Progress, checkpoint: Checkpoint, reason: str) -> Next:
    return Next(checkpoint.id, reason, title(progress.lesson, checkpoint.id))


def _open(progress: Progress) -> Iterator[Checkpoint]:
    for id_, checkpoint in progress.lesson.checkpoints.items():
        if progress.is_open(id_):
            yield checkpoint


def _helps(lesson: Lesson, one: Checkpoint, other: Checkpoint) -> bool:
    """Whether one stands in a branch that opens by trouble with the other."""
    about = {other.id, *other.skills}
    for name in lesson.branch_of.get(one.id, ()):
        branch = lesson.branches.get(name)
        if branch is not None and branch.open is not None:
            calls = troubles(plain(branch.open.condition))
            if any(not about.isdisjoint(call.args) for call in calls):
                return True
    return False


def _reason(progress: Progress, first: Checkpoint, names: Words, when: datetime) -> str:
    for skill in first.skills:
        spin = progress.mastery.spin(skill)
        missed = spin.answers - spin.right
        is_mastered = progress.estimate(skill, when).state == "mastered"
        if spin.answers >= FEW and 2 * missed >= spin.answers and not is_mastered:
            named = names.of("skill", skill)
            return say("next-practice", wrong=missed, answers=spin.answers, skill=named)
    if not any(each.count for each in progress.attempts.values()):
        return say("next-begin")
    for name in progress.lesson.branch_of.get(first.id, ()):
        branch = progress.lesson.branches.get(name)
        asked = branch.open.named("interest") if branch is not None and branch.open else ()
        if progress.interest in asked:
            return say("next-interest", name=names.of("interest", progress.interest))
        if progress.opened[-1:] == (name,):
            return say("next-opened", name=names.of("branch", name))
    return say("next-order")
