"""Which checkpoint comes next for a learner, and why.

First the test before the lesson, while it runs; then a review that is due; then what helps with
trouble, as the author arranged it; then practice of the skill that is least mastered and whose
prerequisites are met, with a question that is neither too easy nor too hard, and never the one
that was answered last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint
from courseware.gates.words import Words
from courseware.lesson.model import Lesson
from courseware.messages import say
from courseware.session.choosing import Choice, choose, review
from courseware.session.outcome import Next
from courseware.session.progress import Progress
from courseware.session.reach import helping, within_reach

FEW = 2  # answers below which nothing is said of a skill


def words(lesson: Lesson) -> Words:
    """What a learner calls the things of a lesson."""
    course, numbers = lesson.course, lesson.numbers
    return Words(
        {id_: _name(lesson, id_, number) for id_, number in numbers.items()},
        {id_: skill.title for id_, skill in course.skills.items()},
        {name: branch.title or name for name, branch in lesson.branches.items()},
        course.interests,
    )


def _name(lesson: Lesson, checkpoint: str, number: int) -> str:
    """Its title, or its number; the questions of the test stand in no row and have none."""
    if lesson.checkpoints[checkpoint].title:
        return f"“{lesson.checkpoints[checkpoint].title}”"
    if lesson.pretest is not None and checkpoint in lesson.pretest.items:
        return say("test-question")
    return say("checkpoint-name", number=number)


def ahead(progress: Progress, when: datetime) -> Next | None:
    """The checkpoint to go on with; None where everything that is open is done.

    Where one was tried and is not right yet, what the author put there to help goes before it: a
    fresh checkpoint of a branch that opens by trouble with it, or what such a branch says.
    """
    lesson, test, spared = progress.lesson, progress.diagnosis, progress.spared
    if test is not None and test.current is not None and progress.is_open(test.current):
        called = say("next-question", number=test.answered + 1)
        return Next(test.current, say("next-test"), called)
    names, there = words(lesson), [*_open(progress)]
    asked = lesson.pretest.items if lesson.pretest is not None else ()
    left = [
        each
        for each in there
        if not progress.is_done(each.id) and each.id not in spared and each.id not in asked
    ]
    due = review(progress, there, when, repeat=not left)
    if due is not None:
        reason = say("next-again")
        if due.skill is not None:
            reason = say("next-review", skill=names.of("skill", due.skill))
        return _next(progress, due.checkpoint, reason)
    if not left:
        return None
    if progress.at(left[0].id).count > 0 and (help_ := _help(progress, left, names)):
        return help_
    # who is stuck needs a person, or something else for a while
    able = [
        each for each in left if not any(_is_stuck(progress, skill, when) for skill in each.skills)
    ]
    pool = within_reach(progress, able or left)
    choice = choose(progress, pool, when)
    return _next(progress, choice.checkpoint, _reason(progress, choice, pool[0], names, when))


def _help(progress: Progress, left: Sequence[Checkpoint], names: Words) -> Next | None:
    """What helps with the first of those that are left, which is not right yet."""
    tried, inside = left[0], progress.lesson.branch_of
    branches = [branch.name for branch in helping(progress, tried)]
    for each in left[1:]:
        is_help = not set(branches).isdisjoint(inside.get(each.id, ()))
        if is_help and progress.at(each.id).count == 0:
            reason = say("next-help", name=names.of("checkpoint", tried.id))
            return _next(progress, each, reason)
    asking = {name for around in inside.values() for name in around}
    saying = next((name for name in branches if name not in asking), None)
    if saying is None or progress.last != tried.counts_as:
        return None
    return evolve(_next(progress, tried, say("next-again")), branch=saying)


def title(lesson: Lesson, checkpoint: str) -> str:
    """What a checkpoint is called in lists: its title, or its number."""
    named = lesson.checkpoints[checkpoint].title
    return named or _name(lesson, checkpoint, lesson.numbers[checkpoint]).capitalize()


def _next(progress: Progress, checkpoint: Checkpoint, reason: str) -> Next:
    return Next(checkpoint.id, reason, title(progress.lesson, checkpoint.id))


def _open(progress: Progress) -> Iterator[Checkpoint]:
    for id_, checkpoint in progress.lesson.checkpoints.items():
        if progress.is_open(id_):
            yield checkpoint


def _is_stuck(progress: Progress, skill: str, when: datetime) -> bool:
    return progress.estimate(skill, when).state == "stuck"


def _reason(  # noqa: PLR0911  one for each reason
    progress: Progress, choice: Choice, first: Checkpoint, names: Words, when: datetime
) -> str:
    chosen = choice.checkpoint
    stuck = next((skill for skill in chosen.skills if _is_stuck(progress, skill, when)), None)
    if stuck is not None:
        return say("next-stuck", skill=names.of("skill", stuck))
    if progress.at(chosen.id).count > 0:
        return say("next-again")
    for skill in chosen.skills:
        spin = progress.mastery.spin(skill)
        missed = spin.answers - spin.right
        is_mastered = progress.estimate(skill, when).state == "mastered"
        if spin.answers >= FEW and 2 * missed >= spin.answers and not is_mastered:
            named = names.of("skill", skill)
            return say("next-practice", wrong=missed, answers=spin.answers, skill=named)
    if chosen != first and choice.skill is not None:
        right = round(10 * progress.expects(chosen, when))
        return say("next-skill", skill=names.of("skill", choice.skill), right=right)
    if not any(each.count for each in progress.attempts.values()):
        return say("next-begin")
    for name in progress.lesson.branch_of.get(chosen.id, ()):
        branch = progress.lesson.branches.get(name)
        asked = branch.open.named("interest") if branch is not None and branch.open else ()
        if progress.interest in asked:
            return say("next-interest", name=names.of("interest", progress.interest))
        if progress.opened[-1:] == (name,):
            return say("next-opened", name=names.of("branch", name))
    return say("next-order")
