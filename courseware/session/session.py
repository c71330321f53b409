"""One learner in one lesson: every step goes through here, is recorded, and has an outcome.

A session does no I/O of its own: it is handed a lesson, a log (which has the clock) and a runner.
Its steps may come from several threads at once. One lock guards the session and its log; only
the run of code, a learner's or that of a question, is awaited outside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from threading import RLock

from attrs import evolve

from courseware.checkpoints import keys
from courseware.checkpoints.protocol import Checkpoint, Runner
from courseware.events import Event
from courseware.lesson.diagnostic import is_implied
from courseware.lesson.model import Lesson
from courseware.log import Log
from courseware.messages import say
from courseware.session import steps
from courseware.session.ahead import ahead
from courseware.session.outcome import Next, Outcome
from courseware.session.overview import (
    HeaderView,
    TestView,
    header_view,
    lesson_skills,
    test_view,
)
from courseware.session.progress import Progress, fold
from courseware.session.steps import New, Plan
from courseware.session.views import CheckpointView, GateView, checkpoint_view, gate_view

Subscriber = Callable[[Outcome], None]


class Session:
    """A learner's way through a lesson.

    Steps return an `Outcome`, whatever they are asked. They raise `NotSaved` where the record
    cannot be written: then nothing has happened.
    """

    def __init__(self, lesson: Lesson, log: Log, runner: Runner) -> None:
        """Take up the lesson where the log says the learner is; writes nothing yet."""
        self.lesson = lesson
        self.log = log
        self.runner = runner
        self.lock = RLock()
        self.progress = fold(lesson, log.read(), log.learner)
        self._begun = False
        self._warm_up: Session | None = None
        self._subscribers: tuple[tuple[str | None, Subscriber], ...] = ()

    def begin(self) -> Outcome:
        """Say that the learner is here (recorded once a session) and open what is due."""
        return self._take(lambda: Plan(events=()))

    async def answer(self, checkpoint: str, raw: object) -> Outcome:
        """Judge an answer and record it; a malformed one, or one where it is closed, is not."""
        with self.lock:
            asked = steps.ask(self._known(), checkpoint, raw)
            if isinstance(asked, Outcome):
                return self._completed(asked)
        whole = await self._whole(asked.checkpoint)
        if isinstance(whole, str):
            unjudged = Outcome(asked.checkpoint.id, asked.raw, "malformed", feedback=whole)
            return self._take(lambda: Plan(unjudged))
        asked = evolve(asked, checkpoint=whole)
        verdict = asked.judge(None if asked.job is None else await self.runner.run(asked.job))
        # others may have answered meanwhile: what follows from this answer is seen from now
        return self._take(lambda: steps.answer(self.progress, self._new, asked, verdict))

    def hint(self, checkpoint: str) -> Outcome:
        """Show the next hint of a checkpoint; it is recorded."""
        return self._take(lambda: steps.hint(self.progress, self._new, checkpoint))

    async def reveal(self, checkpoint: str) -> Outcome:
        """Show the worked answer of a checkpoint that is released; it is recorded."""
        with self.lock:
            released = steps.released(self.progress, checkpoint)
            if isinstance(released, Outcome):
                return self._completed(released)
        whole = await self._whole(released)
        if isinstance(whole, str):
            return self._take(lambda: Plan(Outcome(released.id, feedback=whole)))
        return self._take(lambda: steps.reveal(self.progress, self._new, whole))

    def choose(self, interest: str | None) -> Outcome:
        """Take an interest; None is *no preference*."""
        return self._take(lambda: steps.choose(self.progress, self._new, interest))

    def diagnose(self, word: str) -> Outcome:
        """`begin` the test before the lesson, or leave it to do `all` of the lesson."""
        return self._take(lambda: steps.diagnose(self.progress, self._new, word))

    def open(self, branch: str, *, may_skip: bool = True) -> Outcome:
        """Open an offered branch, or a locked one where the teacher lets learners skip."""
        return self._take(
            lambda: steps.open_branch(
                self.progress, self._new, branch, self.log.clock(), may_skip=may_skip
            )
        )

    def refresh(self) -> bool:
        """Take in what other kernels have recorded; True if there was news."""
        if self._warm_up is not None:
            self._warm_up.refresh()  # tells of its news itself, and so without our lock
        with self.lock:
            if not self.log.refresh():
                return False
            before = self.progress
            self.progress = self._folded()
            outcome = self._completed(Outcome(), self._opened_since(before))
        self._publish(outcome)
        return True

    def warm_up(self, before: Session | None) -> None:
        """Let a review come before everything else, while something is left to do in it."""
        with self.lock:
            self._warm_up = before
            outcome = self._completed(Outcome())
        self._publish(outcome)

    def define(self, checkpoint: Checkpoint) -> None:
        """Let the text that was executed define a checkpoint from now on."""
        with self.lock:
            if self.lesson.checkpoints.get(checkpoint.id) == checkpoint:
                return
            checkpoints = {**self.lesson.checkpoints, checkpoint.id: checkpoint}
            self.lesson = evolve(self.lesson, checkpoints=checkpoints)
            self.progress = self._folded()

    def subscribe(self, told: Subscriber, about: str | None = None) -> Callable[[], None]:
        """Call `told` after every step that changed something; returns how to stop that.

        Who is `about` the checkpoint that the step was taken at is told first.
        """
        subscriber = (about, told)
        with self.lock:
            self._subscribers = (*self._subscribers, subscriber)

        def unsubscribe() -> None:
            with self.lock:
                kept = (each for each in self._subscribers if each is not subscriber)
                self._subscribers = tuple(kept)

        return unsubscribe

    def close(self) -> None:
        """Tell nobody any more, and close the log."""
        with self.lock:
            self._subscribers = ()
            self.log.close()

    def view(self, checkpoint: str, *, again: bool = False) -> CheckpointView:
        """A checkpoint of the lesson as it is for the learner now; others raise `KeyError`.

        With `again` it is the next form of a question that a retry asks in another way.
        """
        with self.lock:
            return checkpoint_view(self._known(), checkpoint, self.log.clock(), again=again)

    def gate(self, branch: str) -> GateView:
        """A branch of the lesson as it is for the learner now; others raise `KeyError`."""
        with self.lock:
            return gate_view(self.progress, branch, self.log.clock())

    def test(self) -> TestView:
        """The test before the lesson as it is for the learner now; `KeyError` without one."""
        with self.lock:
            return test_view(self.progress, self.log.clock())

    def header(self) -> HeaderView:
        """The lesson as it is for the learner now."""
        with self.lock:
            return header_view(self.progress, self.log.clock(), self.next())

    def next(self) -> Next | None:
        """Where to go on, and why; None where nothing is left to do."""
        with self.lock:
            before = None if self._warm_up is None else self._warm_up.next()
            return before or ahead(self.progress, self.log.clock())

    async def _whole(self, checkpoint: Checkpoint) -> Checkpoint | str:
        """The checkpoint with its whole key, found by running it where it is not known yet; or a
        sentence that says why there is none.
        """
        job = keys.missing(checkpoint)
        if job is None:
            return checkpoint
        found = keys.completed(checkpoint, await self.runner.run(job))
        if not isinstance(found, Checkpoint):
            return say("key-missing", reason=" ".join(each.message for each in found))
        with self.lock:
            if self.lesson.checkpoints.get(found.id) == checkpoint:
                self.define(found)
        return found

    def _known(self) -> Progress:
        """The progress; who the learner is may still change before their first event."""
        if self.progress.learner != self.log.learner:
            self.progress = evolve(self.progress, learner=self.log.learner)
        return self.progress

    def _folded(self) -> Progress:
        return fold(self.lesson, self.log.read(), self.log.learner)

    @property
    def _new(self) -> New:
        return partial(self.log.new, version=self.lesson.version)

    def _take(self, step: Callable[[], Plan]) -> Outcome:
        """Take a step: record its events with all that follows from them, then tell of it."""
        with self.lock:
            begin = () if self._begun else (self._new("opened"),)
            self._known()
            plan = step()
            if plan.events is None:
                return self._completed(plan.outcome)
            before = self.progress
            is_news = self._record((*begin, *plan.events))
            self._begun = True
            opened = self._opened_since(before)
            outcome = self._completed(plan.outcome, opened)
        if is_news:
            self._publish(outcome)
        return outcome

    def _record(self, events: Iterable[Event]) -> bool:
        """Write the events, and those that follow from them, at once; then fold them in."""
        written = [*events]
        progress = _after(self.progress, written)
        due = [
            self._new("unlocked", branch=name, response="rule")
            for name in progress.due(self.log.clock())
        ]
        written += due
        progress = _after(progress, due)
        if progress.is_complete and not progress.completed:
            written.append(self._new("completed"))
            progress = progress.apply(written[-1])
        if written:
            self.log.append(*written)
            late = self.progress.latest is not None and written[0].order < self.progress.latest
            self.progress = self._folded() if late else progress
        return bool(written)

    def _opened_since(self, before: Progress) -> tuple[str, ...]:
        return tuple(name for name in self.progress.opened if name not in before.opened)

    def _completed(self, outcome: Outcome, opened: tuple[str, ...] = ()) -> Outcome:
        """The outcome with how everything stands now."""
        when = self.log.clock()
        return evolve(
            outcome,
            branches={
                name: state
                for name, state in self.progress.states(when).items()
                if not is_implied(name)
            },
            opened=tuple(name for name in opened if not is_implied(name)),
            mastery={
                skill: self.progress.estimate(skill, when) for skill in lesson_skills(self.lesson)
            },
            next=self.next(),
        )

    def _publish(self, outcome: Outcome) -> None:
        for _, told in sorted(self._subscribers, key=lambda each: each[0] != outcome.checkpoint):
            told(outcome)


def _after(progress: Progress, events: Iterable[Event]) -> Progress:
    for event in events:
        progress = progress.apply(event)
    return progress
