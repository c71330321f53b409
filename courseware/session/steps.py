"""What each step of a learner comes to: the events to record, and what to say. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import evolve, field, frozen

from courseware.checkpoints.posing import Form, posed
from courseware.checkpoints.protocol import Checkpoint, Job, Malformed, Ran, Type, Verdict
from courseware.events import JSON, Event
from courseware.lesson.diagnostic import is_implied
from courseware.messages import say
from courseware.session import verdicts
from courseware.session.outcome import Outcome
from courseware.session.progress import Progress
from courseware.session.raw import LONGEST, is_json, is_short
from courseware.session.types import type_of
from courseware.session.views import is_reachable, worked

New = Callable[..., Event]


@frozen
class Plan:
    """Events to record (None: the step changes nothing) and the outcome as far as it is known."""

    outcome: Outcome = field(factory=Outcome)
    events: tuple[Event, ...] | None = None


@frozen
class Asked:
    """An answer that can be judged: to what, and by what."""

    checkpoint: Checkpoint
    type: Type
    raw: JSON
    response: JSON
    form: Form = field(factory=Form)

    @property
    def job(self) -> Job | None:
        """What has to run before it can be judged."""
        return self.type.job(self.checkpoint.public, self.checkpoint.key or {}, self.response)

    def judge(self, ran: Ran | None) -> Verdict:
        """The verdict; where the key is not here, only what can be said without it."""
        public, key = self.checkpoint.public, self.checkpoint.key
        verdict = self.type.grade(public, key or {}, self.response, ran)
        if key is not None or verdict.score is None:
            return verdict
        return Verdict(None, None, tests=verdict.tests)


def ask(progress: Progress, id_: object, raw: object) -> Asked | Outcome:
    """Read an answer; an outcome where there is nothing to judge."""
    question = _open_checkpoint(progress, id_)
    if isinstance(question, Outcome):
        return evolve(question, response=raw) if is_json(raw) and is_short(raw) else question
    form = progress.next_form(question)
    checkpoint = posed(question, form)
    if not is_json(raw):
        return Outcome(checkpoint.id, None, "malformed", feedback=say("answer-unreadable"))
    if not is_short(raw):
        long = say("answer-too-long", most=LONGEST)
        return Outcome(checkpoint.id, None, "malformed", feedback=long)
    kind = type_of(checkpoint)
    response = kind.parse(checkpoint.public, raw)
    if isinstance(response, Malformed):
        return Outcome(checkpoint.id, raw, "malformed", feedback=response.message)
    return Asked(checkpoint, kind, raw, response, form)


def answer(progress: Progress, new: New, asked: Asked, verdict: Verdict) -> Plan:
    """Record a judged answer, and the release with the one that uses up the tries."""
    checkpoint = asked.checkpoint
    about = {"checkpoint": checkpoint.id, "hash": checkpoint.hash}
    before = progress.at(checkpoint.id)
    answered = new(
        "answered",
        **about,
        attempt=before.count + 1,
        response=asked.raw,
        verdict=verdicts.to_json(verdict),
        skills=checkpoint.skills,
        form=asked.form.json(),
    )
    after = progress.apply(answered).at(checkpoint.id)
    form = asked.form.json()
    released = (
        (new("released", **about, form=form),) if after.released and not before.released else ()
    )
    feedback = verdicts.told(checkpoint, verdict, after.passed or after.released)
    status, score = verdict.status, verdict.score
    if status == "recorded" and not feedback:
        feedback = say("answer-recorded")
    outcome = Outcome(checkpoint.id, asked.raw, status, score, feedback)
    return Plan(outcome, (answered, *released))


def hint(progress: Progress, new: New, id_: object) -> Plan:
    """Show the next hint."""
    checkpoint = _open_checkpoint(progress, id_)
    if isinstance(checkpoint, Outcome):
        return Plan(checkpoint)
    checkpoint = progress.posed(checkpoint.id, again=True)
    hints, shown = checkpoint.hints, progress.at(checkpoint.id).hints
    if shown >= len(hints):
        none = say("hints-all-shown", count=len(hints)) if hints else say("hints-none")
        return Plan(Outcome(checkpoint.id, feedback=none))
    about = {"checkpoint": checkpoint.id, "hash": checkpoint.hash}
    form = progress.next_form(progress.lesson.checkpoints[checkpoint.id]).json()
    event = new("hinted", **about, response=shown + 1, form=form)
    return Plan(Outcome(checkpoint.id, feedback=hints[shown]), (event,))


def released(progress: Progress, id_: object) -> Checkpoint | Outcome:
    """The checkpoint whose worked answer may be shown; an outcome where it may not."""
    checkpoint = _open_checkpoint(progress, id_)
    if isinstance(checkpoint, Outcome):
        return checkpoint
    done = progress.at(checkpoint.id)
    if checkpoint.key is None:
        return Outcome(checkpoint.id, feedback=say("reveal-withheld"))
    if not done.released:
        left = say("reveal-after", count=checkpoint.tries - done.missed)
        return Outcome(checkpoint.id, feedback=say("reveal-right") if done.passed else left)
    return progress.posed(checkpoint.id)


def reveal(progress: Progress, new: New, checkpoint: Checkpoint) -> Plan:
    """Show how a released checkpoint is answered."""
    done = progress.at(checkpoint.id)
    feedback = verdicts.paragraphs(worked(checkpoint), verdicts.explanation(checkpoint))
    outcome = Outcome(checkpoint.id, None, "released", feedback=feedback)
    if done.revealed and (done.passed or done.status == "released"):
        return Plan(outcome)
    event = new("revealed", checkpoint=checkpoint.id, hash=checkpoint.hash)
    return Plan(outcome, (event,))


def choose(progress: Progress, new: New, interest: object) -> Plan:
    """Take an interest, or none of them."""
    if interest is not None and interest not in progress.lesson.interests:
        return Plan(Outcome(feedback=say("interest-unknown")))
    if progress.asked and progress.interest == interest:
        return Plan()
    return Plan(events=(new("chose", response=interest),))


def diagnose(progress: Progress, new: New, word: object) -> Plan:
    """Begin the test before the lesson, or leave it to do all of the lesson."""
    if progress.diagnosis is None or word not in ("begin", "all"):
        return Plan(Outcome(feedback=say("test-none")))
    return Plan() if progress.test == word else Plan(events=(new("diagnosed", response=word),))


def open_branch(
    progress: Progress, new: New, name: object, when: datetime, *, may_skip: bool
) -> Plan:
    """Take an offer; where `may_skip` and the lesson is free, open a locked branch too."""
    lesson = progress.lesson
    branch = lesson.branches.get(name) if isinstance(name, str) else None
    if branch is None or is_implied(branch.name):
        return Plan(Outcome(feedback=say("branch-unknown")))
    if branch.name in progress.opened:
        return Plan(Outcome(feedback=say("branch-is-open")))
    state = progress.states(when)[branch.name]
    if state == "offered" and lesson.skip != "never":
        return Plan(events=(new("unlocked", branch=branch.name, response="offer"),))
    if may_skip and lesson.skip == "free" and is_reachable(progress, branch):
        skipped = new("skipped", branch=branch.name)
        return Plan(events=(skipped, new("unlocked", branch=branch.name, response="skip")))
    return Plan(Outcome(feedback=say("branch-stays")))


def _open_checkpoint(progress: Progress, id_: object) -> Checkpoint | Outcome:
    """The checkpoint of this id; an outcome where it is unknown or closed."""
    checkpoint = progress.lesson.checkpoints.get(id_) if isinstance(id_, str) else None
    if checkpoint is None:
        named = id_ if isinstance(id_, str) else None
        return Outcome(named, status="closed", feedback=say("checkpoint-unknown"))
    if not progress.is_open(checkpoint.id):
        return Outcome(checkpoint.id, status="closed", feedback=say("checkpoint-closed"))
    return checkpoint
