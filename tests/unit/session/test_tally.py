"""Which answers count, by the events alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from courseware.events import Event, Kind, VerdictJSON
from courseware.events.event import Status
from courseware.log import MemoryLog
from courseware.mastery.protocol import Answer
from courseware.session.tally import Place, Tally, item_of

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def event(kind: Kind, minute: int, response: int | str = "x", **what: float) -> Event:
    """An event at the checkpoint `warm-up`; `score` makes a verdict."""
    log = MemoryLog("learner", "course", "01", clock=lambda: NOW + timedelta(minutes=minute))
    verdict: VerdictJSON | None = None
    if (score := what.get("score")) is not None:
        status: Status = "right" if score == 1 else "wrong"
        verdict = {"status": status, "score": score, "feedback": "", "note": "", "tests": []}
    return log.new(
        kind,
        version="v",
        checkpoint="warm-up",
        hash="h",
        attempt=minute,
        response=response,
        verdict=verdict,
        skills=("mean",),
    )


def counted(*events: Event) -> list[Answer]:
    tally, found = Tally(), []
    for each in events:
        tally, answer = tally.after(each, is_due=False)
        found += [] if answer is None else [answer]
    return found


def answer(minute: int, score: float, hints: int = 0) -> Answer:
    when = NOW + timedelta(minutes=minute)
    return Answer("01/warm-up", ("mean",), score, when, minute, hints)


def test_answers_count_up_to_the_first_right_one_with_the_hints_before() -> None:
    found = counted(
        event("answered", 1, score=0),
        event("hinted", 2, 1),
        event("hinted", 2, 2),
        event("answered", 3, score=1),
        event("answered", 4, score=0),
    )
    assert found == [answer(1, 0), answer(3, 1, hints=2)]


def test_nothing_counts_after_the_release() -> None:
    events = [event("answered", 1, score=0), event("released", 1), event("answered", 2, score=1)]
    assert counted(*events) == [answer(1, 0)]


def test_what_was_only_recorded_does_not_count() -> None:
    assert counted(event("answered", 1), event("opened", 1)) == []


def test_questions_of_one_id_in_two_lessons_are_two_and_a_warm_up_is_its_lesson_s() -> None:
    names = [("01", "v1"), ("02", "v1"), ("review-2026-01-05", "01/v1")]
    assert [item_of(*each) for each in names] == ["01/v1", "02/v1", "01/v1"]


def test_what_was_tried_is_left_until_it_is_right_or_released() -> None:
    missed, right = event("answered", 1, score=0), event("answered", 2, score=1)
    place = ("01", "warm-up", "h")

    def left(*events: Event) -> frozenset[Place]:
        tally = Tally()
        for each in events:
            tally, _ = tally.after(each, is_due=False)
        return tally.left("01")

    assert left(missed) == {place}
    assert left(missed, right) == left(missed, event("released", 2)) == left() == set()
