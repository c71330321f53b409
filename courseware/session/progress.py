"""How far a learner is in a lesson: a fold of their events, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from attrs import evolve, field, frozen

from courseware.checkpoints.posing import Form, form_of, posed
from courseware.checkpoints.protocol import Checkpoint
from courseware.events import Event
from courseware.gates.branches import Layout, State, due, states
from courseware.gates.facts import Facts, Grasp, Work
from courseware.lesson.diagnostic import is_implied
from courseware.lesson.model import Lesson
from courseware.mastery.fold import Mastery, beginning
from courseware.mastery.protocol import Answer, Estimate
from courseware.mastery.registry import faults
from courseware.mastery.reviews import Reviews
from courseware.session.attempts import Attempts
from courseware.session.diagnosis import Diagnosis, diagnose
from courseware.session.tally import Tally, item_of, place_in


@frozen
class Progress:
    """Everything that the events so far say about a learner in this lesson.

    Events of the course's other lessons count for mastery only; `tally` says which answers do.
    `opened` names the branches whose opening is on record, in that order. `test` is what the
    learner said last to the test before the lesson: to `begin`, or that they do `all` of the
    lesson. `last` names what was answered last, `reviews` what comes back and when. `latest`
    orders the last event that was folded in.
    """

    lesson: Lesson
    mastery: Mastery
    attempts: Mapping[str, Attempts] = field(factory=dict)
    opened: tuple[str, ...] = ()
    interest: str | None = None
    asked: bool = False
    begun: bool = False
    completed: bool = False
    tally: Tally = field(factory=Tally)
    test: str | None = None
    reviews: Reviews = field(factory=Reviews)
    last: str | None = None
    learner: str = field(default="", eq=False)
    latest: tuple[datetime, str] | None = None

    def at(self, checkpoint: str) -> Attempts:
        """What was done at a checkpoint."""
        return self.attempts.get(checkpoint, Attempts())

    def posed(self, checkpoint: str, *, again: bool = False) -> Checkpoint:
        """A checkpoint in the form that the learner has before them; with `again`, in the next."""
        question, done = self.lesson.checkpoints[checkpoint], self.at(checkpoint)
        if done.count == 0 or again:
            return posed(question, self.next_form(question))
        return posed(question, Form.from_json(done.form))

    def next_form(self, question: Checkpoint) -> Form:
        """The form of the next try at a checkpoint."""
        # a question that comes back in the review of another day comes back with other numbers
        who = f"{self.learner}\0{self.lesson.id}"
        return form_of(question, who, self.at(question.id).count + 1, self.interest)

    def together(self, checkpoint: str) -> tuple[str, ...]:
        """The checkpoints that count as one with this one, itself among them."""
        question = self.lesson.checkpoints[checkpoint]
        if not question.group:
            return (checkpoint,)
        name = question.counts_as
        return tuple(id_ for id_, each in self.lesson.checkpoints.items() if each.counts_as == name)

    def is_done(self, checkpoint: str) -> bool:
        """Whether a checkpoint is done, or one that counts as the same."""
        return any(self.at(id_).done for id_ in self.together(checkpoint))

    def apply(self, event: Event) -> Progress:
        """One event later; events come in the order of a log."""
        after = _here(self, event) if event.lesson == self.lesson.id else _elsewhere(self, event)
        return evolve(after, latest=event.order)

    def counting(self, event: Event) -> tuple[Progress, Answer | None]:
        """After what an event counts for in mastery and reviews; and the answer that it counts as,
        if it does.
        """
        due = self.due_skills(event.time, event.skills)
        tally, answer = self.tally.after(event, is_due=bool(due))
        if answer is None:
            return evolve(self, tally=tally), None
        mastery = self.mastery.update(answer)
        mastered = {
            skill
            for skill in answer.skills
            if mastery.estimate(skill, answer.when).state == "mastered"
        }
        reviews = self.reviews.after(answer, mastered, due)
        return evolve(self, tally=tally, mastery=mastery, reviews=reviews), answer

    def due_skills(self, when: datetime, among: Collection[str] | None = None) -> tuple[str, ...]:
        """The skills to be reviewed at a moment, the one that is most nearly forgotten first.

        It is their day, or time has made them lapse before.
        """
        cards = self.reviews.cards
        asked = cards if among is None else [skill for skill in among if skill in cards]
        if not asked:
            return ()
        lapsed = {skill for skill in asked if self.estimate(skill, when).state == "lapsed"}
        due = self.reviews.due(when, lapsed)
        return tuple(skill for skill in due if skill in asked)

    def is_missed_review(self, checkpoint: str) -> bool:
        """Whether a question that was done before was answered in a review, and not right yet."""
        question = self.lesson.checkpoints[checkpoint]
        return self.tally.missed.get(place_in(self.lesson.id, question), 0) > 0

    def asks_review(self, checkpoint: str, when: datetime) -> bool:
        """Whether a question that is done is to be answered once more, to review its skills."""
        skills = self.lesson.checkpoints[checkpoint].skills
        return self.is_done(checkpoint) and (
            self.is_missed_review(checkpoint) or bool(self.due_skills(when, skills))
        )

    def estimate(self, skill: str, when: datetime) -> Estimate:
        """How far a skill is mastered at a moment."""
        return self.mastery.estimate(skill, when)

    def expects(self, checkpoint: Checkpoint, when: datetime) -> float:
        """How probable it is that an unaided answer to a checkpoint would be right."""
        item = item_of(self.lesson.id, checkpoint.counts_as)
        return self.mastery.expects(item, checkpoint.skills, when).mean

    def facts(self, when: datetime) -> Facts:
        """What the rules of the lesson may know at a moment."""
        graded = self.lesson.feedback == "graded"
        test, known = self.diagnosis, dict[str, bool]()
        if test is not None and test.stage == "ended":
            known = {**dict.fromkeys(test.unknown, False), **dict.fromkeys(test.known, True)}
        return Facts(
            self._works(graded=graded),
            {skill: self._grasp(skill, when, graded=graded) for skill in self._skills()},
            self.interest,
            self.asked,
            known=known,
            put=frozenset(test.put) if test is not None else frozenset(),
        )

    def states(self, when: datetime) -> dict[str, State]:
        """The state of every branch at a moment."""
        return states(layout(self.lesson), self.facts(when), self.opened)

    def due(self, when: datetime) -> tuple[str, ...]:
        """The branches that open at a moment and whose opening is not on record yet."""
        return due(self.lesson.branches, self.facts(when), self.opened)

    @property
    def diagnosis(self) -> Diagnosis | None:
        """Where the test before the lesson stands; None where there is none."""
        test = self.lesson.pretest
        if test is None or self.lesson.feedback == "graded":
            return None
        scores = {id_: done.first for id_ in test.items if (done := self.at(id_)).count}
        return diagnose(self.lesson, self.test, scores)

    @property
    def spared(self) -> frozenset[str]:
        """The checkpoints that need not be done, since the test has shown their skills.

        Those of branches that open by this very knowledge are what it leads to.
        """
        test = self.diagnosis
        known = set(test.known) if test is not None else set()
        if not known:
            return frozenset()
        return frozenset(
            id_
            for id_ in self.own
            if known.issuperset((each := self.lesson.checkpoints[id_]).skills)
            and each.skills
            and not self.is_done(id_)
            and not any(self._leads_on(name) for name in self.lesson.branch_of.get(id_, ()))
        )

    @property
    def own(self) -> tuple[str, ...]:
        """The checkpoints that are no questions of the test before the lesson."""
        test = self.lesson.pretest
        return tuple(
            id_ for id_ in self.lesson.checkpoints if test is None or id_ not in test.items
        )

    def questions(self, checkpoints: Iterable[str]) -> frozenset[str]:
        """What checkpoints come to as questions: those that count as one are one."""
        return frozenset(self.lesson.checkpoints[id_].counts_as for id_ in checkpoints)

    def is_open(self, checkpoint: str) -> bool:
        """Whether all the branches that a checkpoint is in are open."""
        return all(name in self.opened for name in self.lesson.branch_of.get(checkpoint, ()))

    @property
    def is_complete(self) -> bool:
        """Whether every checkpoint that is open is done, and there is one."""
        spared = self.spared
        inside = [id_ for id_ in self.own if self.is_open(id_) and id_ not in spared]
        return bool(inside or spared) and all(self.is_done(id_) for id_ in inside)

    def _leads_on(self, branch: str) -> bool:
        known = self.lesson.branches.get(branch)
        rule = known.open if known is not None else None
        return is_implied(branch) or (
            rule is not None and any(call.name == "known" for call in rule.calls)
        )

    def _works(self, *, graded: bool) -> dict[str, Work]:
        works: dict[str, Work] = {}
        for id_, each in self.lesson.checkpoints.items():
            work = self.at(id_).work(graded=graded)
            before = works.get(each.counts_as)
            works[each.counts_as] = work if before is None else before.joined(work)
            works.setdefault(id_, work)
        return works

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


def fold(lesson: Lesson, events: Iterable[Event], learner: str = "") -> Progress:
    """The progress that a learner's events make in a lesson; they come in the order of a log."""
    progress = Progress(lesson, _no_mastery(lesson), learner=learner)
    for event in events:
        progress = progress.apply(event)
    return progress


