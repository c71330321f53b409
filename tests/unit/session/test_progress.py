"""Progress is a fold of the record: nothing but the events matters, and nothing is lost."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.events import Event, VerdictJSON
from courseware.gates.branches import Branch, circles
from courseware.lesson.model import Lesson, Skip
from courseware.log import MemoryLog, union
from courseware.session import fold
from tests.unit.gates.conditions import BRANCHES, IDS, SKILLS, rules
from tests.unit.session.lessons import BEGIN, CENTRE, Learner, choice, lesson, rule

SKIPS: tuple[Skip, ...] = ("never", "offer", "free")
ids = st.sampled_from(list(CENTRE.checkpoints))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), ids, st.sampled_from(["r", "w", "v", "malformed"])),
        st.tuples(st.sampled_from(["hint", "reveal"]), ids),
        st.tuples(st.just("choose"), st.sampled_from(["music", "sport", None])),
        st.tuples(st.just("open"), st.sampled_from(list(CENTRE.branches))),
        st.tuples(st.just("wait"), st.integers(0, 3)),
        st.tuples(st.just("restart")),
    ),
    max_size=20,
)


def take(learner: Learner, step: tuple[object, ...]) -> None:
    match step:
        case ("answer", str(checkpoint), str(raw)):
            learner.answer(checkpoint, raw)
        case ("hint", str(checkpoint)):
            learner.session.hint(checkpoint)
        case ("reveal", str(checkpoint)):
            learner.reveal(checkpoint)
        case ("choose", str() | None as interest):
            learner.session.choose(interest)
        case ("open", str(branch)):
            learner.session.open(branch)
        case ("wait", int(days)):
            learner.clock.wait(days=days)
        case _:
            learner.session = type(learner.session)(
                learner.session.lesson, learner.log, learner.session.runner
            )


@given(steps, st.sampled_from(SKIPS))
@settings(max_examples=60)
def test_after_any_steps_the_record_alone_gives_the_same_progress(
    taken: list[tuple[object, ...]], skip: Skip
) -> None:
    where = evolve(CENTRE, skip=skip)
    learner = Learner(where)
    opened: tuple[str, ...] = ()
    for step in taken:
        take(learner, step)
        progress = learner.session.progress
        assert progress == fold(where, learner.log.read())
        assert progress.opened[: len(opened)] == opened
        opened = progress.opened
        within = [CENTRE.branches[name].within for name in opened]
        assert {name for name in within if name is not None} <= set(opened)


@given(steps, steps)
@settings(max_examples=40)
def test_merging_two_records_is_the_same_in_any_order_and_as_often_as_one_likes(
    one: list[tuple[object, ...]], two: list[tuple[object, ...]]
) -> None:
    records = []
    for taken in (one, two):
        learner = Learner(CENTRE)
        for step in taken:
            take(learner, step)
        records.append(learner.log.read())
    first, second = records
    merged = fold(CENTRE, union(first, second))
    assert merged == fold(CENTRE, union(second, first))
    assert merged == fold(CENTRE, union(first, second, first, second))
    for progress in (fold(CENTRE, first), fold(CENTRE, second)):
        assert set(progress.opened) <= set(merged.opened)
        for id_ in CENTRE.checkpoints:
            before, after = progress.at(id_), merged.at(id_)
            assert (before.done, before.passed) <= (after.done, after.passed)


@given(steps, st.permutations(list(CENTRE.checkpoints)))
@settings(max_examples=30)
def test_the_order_in_which_cells_run_does_not_matter(
    taken: list[tuple[object, ...]], order: list[str]
) -> None:
    learner = Learner(CENTRE)
    for step in taken:
        take(learner, step)
    before = learner.session.progress
    for id_ in order:
        learner.session.define(CENTRE.checkpoints[id_])
        learner.session.view(id_)
    assert learner.session.progress == before
    turned = evolve(CENTRE, checkpoints={id_: CENTRE.checkpoints[id_] for id_ in order})
    again = fold(turned, learner.log.read())
    now = learner.clock.now
    assert (again.opened, again.states(now)) == (before.opened, before.states(now))
    assert again.attempts == before.attempts


@st.composite
def lessons(draw: st.DrawFn) -> Lesson:
    """A lesson with any branches around any of its checkpoints."""
    branches = tuple(
        Branch(
            name,
            open=rule(draw(rules)),
            offer=draw(st.none() | rules.map(rule)),
            within=draw(st.none() | st.sampled_from(BRANCHES)),
        )
        for name in BRANCHES
    )
    around = st.lists(st.sampled_from(BRANCHES), unique=True).map(tuple)
    checkpoints = [
        choice(id_, draw(st.sampled_from(SKILLS)), tries=draw(st.integers(1, 4))) for id_ in IDS
    ]
    inside = {id_: draw(around) for id_ in IDS}
    return lesson(*checkpoints, branches=branches, inside=inside)


@given(lessons())
@settings(max_examples=80)
def test_nobody_is_trapped(where: Lesson) -> None:
    """Who answers nothing but wrongly is done with all that is open after the tries."""
    learner = Learner(where)
    learner.session.begin()
    most = sum(each.tries for each in where.checkpoints.values())
    for _ in range(most):
        ahead = learner.session.header().next
        if ahead is None:
            break
        assert learner.answer(ahead.checkpoint, "w").status == "wrong"
    progress = learner.session.progress
    assert all(progress.at(id_).done for id_ in where.checkpoints if progress.is_open(id_))
    assert progress.completed == any(progress.is_open(id_) for id_ in where.checkpoints)
    assert not set(circles(where.branches)) & set(progress.opened)


def answered(
    checkpoint: str, status: str, *, at: str = "elsewhere", hash_: str = "h", attempt: int = 1
) -> Event:
    """An answer on the skill `mean` in some lesson."""
    score = {"right": 1.0, "wrong": 0.0, "recorded": None}[status]
    verdict: VerdictJSON = {
        "status": status,  # type: ignore[typeddict-item]
        "score": score,
        "feedback": "",
        "note": "",
        "tests": [],
    }
    log = MemoryLog("learner", "course", at, clock=lambda: BEGIN)
    return log.new(
        "answered",
        version="v",
        checkpoint=checkpoint,
        hash=hash_,
        attempt=attempt,
        response="x",
        verdict=verdict,
        skills=("mean",),
    )


def elsewhere(kind: str, checkpoint: str, branch: str | None = None) -> Event:
    log = MemoryLog("learner", "course", "elsewhere", clock=lambda: BEGIN)
    return log.new(
        kind,  # type: ignore[arg-type]
        version="v",
        checkpoint=checkpoint,
        hash="h",
        branch=branch,
    )


class TestElsewhere:
    """Events of the course's other lessons."""

    def test_they_count_for_mastery_only(self) -> None:
        progress = fold(
            CENTRE,
            [
                elsewhere("opened", "warm-up"),
                elsewhere("unlocked", "warm-up", "core"),
                elsewhere("completed", "warm-up"),
                answered("warm-up", "right"),
            ],
        )
        assert (progress.begun, progress.completed, progress.opened) == (False, False, ())
        assert progress.attempts == {}
        assert progress.estimate("mean", BEGIN).answers == 1

    def test_a_checkpoint_counts_up_to_its_first_right_answer_or_its_release(self) -> None:
        events = [
            answered("a", "wrong"),
            answered("a", "right"),
            answered("a", "right"),
            answered("b", "wrong"),
            elsewhere("released", "b"),
            answered("b", "wrong"),
            answered("c", "recorded"),
            answered("a", "right", hash_="another text"),
            answered("a", "right", at="a third lesson"),
        ]
        assert fold(CENTRE, events).mastery.spin("mean").answers == 5


