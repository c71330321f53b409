"""What the views of a session show."""

from __future__ import annotations

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint, Part, Verdict
from courseware.gates.needs import Need
from courseware.lesson.model import Skip
from courseware.mastery.protocol import Estimate
from courseware.session import CheckpointView, GateView, HeaderView, Next, Step
from courseware.session.views import option_order
from tests.unit.session.lessons import CENTRE, Learner, branch, choice, graded, lesson

NOT_TRIED = Estimate(0, 0, 0, "unknown", 0, "not tried yet")
WARM_UP = CENTRE.checkpoints["warm-up"]
FRESH = CheckpointView(
    WARM_UP, 1, hints_total=2, order=("r", "w", "v"), skills_titles=("The mean",)
)


class TestCheckpoint:
    def test_a_fresh_one(self) -> None:
        assert Learner(CENTRE).session.view("warm-up") == FRESH

    def test_after_a_wrong_answer(self) -> None:
        learner = Learner(CENTRE)
        learner.session.hint("warm-up")
        learner.answer("warm-up", "w")
        assert learner.session.view("warm-up") == evolve(
            FRESH,
            status="wrong",
            attempts=1,
            response="w",
            verdict=Verdict(0.0, correct=False, feedback="Not w."),
            feedback="Not w.",
            hints=("Think.",),
            best=0.0,
        )

    def test_after_a_right_answer(self) -> None:
        learner = Learner(CENTRE)
        learner.answers("warm-up:w", "warm-up:r")
        assert learner.session.view("warm-up") == evolve(
            FRESH,
            status="right",
            attempts=2,
            done=True,
            response="r",
            verdict=Verdict(1.0, correct=True),
            feedback="It is r in warm-up.",
            best=1.0,
        )

    def test_released_and_shown(self) -> None:
        learner = Learner(CENTRE)
        learner.answers("warm-up:w", "warm-up:w", "warm-up:v")
        released = evolve(
            FRESH,
            status="wrong",
            attempts=3,
            done=True,
            response="v",
            verdict=Verdict(0.0, correct=False, feedback="Look again."),
            feedback="Look again.\n\nIt is r in warm-up.",
            can_reveal=True,
            best=0.0,
        )
        assert learner.session.view("warm-up") == released
        learner.reveal("warm-up")
        assert learner.session.view("warm-up") == evolve(
            released, status="released", feedback="It is r in warm-up.", worked="Right"
        )

    def test_in_a_closed_branch(self) -> None:
        view = Learner(CENTRE).session.view("song")
        assert (view.number, view.open) == (4, False)

    def test_in_a_graded_copy(self) -> None:
        where = graded(CENTRE)
        learner = Learner(where)
        learner.answer("warm-up", "w")
        assert learner.session.view("warm-up") == evolve(
            FRESH,
            checkpoint=where.checkpoints["warm-up"],
            status="recorded",
            attempts=1,
            done=True,
            response="w",
            verdict=Verdict(None, None),
        )


class TestOptionOrder:
    def shuffled(self, id_: str = "a", last: tuple[str, ...] = ()) -> Checkpoint:
        order = [f"option-{place}" for place in range(12)]
        public: Part = {"order": order, "shuffle": True, "last": list(last)}
        return evolve(choice(id_), public=public)

    def test_it_is_the_same_for_the_same_learner_and_another_for_another(self) -> None:
        one, again, other = (option_order(self.shuffled(), each) for each in ("x", "x", "y"))
        assert one == again
        assert one != other
        assert sorted(one) == sorted(other)

    def test_it_differs_from_checkpoint_to_checkpoint(self) -> None:
        assert option_order(self.shuffled("a"), "x") != option_order(self.shuffled("b"), "x")

    def test_those_that_come_last_stay_there_as_they_were_written(self) -> None:
        found = option_order(self.shuffled(last=("option-3", "option-1")), "x")
        assert found[-2:] == ("option-1", "option-3")
        assert len(set(found)) == 12

    def test_without_shuffle_it_is_the_authors(self) -> None:
        assert option_order(choice("a"), "x") == ("r", "w", "v")


class TestGate:
    def test_a_locked_one(self) -> None:
        assert Learner(CENTRE).session.gate("core") == GateView(
            CENTRE.branches["core"],
            "locked",
            "Opened by one thing:",
            (Need("“Warm up”, finished", met=False, checkpoint="warm-up"),),
        )

    def test_where_an_interest_is_missing_it_offers_the_choice(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "r")
        view = learner.session.gate("plain")
        assert (view.state, view.interests) == ("locked", {"music": "Music", "sport": "Sport"})
        learner.session.choose("music")
        view = learner.session.gate("plain")
        assert (view.state, view.interests) == ("offered", {})

    def test_its_buttons_are_what_the_teacher_allows(self) -> None:
        skips: tuple[Skip, ...] = ("never", "offer", "free")
        found = {}
        for skip in skips:
            learner = Learner(evolve(CENTRE, skip=skip))
            learner.answer("warm-up", "r")
            gates = {name: learner.session.gate(name) for name in CENTRE.branches}
            found[skip] = {name: gate.actions for name, gate in gates.items() if gate.actions}
        assert found == {
            "never": {},
            "offer": {"refresher": ("open",)},
            "free": {
                "refresher": ("open",),
                "music": ("skip",),
                "plain": ("skip",),
                "stretch": ("skip",),
            },
        }

    def test_within_a_closed_branch_there_is_no_button(self) -> None:
        learner = Learner(evolve(CENTRE, skip="free"))
        assert learner.session.gate("music").actions == ()

    def test_an_open_one_says_nothing(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "r")
        assert learner.session.gate("core") == GateView(CENTRE.branches["core"], "open")


