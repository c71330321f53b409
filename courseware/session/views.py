"""What the views of a session show: data without HTML, texts in Markdown."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from datetime import datetime
from itertools import takewhile
from typing import Literal

from attrs import evolve, field, frozen

from courseware.checkpoints.protocol import Checkpoint, Verdict
from courseware.events import JSON
from courseware.gates.branches import Branch, State, values
from courseware.gates.explain import Guide
from courseware.gates.needs import Need
from courseware.lesson.diagnostic import is_implied
from courseware.lesson.model import Lesson
from courseware.mastery.protocol import Estimate
from courseware.session import verdicts
from courseware.session.ahead import ahead, title, words
from courseware.session.attempts import Status
from courseware.session.diagnosis import Stage
from courseware.session.outcome import Next
from courseware.session.progress import Progress
from courseware.session.types import type_of

Action = Literal["open", "skip"]
StepState = Literal["right", "notyet", "partial", "recorded", "next", "open", "spared", "locked"]


@frozen
class CheckpointView:
    """A checkpoint as it is for this learner.

    `response`, `verdict` and `feedback` are those of the last answer; `status` is `released` when
    the worked answer was shown after it. Where the question has `changed` since, `response` is
    the earlier answer, and nothing of it counts. Where it `is_drawn`, a retry asks another one.
    `order` holds the ids of options as this learner
    sees them.
    """

    checkpoint: Checkpoint
    number: int
    status: Status = "fresh"
    attempts: int = 0
    done: bool = False
    open: bool = True
    response: JSON = None
    verdict: Verdict | None = None
    feedback: str = ""
    hints: tuple[str, ...] = ()
    hints_total: int = 0
    can_reveal: bool = False
    worked: str = ""
    changed: bool = False
    order: tuple[str, ...] = ()
    skills_titles: tuple[str, ...] = ()
    best: float | None = None
    is_drawn: bool = False


@frozen
class GateView:
    """A branch as it is for this learner: its state, what is missing, and what they may do.

    `interests` is not empty where the choice of an interest is missing: the card offers it. A card
    is `hidden` while the branch around its own is closed, and where an earlier card offers the
    choice that is all it waits for.
    """

    branch: Branch
    state: State
    sentence: str = ""
    needs: tuple[Need, ...] = ()
    actions: tuple[Action, ...] = ()
    interests: Mapping[str, str] = field(factory=dict)
    hidden: bool = False


@frozen
class TestView:
    """The test before the lesson: where it stands, and what it has found.

    `number` counts the question that is to be answered, of at most `most`. `known` and `unknown`
    are titles of skills; `spared` checkpoints need not be done, which saves about `minutes`.
    """

    stage: Stage
    number: int
    most: int
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    spared: int = 0
    minutes: int | None = None
    current: str | None = None


@frozen
class Step:
    """A checkpoint in the row of all of them."""

    number: int
    checkpoint: str
    state: StepState
    title: str


@frozen
class HeaderView:
    """The lesson as it is for this learner.

    `minutes_left` is an estimate from the share of checkpoints that is done among those that are
    open or may still open by themselves. `asked` says that an interest was chosen, or none.
    """

    title: str
    minutes: int | None
    minutes_left: int | None
    skills: tuple[tuple[str, str, Estimate], ...]
    steps: tuple[Step, ...]
    next: Next | None
    interests: Mapping[str, str]
    interest: str | None
    asked: bool
    completed: bool


def checkpoint_view(progress: Progress, id_: str, *, again: bool = False) -> CheckpointView:
    """The view of a checkpoint of the lesson; `again`, of what a retry asks."""
    lesson, done = progress.lesson, progress.at(id_)
    again = again and lesson.checkpoints[id_].is_drawn and not done.changed
    checkpoint = progress.posed(id_, again=again)
    if again:  # nothing was answered to this one yet
        done = evolve(done, response=None, verdict=None, status="fresh", revealed=False)
    verdict = None if done.verdict is None else verdicts.from_json(done.verdict)
    if done.status == "released":
        feedback = verdicts.explanation(checkpoint)
    elif verdict is not None:
        feedback = verdicts.told(checkpoint, verdict, done.passed or done.released)
    else:
        feedback = ""
    return CheckpointView(
        checkpoint,
        lesson.numbers[id_],
        done.status,
        done.count,
        done.done,
        progress.is_open(id_),
        done.earlier if done.changed else done.response,
        verdict,
        feedback,
        checkpoint.hints[: done.hints],
        len(checkpoint.hints),
        done.released and checkpoint.key is not None and not again,
        worked(checkpoint) if done.revealed else "",
        done.changed,
        option_order(checkpoint, progress.learner),
        tuple(skill_title(lesson, skill) for skill in checkpoint.skills),
        done.best,
        lesson.checkpoints[id_].is_drawn,
    )


def worked(checkpoint: Checkpoint) -> str:
    """The worked answer, where the key is here."""
    if checkpoint.key is None:
        return ""
    return type_of(checkpoint).worked(checkpoint.public, checkpoint.key)


def option_order(checkpoint: Checkpoint, learner: str) -> tuple[str, ...]:
    """The options in this learner's order: always the same, and those named `last` at the end."""
    order = _texts(checkpoint.public.get("order"))
    if not checkpoint.public.get("shuffle"):
        return order
    last = _texts(checkpoint.public.get("last"))

    def place(option: str) -> bytes:
        return hashlib.sha256(f"{learner}\0{checkpoint.id}\0{option}".encode()).digest()

    first = sorted((each for each in order if each not in last), key=place)
    return (*first, *(each for each in order if each in last))