def _here(  # noqa: PLR0911  one for each kind of event
    progress: Progress, event: Event
) -> Progress:
    """After an event of this lesson."""
    match event.kind:
        case "opened":
            return evolve(progress, begun=True)
        case "completed":
            return evolve(progress, completed=True)
        case "diagnosed":
            return evolve(progress, test=event.response if event.response == "all" else "begin")
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
    after = before = progress.at(checkpoint.id)
    if event.hash is not None and event.hash != checkpoint.hash:
        if event.kind == "answered":
            after = before.changed_since(event.response)
    elif event.kind == "answered" and event.verdict is not None:
        after = before.answered(event, event.verdict, checkpoint.tries)
        progress = evolve(progress.counting(event)[0], last=checkpoint.counts_as)
        if after.released:  # the tries may be used up on two machines, and neither knows
            settled = progress.tally.settle(place_in(progress.lesson.id, checkpoint))
            progress = evolve(progress, tally=settled)
    elif event.kind == "hinted" and isinstance(event.response, int):
        progress = progress.counting(event)[0]
        after = evolve(before, hints=max(before.hints, event.response))
    elif event.kind == "released":
        progress = progress.counting(event)[0]
        after = evolve(before, released=True)
    elif event.kind == "revealed":
        status = before.status if before.passed else "released"
        after = evolve(before, revealed=True, status=status)
    return evolve(progress, attempts={**progress.attempts, checkpoint.id: after})


def _elsewhere(progress: Progress, event: Event) -> Progress:
    """After an event of another lesson of the course: only answers count, and only for mastery."""
    return progress.counting(event)[0]


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
