"""Events as hypothesis draws them: every kind, every field, within what an event may hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from courseware.events import JSON, NAME, Event, Kind, Status, TestJSON, VerdictJSON, new_id

START = datetime(2026, 1, 1, tzinfo=UTC)

names = st.text(min_size=1, max_size=8) | st.text("x", min_size=NAME, max_size=NAME)
times = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - hypothesis adds the zone
    lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000)
)
numbers = st.floats(allow_nan=False, allow_infinity=False)
values: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers() | numbers | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
tests = st.builds(TestJSON, name=st.text(), passed=st.booleans(), message=st.text())


STATUSES: tuple[Status, ...] = ("right", "partial", "wrong", "recorded")


@st.composite
def verdicts(draw: st.DrawFn) -> VerdictJSON:
    """A verdict: a score, unless it is only recorded."""
    status = draw(st.sampled_from(STATUSES))
    return {
        "status": status,
        "score": None if status == "recorded" else draw(st.floats(0, 1)),
        "feedback": draw(st.text(max_size=20)),
        "note": draw(st.text(max_size=5)),
        "tests": draw(st.lists(tests, max_size=2)),
    }


RESPONSES: dict[Kind, st.SearchStrategy[JSON]] = {
    "hinted": st.integers(1, 9),
    "unlocked": st.sampled_from(["rule", "offer", "skip"]),
    "chose": st.none() | names,
}
KINDS: tuple[Kind, ...] = (
    "opened", "answered", "hinted", "released", "revealed", "unlocked", "skipped", "chose",
    "completed", "profile", "goal",
)  # fmt: skip


@st.composite
def events(draw: st.DrawFn, learner: st.SearchStrategy[str] = names) -> Event:
    """An event with all that its kind needs, and anything else besides."""
    time, kind = draw(times), draw(st.sampled_from(KINDS))
    return Event(
        id=new_id(time, draw(st.integers(0, (1 << 74) - 1))),
        time=time,
        learner=draw(learner),
        course=draw(names),
        lesson=draw(names),
        version=draw(names),
        kind=kind,
        checkpoint=draw(names),
        hash=draw(names),
        attempt=draw(st.integers(1, 99)),
        response=draw(RESPONSES.get(kind, values)),
        verdict=draw(verdicts()),
        skills=tuple(draw(st.lists(names, max_size=2))),
        branch=draw(names),
        seconds=draw(st.none() | st.floats(0, 1e6)),
        previous=draw(st.none() | names),
        form=draw(st.none() | st.dictionaries(names, values, max_size=2)),
    )


def answer(number: int, learner: str = "ada") -> Event:
    """A plain answer, the one of this number: each is a second after the one before."""
    time = START + timedelta(seconds=number)
    return Event(
        id=new_id(time, number),
        time=time,
        learner=learner,
        course="data",
        lesson="01-centre",
        version="v1",
        kind="answered",
        checkpoint="warm-up",
        hash="h1",
        attempt=number + 1,
        response="mean",
        verdict={"status": "right", "score": 1.0, "feedback": "Yes.", "note": "", "tests": []},
        skills=("mean",),
    )