def gate_view(progress: Progress, name: str, when: datetime) -> GateView:
    """The view of a branch of the lesson."""
    lesson = progress.lesson
    branch, state = lesson.branches[name], progress.states(when)[name]
    if is_implied(name):
        return GateView(branch, state, hidden=True)
    guide = Guide(lesson.branches, progress.facts(when), progress.opened, words(lesson))
    card = guide.card(name, state)
    actions: tuple[Action, ...] = ()
    if state == "offered" and lesson.skip != "never":
        actions = ("open",)
    elif state == "locked" and lesson.skip == "free" and is_reachable(progress, branch):
        actions = ("skip",)
    interests = interest_titles(lesson) if card.choice else {}
    is_hidden = not is_reachable(progress, branch)
    if card.choice and not is_hidden:
        before = takewhile(lambda each: each != name, lesson.branches)
        is_hidden = any(_offers_choice(progress, guide, each, when) for each in before)
    return GateView(branch, state, card.sentence, card.needs, actions, interests, is_hidden)


def _offers_choice(progress: Progress, guide: Guide, name: str, when: datetime) -> bool:
    """Whether the card of a branch is there to be seen and offers the choice of an interest."""
    state = progress.states(when)[name]
    return is_reachable(progress, progress.lesson.branches[name]) and guide.card(name, state).choice


def is_reachable(progress: Progress, branch: Branch) -> bool:
    """Whether the branch around it, if there is one, is open."""
    return branch.within is None or branch.within in progress.opened


def header_view(progress: Progress, when: datetime) -> HeaderView:
    """The view of the lesson as a whole."""
    lesson = progress.lesson
    coming = ahead(progress, when)
    return HeaderView(
        lesson.title,
        lesson.minutes,
        _minutes_left(progress, when),
        tuple(
            (skill, skill_title(lesson, skill), progress.estimate(skill, when))
            for skill in lesson_skills(lesson)
        ),
        tuple(
            Step(number, id_, _step(progress, id_, coming), title(lesson, id_))
            for id_, number in lesson.numbers.items()
            if not (lesson.pretest is not None and id_ in lesson.pretest.items)
        ),
        coming,
        interest_titles(lesson),
        progress.interest,
        progress.asked,
        progress.completed and coming is None,
    )


def test_view(progress: Progress) -> TestView:
    """The view of the test before the lesson; `KeyError` in a lesson without one."""
    lesson, found = progress.lesson, progress.diagnosis
    if found is None or lesson.pretest is None:
        raise KeyError("diagnostic")
    spared, minutes = progress.spared, None
    whole = [id_ for id_ in lesson.checkpoints if id_ not in lesson.pretest.items]
    if lesson.minutes is not None and spared:
        minutes = max(1, round(lesson.minutes * len(spared) / max(len(whole), 1)))
    return TestView(
        found.stage,
        found.answered + 1,
        lesson.pretest.most,
        tuple(skill_title(lesson, skill) for skill in found.known),
        tuple(skill_title(lesson, skill) for skill in found.unknown),
        len(spared),
        minutes,
        found.current,
    )


def lesson_skills(lesson: Lesson) -> tuple[str, ...]:
    """The skills that a lesson names, then those that its checkpoints train besides."""
    trained = (skill for each in lesson.checkpoints.values() for skill in each.skills)
    return tuple(dict.fromkeys((*lesson.skills, *trained)))


def skill_title(lesson: Lesson, skill: str) -> str:
    """What a skill is called."""
    known = lesson.course.skills.get(skill)
    return known.title if known is not None else skill


def interest_titles(lesson: Lesson) -> Mapping[str, str]:
    """The interests that the lesson asks for, with their titles."""
    return {each: lesson.course.interests.get(each, each) for each in lesson.interests}


def _step(progress: Progress, id_: str, coming: Next | None) -> StepState:
    done = progress.at(id_)
    if not progress.is_open(id_):
        return "locked"
    if coming is not None and coming.checkpoint == id_:
        return "next"
    if done.passed:
        return "right"
    if done.recorded:
        return "recorded"
    if done.count == 0:
        return "spared" if id_ in progress.spared else "open"
    return "partial" if done.best else "notyet"


def _minutes_left(progress: Progress, when: datetime) -> int | None:
    lesson = progress.lesson
    if lesson.minutes is None:
        return None
    known = values(lesson.branches, progress.facts(when), progress.opened)
    needed = [
        id_
        for id_ in lesson.checkpoints
        if not (lesson.pretest is not None and id_ in lesson.pretest.items)
        and all(known.get(name) is not False for name in lesson.branch_of.get(id_, ()))
    ]
    spared = progress.spared
    left = sum(not progress.is_done(id_) and id_ not in spared for id_ in needed)
    return math.ceil(lesson.minutes * left / len(needed)) if needed else 0


def _texts(found: JSON) -> tuple[str, ...]:
    if isinstance(found, str) or not isinstance(found, list | tuple):
        return ()
    return tuple(each for each in found if isinstance(each, str))
