"""How far a learner is in a lesson: a fold of their events, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import evolve, field, frozen

from courseware.events import Event
from courseware.gates.branches import Layout, State, due, states
from courseware.gates.facts import Facts, Grasp
from courseware.lesson.model import Lesson
from courseware.mastery.fold import Mastery, beginning
from courseware.mastery.protocol import Estimate
from courseware.mastery.registry import faults
from courseware.session.attempts import Attempts
from courseware.session.tally import Tally, counted


@frozen
class Progress:
    """Everything that the events so far say about a learner in this lesson.

    Events of the course's other lessons count for mastery only. `opened` names the branches whose
    opening is on record, in that order; `elsewhere` says what counts there.
    `latest` orders the last event that was folded in.
    """

    lesson: Lesson
    mastery: Mastery
    attempts: Mapping[str, Attempts] = field(factory=dict)
    opened: tuple[str, ...] = ()
    interest: str | None = None
    asked: bool = False
    begun: bool = False
    completed: bool = False
    elsewhere: Tally = field(factory=Tally)
    latest: tuple[datetime, str] | None = None

    def at(self, checkpoint: str) -> Attempts:
        """What was done at a checkpoint."""
        return self.attempts.get(checkpoint, Attempts())

    def apply(self, event: Event) -> Progress:
        """One event later; events come in the order of a log."""
        after = _here(self, event) if event.lesson == self.lesson.id else _elsewhere(self, event)
        return evolve(after, latest=event.order)

    def estimate(self, skill: str, when: datetime) -> Estimate:
        """How far a skill is mastered at a moment."""
        return self.mastery.estimate(skill, when)

    def facts(self, when: datetime) -> Facts:
        """What the rules of the lesson may know at a moment."""
        graded = self.lesson.feedback == "graded"
        return Facts(
            {id_: self.at(id_).work(graded=graded) for id_ in self.lesson.checkpoints},
            {skill: self._grasp(skill, when, graded=graded) for skill in self._skills()},
            self.interest,
            self.asked,
        )

    def states(self, when: datetime) -> dict[str, State]:
        """The state of every branch at a moment."""
        return states(layout(self.lesson), self.facts(when), self.opened)

    def due(self, when: datetime) -> tuple[str, ...]:
        """The branches that open at a moment and whose opening is not on record yet."""
        return due(self.lesson.branches, self.facts(when), self.opened)

    def is_open(self, checkpoint: str) -> bool:
        """Whether all the branches that a checkpoint is in are open."""
        return all(name in self.opened for name in self.lesson.branch_of.get(checkpoint, ()))

    @property
    def is_complete(self) -> bool:
        """Whether every checkpoint that is open is done, and there is one."""
        inside = [id_ for id_ in self.lesson.checkpoints if self.is_open(id_)]
        return bool(inside) and all(self.at(id_).done for id_ in inside)

    def _skills(self) -> tuple[str, ...]:
        rules = (
            rule
            for branch in self.lesson.branches.values()
            for rule in (branch.open, branch.offer)
            if rule is not None
        )
        return tuple(dict.fromkeys(skill for rule in rules for skill in rule.named("skill")))

    def _grasp(self, skill: str, when: datetime, *, graded: bool) -> Grasp:
        if graded:
            return Grasp(None, None, None)
        known = self.estimate(skill, when)
        return Grasp(
            None if known.state == "unknown" else known.mean,
            known.state == "mastered",
            self.mastery.spin(skill).is_stuck,
        )


def fold(lesson: Lesson, events: Iterable[Event]) -> Progress:
    """The progress that these events make in a lesson; they come in the order of a log."""
    progress = Progress(lesson, _no_mastery(lesson))
    for event in events:
        progress = progress.apply(event)
    return progress


def _here(progress: Progress, event: Event) -> Progress:
    """After an event of this lesson."""
    match event.kind:
        case "opened":
            return evolve(progress, begun=True)
        case "completed":
            return evolve(progress, completed=True)
        case "chose":
            interest = event.response if isinstance(event.response, str) else None
            return evolve(progress, interest=interest, asked=True)
        case "unlocked" if event.branch is not None and event.branch not in progress.opened:
            return evolve(progress, opened=(*progress.opened, event.branch))
        case "answered" | "hinted" | "released" | "revealed":
            return _at_checkpoint(progress, event)
        case _:
            return progress


def _at_checkpoint(progress: Progress, event: Event) -> Progress:
    checkpoint = progress.lesson.checkpoints.get(event.checkpoint or "")
    if checkpoint is None:
        return progress
    before, mastery = progress.at(checkpoint.id), progress.mastery
    after = before
    if event.hash is not None and event.hash != checkpoint.hash:
        if event.kind == "answered":
            after = before.changed_since(event.response)
    elif event.kind == "answered" and event.verdict is not None:
        after = before.answered(event, event.verdict, checkpoint.tries)
        score = event.verdict["score"]
        if score is not None and before.counts:
            mastery = mastery.update(counted(event, score, before.hints))
    elif event.kind == "hinted" and isinstance(event.response, int):
        after = evolve(before, hints=max(before.hints, event.response))
    elif event.kind == "released":
        after = evolve(before, released=True)
    elif event.kind == "revealed":
        status = before.status if before.passed else "released"
        after = evolve(before, revealed=True, status=status)
    return evolve(progress, attempts={**progress.attempts, checkpoint.id: after}, mastery=mastery)


def _elsewhere(progress: Progress, event: Event) -> Progress:
    """After an event of another lesson of the course: only answers count, and only for mastery."""
    tally, answer = progress.elsewhere.after(event)
    mastery = progress.mastery if answer is None else progress.mastery.update(answer)
    return evolve(progress, mastery=mastery, elsewhere=tally)


def layout(lesson: Lesson) -> Layout:
    """Where the checkpoints of a lesson stand among its branches."""
    checkpoints = lesson.checkpoints
    return Layout(
        lesson.branches,
        {id_: lesson.branch_of.get(id_, ()) for id_ in checkpoints},
        {id_: each.skills for id_, each in checkpoints.items()},
    )


def _no_mastery(lesson: Lesson) -> Mastery:
    """Nothing answered yet; a rule with faults (they are diagnostics) is left out."""
    course = lesson.course
    own = {id_: skill.mastery for id_, skill in course.skills.items()}
    return beginning(
        {} if faults(course.mastery) else course.mastery,
        {id_: rule for id_, rule in own.items() if rule is not None and not faults(rule)},
    )
