"""A learner's steps: what they come to, what is recorded, and what never happens."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import cast

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.errors import NotSaved
from courseware.events import JSON, Event
from courseware.gates.branches import State
from courseware.lesson.model import Skip
from courseware.log import MemoryLog
from courseware.mastery.protocol import Estimate
from courseware.session import Next, Outcome
from tests.unit.event_strategies import START
from tests.unit.session.lessons import CENTRE, Learner, branch, choice, graded, lesson

NOT_TRIED = Estimate(0, 0, 0, "unknown", 0, "not tried yet")
CLOSED: dict[str, State] = {
    "refresher": "locked",
    "core": "locked",
    "music": "locked",
    "plain": "locked",
    "stretch": "locked",
}


def test_beginning_is_recorded_once_a_session() -> None:
    learner = Learner(CENTRE)
    assert learner.kinds() == []
    first = learner.session.begin()
    assert first == Outcome(
        branches=CLOSED,
        mastery={"mean": NOT_TRIED, "median": NOT_TRIED},
        next=Next("warm-up", "to begin with", "Warm up"),
    )
    assert learner.session.begin() == first
    assert learner.kinds() == ["opened"]


def test_a_wrong_answer_is_told_recorded_and_opens_what_it_should() -> None:
    learner = Learner(CENTRE)
    outcome = learner.answer("warm-up", "w")
    mean = Estimate(0, 0, 0, "learning", 1, "0 of 3 right in a row")
    assert outcome == Outcome(
        "warm-up",
        "w",
        "wrong",
        0.0,
        "Not w.",
        {**CLOSED, "refresher": "open"},
        ("refresher",),
        {"mean": mean, "median": NOT_TRIED},
        Next("again", "because “Warm up” is not right yet", "Checkpoint 2"),
    )
    assert learner.kinds() == ["opened", "answered warm-up", "unlocked refresher"]
    answered = learner.log.read()[1]
    assert answered == Event(
        answered.id,
        learner.clock.now,
        "learner",
        "course",
        "lesson",
        "version-1",
        "answered",
        checkpoint="warm-up",
        hash="hash-warm-up",
        attempt=1,
        response="w",
        verdict={"status": "wrong", "score": 0.0, "feedback": "Not w.", "note": "", "tests": []},
        skills=("mean",),
        previous=answered.previous,
    )


def test_a_right_answer_is_explained_and_shuts_nothing_that_is_open() -> None:
    learner = Learner(CENTRE)
    learner.answer("warm-up", "w")
    outcome = learner.answer("warm-up", "r")
    assert (outcome.status, outcome.score, outcome.feedback, outcome.opened) == (
        "right",
        1.0,
        "It is r in warm-up.",
        ("core",),
    )
    assert outcome.branches == {**CLOSED, "refresher": "open", "core": "open"}


def test_an_outcome_is_json_as_the_format_says() -> None:
    outcome = Learner(lesson(choice("a", "mean"), branches=(branch("b", 'done("a")'),))).answer(
        "a", "r"
    )
    third = 1 / 3
    assert outcome.json() == {
        "checkpoint": "a",
        "response": "r",
        "status": "right",
        "score": 1.0,
        "feedback": "It is r in a.",
        "branches": {"b": "open"},
        "opened": ["b"],
        "mastery": {"mean": {"mean": third, "low": third, "high": third, "state": "learning"}},
        "next": None,
    }


class TestTries:
    def test_the_answer_that_uses_them_up_releases_the_checkpoint_and_opens_the_way(self) -> None:
        learner = Learner(CENTRE)
        learner.answers("warm-up:w", "warm-up:v")
        outcome = learner.answer("warm-up", "v")
        assert (outcome.status, outcome.score, outcome.feedback, outcome.opened) == (
            "wrong",
            0.0,
            "Look again.\n\nIt is r in warm-up.",
            ("core",),
        )
        assert learner.kinds()[-3:] == ["answered warm-up", "released warm-up", "unlocked core"]

    def test_showing_how_works_once_released_and_says_how_many_tries_are_left(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "w")
        early = learner.reveal("warm-up")
        assert (early.status, early.feedback) == (
            None,
            "The worked answer can be shown after 2 more tries.",
        )
        learner.answers("warm-up:w", "warm-up:w")
        shown = learner.reveal("warm-up")
        assert (shown.status, shown.score, shown.feedback) == (
            "released",
            None,
            "Right\n\nIt is r in warm-up.",
        )
        assert learner.reveal("warm-up") == shown
        assert learner.kinds()[-2:] == ["unlocked core", "revealed warm-up"]

    def test_after_release_answers_stay_possible_and_lower_nothing(self) -> None:
        learner = Learner(CENTRE)
        released = learner.answers("warm-up:w", "warm-up:w", "warm-up:w")
        later = learner.answers("warm-up:w", "warm-up:r", "warm-up:w")
        assert later.mastery == released.mastery
        assert learner.session.progress.at("warm-up").passed
        view = learner.session.view("warm-up")
        assert (view.done, view.best, view.status, view.attempts) == (True, 1.0, "wrong", 6)
        assert learner.kinds().count("released warm-up") == 1

    def test_right_answers_use_up_no_tries(self) -> None:
        learner = Learner(CENTRE)
        learner.answers("warm-up:r", "warm-up:w", "warm-up:w", "warm-up:w")
        assert "released warm-up" not in learner.kinds()
        told = learner.reveal("warm-up")
        assert (told.status, told.feedback) == (None, "You have answered this right already.")

    def test_a_malformed_answer_costs_nothing_and_is_not_recorded(self) -> None:
        learner = Learner(CENTRE)
        learner.session.begin()
        outcome = learner.answer("warm-up", "x")
        assert (outcome.status, outcome.score, outcome.response) == ("malformed", None, "x")
        assert outcome.feedback
        assert learner.kinds() == ["opened"]


class TestClosed:
    def test_an_answer_where_a_branch_is_not_open_is_not_recorded(self) -> None:
        learner = Learner(CENTRE)
        for outcome in (
            learner.answer("core-1", "r"),
            learner.session.hint("core-1"),
            learner.reveal("core-1"),
        ):
            assert (outcome.status, outcome.score) == ("closed", None)
            assert outcome.feedback == "This part of the lesson is not open yet."
        assert learner.kinds() == []

    def test_in_two_branches_both_are_needed(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "r")
        assert learner.answer("song", "r").status == "closed"
        assert learner.session.choose("music").opened == ("music",)
        assert learner.answer("song", "r").status == "right"

    def test_a_checkpoint_that_the_lesson_does_not_have_is_closed(self) -> None:
        outcome = Learner(CENTRE).answer("nothing", "r")
        assert (outcome.checkpoint, outcome.status) == ("nothing", "closed")


class TestHints:
    def test_they_come_one_at_a_time_and_are_recorded(self) -> None:
        learner = Learner(CENTRE)
        said = [learner.session.hint("warm-up").feedback for _ in range(3)]
        assert said == ["Think.", "Think again.", "You have seen all hints."]
        assert learner.kinds() == ["opened", "hinted warm-up", "hinted warm-up"]
        assert [each.response for each in learner.log.read()[1:]] == [1, 2]
        assert learner.session.view("warm-up").hints == ("Think.", "Think again.")

    def test_a_checkpoint_may_have_none(self) -> None:
        learner = Learner(lesson(choice("a")))
        assert learner.session.hint("a").feedback == "There is no hint for this question."


class TestInterests:
    def test_no_preference_opens_what_is_for_everybody_else(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "r")
        outcome = learner.session.choose(None)
        assert outcome.opened == ("plain",)
        assert outcome.branches["music"] == "offered"

    def test_the_choice_can_be_changed_and_what_it_opened_stays_open(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "r")
        learner.session.choose("sport")
        outcome = learner.session.choose("music")
        assert outcome.opened == ("music",)
        assert (outcome.branches["plain"], outcome.branches["music"]) == ("open", "open")

    def test_the_same_choice_again_is_not_recorded(self) -> None:
        learner = Learner(CENTRE)
        for _ in range(2):
            learner.session.choose("sport")
        assert learner.kinds() == ["opened", "chose"]

    def test_an_interest_that_nobody_offered_is_refused(self) -> None:
        learner = Learner(CENTRE)
        told = learner.session.choose("chess").feedback
        assert told == "There is no such choice in this lesson."
        assert learner.kinds() == []


class TestOpening:
    def test_an_offer_is_taken_and_recorded_as_such(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "r")
        outcome = learner.session.open("refresher")
        assert (outcome.opened, outcome.branches["refresher"]) == (("refresher",), "open")
        assert [(each.kind, each.response) for each in learner.log.read()[-1:]] == [
            ("unlocked", "offer")
        ]

    def test_opening_what_is_open_changes_nothing(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "w")
        before = learner.kinds()
        assert learner.session.open("refresher").opened == ()
        assert learner.kinds() == before

    @pytest.mark.parametrize("skip", ["never", "offer"])
    def test_a_locked_branch_stays_locked_unless_skipping_is_free(self, skip: Skip) -> None:
        learner = Learner(evolve(CENTRE, skip=skip))
        outcome = learner.session.open("core")
        assert (outcome.opened, outcome.branches["core"]) == ((), "locked")
        assert outcome.feedback == "This part opens by what you answer."

    def test_where_nobody_may_skip_an_offer_cannot_be_taken_either(self) -> None:
        learner = Learner(evolve(CENTRE, skip="never"))
        learner.answer("warm-up", "r")
        assert learner.session.open("refresher").branches["refresher"] == "offered"

    def test_where_skipping_is_free_a_locked_branch_opens_and_the_record_says_how(self) -> None:
        learner = Learner(evolve(CENTRE, skip="free"))
        assert learner.session.open("core", may_skip=False).opened == ()
        assert learner.session.open("core").opened == ("core",)
        assert learner.kinds() == ["opened", "skipped core", "unlocked core"]
        assert learner.log.read()[-1].response == "skip"

    def test_a_branch_within_another_cannot_be_skipped_to_before_that_one(self) -> None:
        learner = Learner(evolve(CENTRE, skip="free"))
        assert learner.session.open("music").opened == ()
        learner.session.open("core")
        assert learner.session.open("music").opened == ("music",)

    def test_there_is_nothing_to_open_where_there_is_no_branch(self) -> None:
        assert Learner(CENTRE).session.open("x").feedback == "There is no such part in this lesson."


class TestGraded:
    def test_an_answer_is_recorded_and_done_and_says_nothing_more(self) -> None:
        learner = Learner(graded(CENTRE))
        outcome = learner.answer("warm-up", "w")
        assert outcome == Outcome(
            "warm-up",
            "w",
            "recorded",
            None,
            "Your answer is recorded.",
            {**CLOSED, "core": "open"},
            ("core",),
            {"mean": NOT_TRIED, "median": NOT_TRIED},
            Next("core-1", "because “The core” is open now", "Checkpoint 3"),
        )

    def test_tries_release_nothing_and_nothing_is_shown(self) -> None:
        learner = Learner(graded(CENTRE))
        outcome = learner.answers(*["warm-up:w"] * 4)
        assert outcome.branches["refresher"] == "locked"
        told = learner.reveal("warm-up")
        assert (told.status, told.feedback) == (
            None,
            "The worked answer is not shown in this lesson.",
        )
        assert "released warm-up" not in learner.kinds()

    def test_rules_about_success_stay_unknown_even_their_contrary(self) -> None:
        where = lesson(
            choice("a", "mean"),
            branches=(
                branch("done", 'done("a")'),
                branch("tried", 'attempts("a") >= 1 and chose("a", "w")'),
                *(
                    branch(f"unknown-{place}", text)
                    for place, text in enumerate(
                        (
                            'passed("a") or not passed("a")',
                            'score("a") < 2',
                            'not stuck("a")',
                            'mastery("mean") < 2',
                            'not mastered("mean")',
                            'not stuck_on("mean")',
                        )
                    )
                ),
            ),
        )
        assert Learner(graded(where)).answer("a", "w").opened == ("done", "tried")


class Full(MemoryLog):
    """A log whose disk is full when the test says so."""

    full = False

    def append(self, *events: Event) -> None:
        if self.full:
            raise NotSaved("The disk is full.")
        super().append(*events)


def test_where_the_record_cannot_be_written_nothing_has_happened() -> None:
    log = Full("learner", "course", "lesson")
    learner = Learner(CENTRE, log)
    heard: list[Outcome] = []
    learner.session.subscribe(heard.append)
    log.full = True
    before = learner.session.progress
    with pytest.raises(NotSaved, match="full"):
        learner.answer("warm-up", "w")
    assert (learner.session.progress, heard, log.read()) == (before, [], ())
    log.full = False
    learner.answer("warm-up", "w")
    assert learner.kinds() == ["opened", "answered warm-up", "unlocked refresher"]
    assert log.read()[1].attempt == 1


class TestSubscribers:
    def test_they_hear_of_every_step_that_changed_something_and_of_no_other(self) -> None:
        learner = Learner(CENTRE)
        heard: list[Outcome] = []
        stop = learner.session.subscribe(heard.append)
        told = [
            learner.session.begin(),
            learner.answer("warm-up", "w"),
            learner.session.hint("warm-up"),
        ]
        learner.session.begin()
        learner.answer("warm-up", "x")
        learner.answer("core-1", "r")
        learner.reveal("warm-up")
        assert heard == told
        stop()
        learner.answer("warm-up", "r")
        assert heard == told

    def test_who_is_about_the_checkpoint_hears_of_it_before_all_others(self) -> None:
        learner = Learner(CENTRE)
        heard: list[str] = []

        def listen(about: str | None) -> None:
            learner.session.subscribe(lambda _: heard.append(str(about)), about)

        for each in (None, "core-1", "warm-up"):
            listen(each)
        learner.answer("warm-up", "w")
        assert heard == ["warm-up", "None", "core-1"]

    def test_a_closed_session_tells_nobody_and_keeps_nothing(self) -> None:
        learner = Learner(CENTRE)
        heard: list[Outcome] = []
        learner.session.subscribe(heard.append)
        learner.session.close()
        with pytest.raises(NotSaved):
            learner.answer("warm-up", "w")
        assert heard == []


class Shared(MemoryLog):
    """A log beside which another kernel writes; no two events are of one moment."""

    def __init__(self) -> None:
        seconds = count()

        def clock() -> datetime:
            return START + timedelta(seconds=next(seconds))

        super().__init__("learner", "course", "lesson", clock=clock)
        self.other = MemoryLog("learner", "course", "lesson", clock=clock)

    def refresh(self) -> bool:
        known = len(self.read())
        super().append(*(each for each in self.other.read() if each not in self.read()))
        return len(self.read()) > known


def test_what_another_kernel_recorded_is_taken_in_and_told() -> None:
    log = Shared()
    here, there = Learner(CENTRE, log), Learner(CENTRE, log.other)
    here.session.begin()
    assert not here.session.refresh()
    heard: list[Outcome] = []
    here.session.subscribe(heard.append)
    there.answer("warm-up", "w")
    assert here.session.refresh()
    assert [each.opened for each in heard] == [("refresher",)]
    assert here.session.progress == there.session.progress
    assert here.answer("warm-up", "w").status == "wrong"
    assert [each.attempt for each in log.read() if each.kind == "answered"] == [1, 2]


def test_what_is_due_by_news_of_another_kernel_opens_with_the_next_step() -> None:
    """The other kernel has an older lesson, in which nothing opens."""
    log = Shared()
    here = Learner(CENTRE, log)
    there = Learner(evolve(CENTRE, branches={}), log.other)
    here.session.begin()
    there.answer("warm-up", "w")
    here.session.refresh()
    assert here.session.gate("refresher").sentence == "It opens with your next step."
    assert here.session.begin().opened == ("refresher",)


class TestVersions:
    def test_an_answer_to_an_older_text_is_kept_shown_and_not_counted(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "w")
        learner.session.define(evolve(CENTRE.checkpoints["warm-up"], hash="new"))
        view = learner.session.view("warm-up")
        assert (view.changed, view.response, view.status, view.attempts) == (True, "w", "fresh", 0)
        assert learner.session.progress.estimate("mean", learner.clock.now) == NOT_TRIED
        outcome = learner.answer("warm-up", "r")
        assert outcome.mastery["mean"].answers == 1
        assert not learner.session.view("warm-up").changed
        assert outcome.branches["refresher"] == "open"

    def test_the_executed_text_may_define_a_checkpoint_that_the_file_does_not_have(self) -> None:
        learner = Learner(CENTRE)
        learner.session.define(choice("new"))
        assert learner.answer("new", "r").status == "right"


def test_completed_is_recorded_once_when_all_that_is_open_is_done() -> None:
    learner = Learner(CENTRE)
    learner.answers("warm-up:r", "core-1:r")
    assert learner.kinds()[-2:] == ["answered core-1", "completed"]
    assert learner.session.header().completed
    learner.session.open("stretch")
    assert not learner.session.header().completed
    learner.answer("stretch-1", "r")
    assert learner.session.header().completed
    assert learner.kinds().count("completed") == 1


_raws: st.SearchStrategy[object] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.sampled_from(["r", "w", "\ud800", "x" * 200_000, object(), {1: 2}, {"r"}, 1 << 80]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _deep(levels: int) -> object:
    found: object = "r"
    for _ in range(levels):
        found = [found]
    return found


@given(st.lists(_raws, max_size=4), _raws)
@settings(max_examples=60)
def test_whatever_is_sent_nothing_is_raised_and_every_event_can_be_written(
    raws: list[object], name: object
) -> None:
    learner = Learner(evolve(CENTRE, skip="free"))
    for raw in (*raws, _deep(100)):
        for checkpoint in ("warm-up", cast("str", name)):
            outcome = learner.answer(checkpoint, cast("JSON", raw))
            assert outcome.status in ("right", "wrong", "malformed", "closed")
            outcome.json()
    for step in (learner.session.hint, learner.reveal, learner.session.open):
        step(cast("str", name))
    learner.session.choose(cast("str", name))
    for event in learner.log.read():
        event.line()
