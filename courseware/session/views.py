"""What the views of a session show: data without HTML, texts in Markdown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from itertools import takewhile
from typing import Literal

from attrs import evolve, field, frozen

from courseware.checkpoints.protocol import Checkpoint, Verdict
from courseware.events import JSON
from courseware.gates.branches import Branch, State
from courseware.gates.explain import Guide
from courseware.gates.needs import Need
from courseware.lesson.diagnostic import is_implied
from courseware.lesson.model import Lesson
from courseware.session import verdicts
from courseware.session.ahead import words
from courseware.session.attempts import Status
from courseware.session.progress import Progress
from courseware.session.types import type_of

Action = Literal["open", "skip"]
StepState = Literal["right", "notyet", "partial", "recorded", "next", "open", "spared", "locked"]


@frozen
class CheckpointView:
    """A checkpoint as it is for this learner.

    Where it `asks_review`, it was done, and should be answered once more, by itself and without
    help. Where it `is_in_test`, its `number` is the place at which the test has put it.
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
    is_in_test: bool = False
    asks_review: bool = False


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


def checkpoint_view(
    progress: Progress, id_: str, when: datetime, *, again: bool = False
) -> CheckpointView:
    """The view of a checkpoint of the lesson; `again`, of what a retry or a review asks."""
    lesson, done = progress.lesson, progress.at(id_)
    asks_review = progress.asks_review(id_, when)
    is_drawn = lesson.checkpoints[id_].is_drawn
    again = again and (is_drawn or asks_review) and not done.changed
    checkpoint = progress.posed(id_, again=again)
    if again:  # nothing was answered to this one yet
        done = evolve(done, response=None, verdict=None, status="fresh", revealed=False)
    hints = () if again and asks_review else checkpoint.hints
    verdict = None if done.verdict is None else verdicts.from_json(done.verdict)
    if done.status == "released":
        feedback = verdicts.explanation(checkpoint)
    elif verdict is not None:
        feedback = verdicts.told(checkpoint, verdict, done.passed or done.released)
    else:
        feedback = ""
    put = progress.diagnosis.put if progress.diagnosis is not None else ()
    return CheckpointView(
        checkpoint,
        put.index(id_) + 1 if id_ in put else lesson.numbers[id_],
        done.status,
        done.count,
        done.done,
        progress.is_open(id_),
        done.earlier if done.changed else done.response,
        verdict,
        feedback,
        hints[: done.hints],
        len(hints),
        done.released and checkpoint.key is not None and not again,
        worked(checkpoint) if done.revealed else "",
        done.changed,
        option_order(checkpoint, progress.learner),
        tuple(skill_title(lesson, skill) for skill in checkpoint.skills),
        done.best,
        is_drawn,
        id_ in put,
        asks_review,
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


def skill_title(lesson: Lesson, skill: str) -> str:
    """What a skill is called."""
    known = lesson.course.skills.get(skill)
    return known.title if known is not None else skill


def interest_titles(lesson: Lesson) -> Mapping[str, str]:
    """The interests that the lesson asks for, with their titles."""
    return {each: lesson.course.interests.get(each, each) for each in lesson.interests}


def _texts(found: JSON) -> tuple[str, ...]:
    if isinstance(found, str) or not isinstance(found, list | tuple):
        return ()
    return tuple(each for each in found if isinstance(each, str))
