"""The head of a `code` checkpoint."""

from __future__ import annotations

from courseware.checkpoints import faults, parts
from courseware.checkpoints.protocol import JSON, Part
from courseware.checkpoints.reading import EMPTY_VALUE, Reader
from courseware.checkpoints.syntax import is_empty, slip, tree

SECONDS = 10.0
LEAST_SECONDS = 0.1
MOST_SECONDS = 120.0
LEAST_POINTS = 0.01
MOST_POINTS = 1000.0


def read_head(head: Reader) -> Part:
    """The spec: solution, tests and wrong answers, each of them Python."""
    solution, setup = head.text("solution", required=True), head.text("setup")
    wrong = head.pairs("wrong", long="code")
    tests = [_test(each, at) for at, each in enumerate(head.readers("tests", required=True))]
    check_python(head, "solution", solution, head.line_of("solution"))
    check_python(head, "setup", setup, head.line_of("setup"))
    for source, _, line in wrong:
        check_python(head, "wrong", source, line)
        if tree(source) is not None and tree(source) == tree(solution):
            message = "The solution stands under `wrong` too."
            head.fault(faults.WRONG_IS_RIGHT, message, line)
    return {
        "starter": head.text("starter"),
        "solution": solution,
        "setup": setup,
        "tests": tests,
        "wrong": [{"answer": source, "feedback": said} for source, said, _ in wrong],
        "seconds": read_seconds(head),
    }


def seconds_of(part: Part) -> float:
    """How long a run may take."""
    return parts.number(part, "seconds", SECONDS, least=LEAST_SECONDS, most=MOST_SECONDS)


def _test(head: Reader, at: int) -> dict[str, JSON]:
    """One test: `code` that must not raise, or what the script `prints` when it reads `input`."""
    code, prints = head.text("code"), head.text("prints")
    test: dict[str, JSON] = {
        "name": head.text("name"),
        "message": head.text("message"),
        "points": _points(head),
        "hidden": head.flag("hidden"),
        "at": at,
    }
    if bool(code) == bool(prints) or (code and head.has("input")):
        head.fault(
            faults.TEST_KIND,
            "A test is either `code`, or what the script `prints` (with its `input`).",
            head.line,
            "For instance `code: assert centre([3, 1, 2]) == 2`, or `prints: 2`.",
        )
    check_python(head, "code", code, head.line_of("code"))
    text = head.text("input")
    return test | ({"code": code} if code else {"prints": prints, "input": text})


def check_python(head: Reader, key: str, source: str, line: int) -> None:
    """A fault where the code of a key is no Python, or where there is none in it."""
    found = slip(source)
    if found is not None:
        place = f" in its line {found.line}" if found.line else ""
        message = f"`{key}` is not Python: {found.reason}{place}."
        head.fault(faults.NOT_PYTHON, message, line)
    elif source and key != "setup" and is_empty(source):
        head.fault(EMPTY_VALUE, f"`{key}` has no code in it.", line)


def _points(head: Reader) -> float:
    points = head.number("points", 1.0) or 0.0
    if not LEAST_POINTS <= points <= MOST_POINTS:
        message = f"`points` of a test should be from {LEAST_POINTS:g} to {MOST_POINTS:g}."
        head.fault(faults.BAD_POINTS, message, "points")
        return 1.0
    return points


def read_seconds(head: Reader) -> float:
    """How long a run may take, as the author says it."""
    seconds = head.number("seconds", SECONDS) or 0.0
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        message = f"`seconds` should be from {LEAST_SECONDS:g} to {MOST_SECONDS:g}."
        head.fault(faults.BAD_SECONDS, message, "seconds")
        return SECONDS
    return seconds
