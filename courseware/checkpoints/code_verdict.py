"""What the run of a `code` answer means: its tests, its score and what to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from courseware.checkpoints import parts
from courseware.checkpoints.code_head import seconds_of
from courseware.checkpoints.code_tests import Tried, error_sentence
from courseware.checkpoints.markdown import span
from courseware.checkpoints.protocol import JSON, Part, Ran, Verdict
from courseware.checkpoints.syntax import tree
from courseware.messages import say


def all_tests(public: Part, key: Part) -> list[Part]:
    """Visible and hidden tests in the order in which they were written."""
    tests = list(parts.mappings(public, "tests"))
    for test in sorted(parts.mappings(key, "tests"), key=lambda each: parts.number(each, "at")):
        tests.insert(int(parts.number(test, "at")), test)
    return tests


def verdict(public: Part, key: Part, source: str, ran: Ran) -> Verdict:
    """The verdict on a source that was run; where the run did not end by itself, nothing counts.

    An answer that is listed as wrong is wrong, also where the tests let it pass.
    """
    runs = [_mapping(each) for each in parts.items(_mapping(ran.result), "tests")]
    tests = all_tests(public, key)
    runs += [{}] * (len(tests) - len(runs))
    tried = [
        Tried(number, test, run)
        for number, (test, run) in enumerate(zip(tests, runs, strict=False), start=1)
    ]
    results = tuple(each.result for each in tried)
    listed = _listed(key, source)
    passes = bool(tried) and not ran.failure and all(each.passed for each in tried)
    if passes and listed is None:
        return Verdict(1.0, correct=True, tests=results)
    earned = sum(each.points for each in tried if each.passed and not ran.failure)
    score = earned / sum(each.points for each in tried) if earned and not passes else 0.0
    said = next(filter(None, (listed, *_sayings(public, key, ran, tried))), "")
    return Verdict(score, correct=False, feedback=said, tests=results)


def _listed(key: Part, source: str) -> str | None:
    """What the author says to this wrong answer, if it is one of those expected."""
    form = tree(source)
    same = (said for wrong, said in parts.wrong(key) if form is not None and tree(wrong) == form)
    return next(same, None)


def _sayings(public: Part, key: Part, ran: Ran, tried: Sequence[Tried]) -> Iterator[str]:
    """What may be said to an answer that is not right, the most useful first."""
    yield _stopped(public, ran)
    yield from (each.result.message for each in tried if each.stopped)
    yield parts.text(key, "other")
    yield from (each.result.message for each in tried if not each.passed)


def _stopped(public: Part, ran: Ran) -> str:
    """What kept the whole run from its end."""
    error = parts.mapping(_mapping(ran.result), "error")
    if ran.failure == "timeout":
        seconds = seconds_of(public)
        return say("code-timeout", count=int(seconds) if seconds == int(seconds) else seconds)
    if ran.failure:
        return say(f"code-{ran.failure}")
    if parts.text(error, "where") == "setup":
        return say("code-setup-error", error=span(parts.text(error, "name")))
    return error_sentence(error) if error else ""


def _mapping(value: JSON) -> Mapping[str, JSON]:
    return value if isinstance(value, Mapping) else {}
