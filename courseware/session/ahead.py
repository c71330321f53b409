"""Which checkpoint comes next for a learner, and why.

First the test before the lesson, while it runs; then a review that is due; then what helps with
trouble, as the author arranged it; then practice of the skill that is least mastered and whose
prerequisites are met, with a question that is neither too easy nor too hard, and never the one
that was answered last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from courseware.checkpoints.protocol import Checkpoint
from courseware.gates.conditions import plain
from courseware.gates.needs import troubles
from courseware.gates.words import Words
from courseware.lesson.magics import loads_extension, magic_of
from courseware.lesson.model import Cell, Lesson
from courseware.messages import say
from courseware.session.choosing import Choice, choose, review
from courseware.session.outcome import Next
from courseware.session.progress import Progress

FEW = 2  # answers below which nothing is said of a skill


def words(lesson: Lesson) -> Words:
    """What a learner calls the things of a lesson."""
    course, numbers = lesson.course, lesson.numbers
    return Words(
        {
            id_: f"“{each.title}”" if each.title else say("checkpoint-name", number=numbers[id_])
            for id_, each in lesson.checkpoints.items()
        },
        {id_: skill.title for id_, skill in course.skills.items()},
        {name: branch.title or name for name, branch in lesson.branches.items()},
        course.interests,
    )


def ahead(progress: Progress, when: datetime) -> Next | None:
    """The checkpoint to go on with; None where everything that is open is done.

    Where one was tried and is not right yet, a fresh one of a branch that opens by trouble with
    it, or with its skills, goes before it: that is what the author put there to help.
    """
    test, spared = progress.diagnosis, progress.spared
    if test is not None and test.current is not None and progress.is_open(test.current):
        return _next(progress, progress.lesson.checkpoints[test.current], say("next-test"))
    names, there = words(progress.lesson), [*_open(progress)]
    due = review(progress, there, when)
    if due is not None:
        skill = names.of("skill", due.skill or "")
        return _next(progress, due.checkpoint, say("next-review", skill=skill))
    asked = progress.lesson.pretest.items if progress.lesson.pretest is not None else ()
    left = [
        each
        for each in there
        if not progress.is_done(each.id) and each.id not in spared and each.id not in asked
    ]
    if not left:
        return None
    tried = next((each for each in left if progress.at(each.id).count > 0), None)
    if tried is not None and tried == left[0]:
        fresh = (each for each in left if progress.at(each.id).count == 0)
        helping = next((each for each in fresh if _helps(progress.lesson, each, tried)), None)
        if helping is not None:
            name = names.of("checkpoint", tried.id)
            return _next(progress, helping, say("next-help", name=name))
    pool = within_reach(progress, left)
    choice = choose(progress, pool, when)
    return _next(progress, choice.checkpoint, _reason(progress, choice, pool[0], names, when))


def within_reach(progress: Progress, left: Sequence[Checkpoint]) -> list[Checkpoint]:
    """What may come next without jumping over text that the learner has not come to yet.

    That is what was tried, and what is fresh up to the next text or code after the first of it.
    """
    fresh = [each for each in left if progress.at(each.id).count == 0]
    placed = {cell.checkpoint for cell in progress.lesson.cells}
    if not fresh or fresh[0].id not in placed:
        return [*left]
    reached = {each.id for each in left} - {each.id for each in fresh} | {fresh[0].id}
    cells = iter(progress.lesson.cells)
    for cell in cells:
        if cell.checkpoint == fresh[0].id:
            break
    for cell in cells:
        if cell.checkpoint is not None:
            reached.add(cell.checkpoint)
        elif _teaches(cell) and all(name in progress.opened for name in cell.branches):
            break
    return [each for each in left if each.id in reached]


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


def _teaches(cell: Cell) -> bool:
    is_ours = cell.kind == "code" and (magic_of(cell.source) or loads_extension(cell.source))
    return not is_ours and bool(cell.source.strip())


def _helps(lesson: Lesson, one: Checkpoint, other: Checkpoint) -> bool:
    """Whether one stands in a branch that opens by trouble with the other."""
    about = {other.id, other.counts_as, *other.skills}
    for name in lesson.branch_of.get(one.id, ()):
        branch = lesson.branches.get(name)
        if branch is not None and branch.open is not None:
            calls = troubles(plain(branch.open.condition))
            if any(not about.isdisjoint(call.args) for call in calls):
                return True
    return False


def _reason(  # noqa: PLR0911  one for each reason
    progress: Progress, choice: Choice, first: Checkpoint, names: Words, when: datetime
) -> str:
    chosen = choice.checkpoint
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
        right = round(10 * progress.mastery.expects(chosen.counts_as, chosen.skills, when).mean)
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