class TestRecord:
    def test_tries_used_up_on_two_machines_release_without_anybody_saying_so(self) -> None:
        """Two wrong answers here and two there: no kernel saw the third one."""
        records = []
        for _ in range(2):
            learner = Learner(CENTRE)
            learner.answers("warm-up:w", "warm-up:w")
            records.append(learner.log.read())
        merged = fold(CENTRE, union(*records))
        assert merged.at("warm-up").released
        assert merged.mastery.spin("mean").answers == 3
        assert merged.due(BEGIN) == ("core",)

    def test_a_release_stays_when_the_author_allows_more_tries(self) -> None:
        learner = Learner(CENTRE)
        learner.answers("warm-up:w", "warm-up:w", "warm-up:w")
        more = evolve(CENTRE.checkpoints["warm-up"], tries=10)
        learner.session.define(more)
        assert learner.session.view("warm-up").done

    def test_answers_to_a_checkpoint_that_is_gone_are_left_alone(self) -> None:
        learner = Learner(CENTRE)
        learner.answer("warm-up", "r")
        rest = {id_: each for id_, each in CENTRE.checkpoints.items() if id_ != "warm-up"}
        progress = fold(evolve(CENTRE, checkpoints=rest), learner.log.read())
        assert (progress.attempts, progress.opened) == ({}, ("core",))

    def test_a_mastery_rule_with_faults_is_left_out(self) -> None:
        course = evolve(CENTRE.course, mastery={"rule": "nobody knows"})
        learner = Learner(evolve(CENTRE, course=course))
        assert learner.answer("warm-up", "r").mastery["mean"].evidence == (
            "about 7 of 10 questions would go right so far: 2 more answers will tell more"
        )