class TestHeader:
    def test_at_the_beginning(self) -> None:
        assert Learner(CENTRE).session.header() == HeaderView(
            "The lesson",
            20,
            20,
            (("mean", "The mean", NOT_TRIED), ("median", "The median", NOT_TRIED)),
            (
                Step(1, "warm-up", "next", "Warm up"),
                Step(2, "again", "locked", "Checkpoint 2"),
                Step(3, "core-1", "locked", "Checkpoint 3"),
                Step(4, "song", "locked", "Checkpoint 4"),
                Step(5, "plain-1", "locked", "Checkpoint 5"),
                Step(6, "stretch-1", "locked", "Checkpoint 6"),
            ),
            Next("warm-up", "to begin with", "Warm up"),
            {"music": "Music", "sport": "Sport"},
            None,
            asked=False,
            completed=False,
        )

    def test_the_steps_follow_the_learner(self) -> None:
        learner = Learner(CENTRE)
        learner.answers("warm-up:w", "warm-up:w", "warm-up:w", "again:r", "core-1:w")
        learner.session.choose("sport")
        header = learner.session.header()
        assert [step.state for step in header.steps] == [
            "notyet",
            "right",
            "notyet",
            "locked",
            "next",
            "locked",
        ]
        assert (header.interest, header.asked) == ("sport", True)
        assert header.next == Next("plain-1", "because “plain” is open now", "Checkpoint 5")

    def test_recorded_answers_are_steps_of_their_own(self) -> None:
        learner = Learner(graded(CENTRE))
        learner.answer("warm-up", "w")
        assert learner.session.header().steps[0].state == "recorded"

    def test_the_minutes_left_shrink_with_what_is_done_or_not_needed(self) -> None:
        """Right at once: `again` and the stretch are not needed, the songs may be."""
        learner = Learner(CENTRE)
        left = [learner.session.header().minutes_left]
        for step in ("warm-up:r", "core-1:r"):
            learner.answers(step)
            left.append(learner.session.header().minutes_left)
        learner.session.choose("sport")
        left.append(learner.session.header().minutes_left)
        learner.answer("plain-1", "r")
        left.append(learner.session.header().minutes_left)
        assert left == [20, 15, 10, 7, 0]

    def test_a_lesson_without_minutes_leaves_none(self) -> None:
        header = Learner(evolve(CENTRE, minutes=None)).session.header()
        assert (header.minutes, header.minutes_left) == (None, None)


def reason(learner: Learner) -> tuple[str, str] | None:
    ahead = learner.session.header().next
    return None if ahead is None else (ahead.checkpoint, ahead.reason)


class TestNext:
    def test_what_was_put_there_to_help_goes_before_another_try(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "w")
        assert reason(learner) == ("again", "because “Warm up” is not right yet")
        learner.answer("again", "r")
        assert reason(learner) == ("warm-up", "because it is not right yet")

    def test_a_skill_that_goes_wrong_is_the_reason_to_practise_it(self) -> None:
        learner = Learner(lesson(choice("a", "mean"), choice("b", "mean"), choice("c", "mean")))
        learner.answers("a:w", "a:r")
        assert reason(learner) == ("b", "because 1 of 2 answers on “The mean” were not right")
        learner.answer("b", "r")
        assert reason(learner) == ("c", "because it comes next")

    def test_the_chosen_interest_and_an_opened_branch_are_reasons(self) -> None:
        learner = Learner(CENTRE)
        learner.answers("warm-up:r")
        assert reason(learner) == ("core-1", "because “The core” is open now")
        learner.session.choose("music")
        learner.answer("core-1", "r")
        assert reason(learner) == ("song", "because you chose Music")

    def test_what_is_not_right_comes_back_after_another_one(self) -> None:
        where = lesson(
            choice("a", "mean"),
            choice("b", "mean"),
            choice("more", "mean"),
            branches=(branch("stretch", 'score("b") >= 0'),),
            inside={"more": ("stretch",)},
        )
        learner = Learner(where)
        assert learner.answers("a:r", "b:w").opened == ("stretch",)
        assert reason(learner) == (
            "more",
            "because 1 of 2 answers on “The mean” were not right",
        )
        learner.answer("more", "w")
        assert reason(learner) == ("b", "because it is not right yet")

    def test_when_all_is_done_nothing_is_next(self) -> None:
        learner = Learner(lesson(choice("a")))
        learner.answer("a", "r")
        assert reason(learner) is None
