"""A type of somebody else's that fails in every way it can."""

from __future__ import annotations

from typing import Any, cast

import pytest
from attrs import frozen

from courseware.checkpoints import protocol
from courseware.checkpoints.careful import TAKEN, Careful
from courseware.checkpoints.choice import Choice
from courseware.checkpoints.faults import SAID_TWICE
from courseware.checkpoints.protocol import (
    Job,
    Malformed,
    Part,
    Prompting,
    Ran,
    Samples,
    Type,
    Verdict,
)
from courseware.checkpoints.reading import Reader
from courseware.errors.diagnostics import Fault
from courseware.lesson.head import read_head
from courseware.lesson.released import SHARED

KEY: Part = {"answer": "a"}
UNGRADED = Verdict(
    None,
    None,
    note="Your answer is kept. This question has a mistake of its own, so it could not be checked."
    " It is not your fault, and you can go on.",
)
UNREAD = Malformed(
    "This question has a mistake of its own, so your answer could not be read."
    " It is not your fault. Please tell whoever gave you the lesson."
)


@frozen
class Giving:
    """A type whose every step gives one thing; `prompt` is that of some."""

    gives: object
    prompt: object = ""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_: self.gives


class Raising:
    """A type whose every step raises."""

    def __getattr__(self, name: str) -> object:
        def fail(*_: object) -> object:
            raise ZeroDivisionError(name)

        if name.startswith("__"):
            raise AttributeError(name)
        return fail


def careful(kind: object) -> Careful:
    return Careful(cast("Type", kind), "odd")


def reader(text: str = "type: odd\nodd: 3") -> Reader:
    return Reader(read_head(text).node)


def test_what_raises_is_told_in_a_sentence_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    odd = careful(Raising())
    assert odd.parse({}, "a") == UNREAD
    assert odd.grade({}, KEY, "a", None) == UNGRADED
    assert (odd.job({}, KEY, "a"), odd.worked({}, KEY), odd.samples({})) == (None, "", Samples())
    assert odd.prepare({}, KEY) is None
    fault = odd.complete(KEY, Ran())
    assert isinstance(fault, tuple)
    assert [each.rule.code for each in fault] == ["CW503"]
    assert {each.message for each in caplog.records} == {
        "courseware: the checkpoint type `odd` failed"
    }
    assert all(each.exc_info for each in caplog.records)


def test_a_head_that_cannot_be_read_is_the_authors_to_know() -> None:
    head = reader()
    assert careful(Raising()).read(head) == {}
    head.finish()
    assert [(each.rule.code, each.message, each.line) for each in head.faults] == [
        ("CW503", "The checkpoint type `odd` failed: ZeroDivisionError: read", 2)
    ]


@pytest.mark.parametrize(
    "recorded", ["boo", None, Fault(cast("Any", "CW1"), "m"), Fault(SAID_TWICE, cast("Any", 3))]
)
def test_a_fault_that_is_none_is_not_told_but_the_type_is(recorded: object) -> None:
    class Odd:
        def read(self, head: Reader) -> Part:
            head.faults.append(cast("Any", recorded))
            return {}

    head = reader()
    careful(Odd()).read(head)
    assert [(each.rule.code, each.line) for each in head.faults] == [("CW503", 2)]


@pytest.mark.parametrize("name", ["type", "hints", "prompt", "given"])
def test_a_public_part_that_takes_a_shared_key_is_told_while_there_is_a_head(name: str) -> None:
    @frozen
    class Odd(Giving):
        def read(self, head: Reader) -> Part:
            return {"odd": head.text("odd")}

    head = reader()
    careful(Odd(({name: "x"}, {"answer": 3}))).read(head)
    assert [(each.rule.code, name in each.message) for each in head.faults] == [("CW503", True)]


def test_every_key_that_all_types_share_is_taken() -> None:
    assert {*SHARED} <= TAKEN


def test_what_was_parted_once_and_cannot_be_again_breaks_nothing() -> None:
    assert careful(Raising()).split({}) == ({}, {})
    assert careful(Giving(([], None))).split({}) == ({}, {})


@pytest.mark.parametrize("parted", [None, ({}, {"x": float("nan")}), ({"x": object()}, {}), (1, 2)])
def test_a_spec_that_cannot_be_parted_or_written_down_is_told_while_there_is_a_head(
    parted: object,
) -> None:
    @frozen
    class Odd(Giving):
        def read(self, head: Reader) -> Part:
            return {"odd": head.text("odd")}

    head = reader()
    careful(Odd(parted)).read(head)
    assert [each.rule.code for each in head.faults] == ["CW503"]


@pytest.mark.parametrize(
    "given",
    [
        None,
        "right",
        Verdict(1.5, correct=True),
        Verdict(True, correct=True),
        Verdict(float("nan"), correct=False),
        Verdict(1.0, correct=cast("Any", "yes")),
        Verdict(0.0, correct=False, feedback="\ud800"),
        Verdict(0.0, correct=False, note=cast("Any", 1)),
        Verdict(0.0, correct=False, tests=(protocol.TestResult("one", cast("Any", "yes")),)),
        Verdict(cast("Any", "1"), correct=True),
        Verdict(0.0, correct=False, feedback=cast("Any", None)),
        Verdict(0.0, correct=False, tests=cast("Any", ["a"])),
        Verdict(0.0, correct=False, tests=(protocol.TestResult(cast("Any", 1), passed=True),)),
    ],
)
def test_what_is_no_verdict_leaves_the_answer_recorded(given: object) -> None:
    assert careful(Giving(given)).grade({}, KEY, "a", None) == UNGRADED


def test_without_a_key_nothing_is_expected_and_nothing_said() -> None:
    assert careful(Raising()).grade({}, {}, "a", None) == Verdict(None, None)
    assert careful(Giving(None)).grade({}, {}, "a", None) == Verdict(None, None)
    wrong = Verdict(0.0, correct=False, tests=(protocol.TestResult("one", passed=False),))
    assert careful(Giving(wrong)).grade({}, {}, "a", None) == wrong


def test_other_things_than_asked_for_count_as_nothing() -> None:
    odd = careful(Giving(7, prompt=7))
    assert odd.prompt == ""
    assert (odd.job({}, KEY, 1), odd.worked({}, KEY), odd.samples({})) == (None, "", Samples())
    assert odd.prepare({}, KEY) is None
    assert careful(Giving(Malformed(cast("Any", None)))).parse({}, "a") == UNREAD
    assert careful(Giving(Malformed("Say more."))).parse({}, "a") == Malformed("Say more.")


def test_a_question_that_raises_is_none() -> None:
    class Odd:
        @property
        def prompt(self) -> str:
            raise ZeroDivisionError

    assert careful(Odd()).prompt == ""
    assert isinstance(careful(Odd()), Prompting)


@pytest.mark.parametrize(
    "job",
    [
        Job("report(1)", cast("Any", {1, 2})),
        Job("report(1)", {}, seconds=cast("Any", "x")),
        Job("report(1)", {}, seconds=float("nan")),
        Job("report(1)", {}, again=cast("Any", None)),
        Job(cast("Any", None), {}),
    ],
)
def test_a_job_that_cannot_be_handed_over_is_none(job: Job) -> None:
    assert careful(Giving(job)).job({}, KEY, "a") is None
    assert careful(Giving(job)).prepare({}, KEY) is None


@pytest.mark.parametrize("given", [None, (), ("x",), 7, {"answer": {1}}, [("a", 1)]])
def test_what_is_neither_a_key_nor_faults_is_a_fault(given: object) -> None:
    found = careful(Giving(given)).complete(KEY, Ran())
    assert isinstance(found, tuple)
    assert [each.rule.code for each in found] == ["CW503"]


@pytest.mark.parametrize(
    "given", [Samples(right=cast("Any", None)), Samples(wrong=(cast("Any", {1}),))]
)
def test_samples_that_are_none_are_none(given: Samples) -> None:
    assert careful(Giving(given)).samples({}) == Samples()


def test_a_type_that_works_is_what_it_is() -> None:
    text = "type: odd\noptions: {a: One, b: Two}\nanswer: a"
    ours, held = Choice(), careful(Choice())
    spec = ours.read(reader(text))
    assert held.read(reader(text)) == spec
    assert held.split(spec) == ours.split(spec)
    public, key = ours.split(spec)
    for raw in ("a", "b", "c", None):
        assert held.parse(public, raw) == ours.parse(public, raw)
        assert held.grade(public, key, raw, None) == ours.grade(public, key, raw, None)
    assert held.worked(public, key) == "One"
    assert held.samples(spec) == ours.samples(spec)
    assert held.complete(key, Ran()) == key
    assert not isinstance(held.job(public, key, "a"), Job)
