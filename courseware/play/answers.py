"""The file of answers: what a made-up learner does, step by step, and what should come of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal, get_args

from attrs import field, frozen

from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.reading import Mapping_, Node, Scalar, Sequence, did_you_mean
from courseware.errors import UsageError
from courseware.lesson.model import Lesson
from courseware.lesson.plain import read_plain
from courseware.session.outcome import OutcomeJSON

Kind = Literal["answer", "hint", "reveal", "interest", "open", "skip", "diagnostic", "wait"]
WORDS = frozenset(get_args(Kind)) - {"answer"}
NAMES = tuple(OutcomeJSON.__annotations__)
NOTHING = frozenset({"", "null", "~"})
SPAN = re.compile(r"(\d{1,7}(?:\.\d{1,7})?)\s*(second|minute|hour|day|week)s?", re.ASCII)
LONGEST_WAIT = timedelta(weeks=520)


@frozen
class Step:
    """One thing that the learner does.

    `what` names the checkpoint, interest or branch (an empty interest is *no preference*);
    `response` is the answer as text, or lists and maps of text. The words `hint`, `reveal`,
    `interest`, `open`, `skip`, `diagnostic`, `wait` and `expect` are never names of checkpoints
    here.
    """

    number: int
    kind: Kind
    what: str = ""
    response: JSON = None
    span: timedelta = timedelta()
    expect: Mapping[str, JSON] = field(factory=dict)

    def __str__(self) -> str:
        """The step as its file has it."""
        if self.kind == "answer":
            return f"{self.what}: {self.response}"
        return f"{self.kind}: {self.what or 'no preference'}"


def read_answers(path: Path, lesson: Lesson) -> tuple[Step, ...]:
    """Read the steps of a file, for a lesson that has what they name.

    Raises:
        UsageError: the file cannot be read, or some of its steps cannot be meant; all are named.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    root, faults = read_plain(text)
    problems = [_problem(path, each.line, each.message, each.help) for each in faults]
    found = []
    if not problems:
        reader = _Reader(path, lesson, problems)
        found = list(reader.steps(root))
    if problems:
        raise UsageError("\n".join(problems))
    return tuple(found)


def plain(node: Node) -> JSON:
    """A node as text, or lists and maps of text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(each) for each in node.items]
    return {key: plain(each) for key, each in node.items.items()}


def _problem(path: Path, line: int | None, message: str, help_: str | None) -> str:
    place = f"{path}, line {line}" if line is not None else str(path)
    return f"{place}: {message}" + (f" {help_}" if help_ else "")


class _Reader:
    """Reads steps and collects what is wrong with them."""

    def __init__(self, path: Path, lesson: Lesson, problems: list[str]) -> None:
        self.path, self.lesson, self.problems = path, lesson, problems

    def fault(self, node: Node | None, message: str, help_: str | None = None) -> None:
        self.problems.append(_problem(self.path, node.line if node else None, message, help_))

    def steps(self, root: Node | None) -> Iterator[Step]:
        found = root.items.get("steps") if isinstance(root, Mapping_) else None
        if not isinstance(found, Sequence) or not isinstance(root, Mapping_):
            self.fault(root, "The file should have a list under `steps:`.")
            return
        for key in root.items:
            if key != "steps":
                self.fault(root, f"`{key}` is not a key here, only `steps` is.")
        for number, node in enumerate(found.items, 1):
            step = self.step(number, node)
            if step is not None:
                yield step

    def step(self, number: int, node: Node) -> Step | None:
        done = [key for key in node.items if key != "expect"] if isinstance(node, Mapping_) else []
        if not isinstance(node, Mapping_) or len(done) != 1:
            self.fault(node, "A step is one line such as `warm-up: median`, and its `expect`.")
            return None
        expect = self.expect(node.items.get("expect"))
        word, value = done[0], node.items[done[0]]
        if word not in WORDS:
            self.named(node, "checkpoint", word, self.lesson.checkpoints)
            return Step(number, "answer", word, plain(value), expect=expect)
        if not isinstance(value, Scalar):
            self.fault(value, f"`{word}` takes one text.")
            return None
        return self.other(number, word, value, expect)

    def other(  # noqa: PLR0911  one for each kind of step
        self, number: int, word: str, value: Scalar, expect: Mapping[str, JSON]
    ) -> Step | None:
        """A step that is no answer."""
        what = value.text.strip()
        match word:
            case "wait":
                found = SPAN.fullmatch(what)
                if found is None:
                    self.fault(value, f"`{what}` is no span of time, such as `3 days`.")
                    return None
                span = timedelta(**{f"{found[2]}s": float(found[1])})
                if span > LONGEST_WAIT:
                    self.fault(value, f"`{what}` is too long: at most ten years can be waited.")
                    return None
                return Step(number, "wait", what, span=span, expect=expect)
            case "interest":
                what = "" if what.lower() in {*NOTHING, "none", "no preference"} else what
                if what:
                    self.named(value, "interest", what, self.lesson.interests)
                return Step(number, "interest", what, expect=expect)
            case "diagnostic":
                if what not in ("begin", "all"):
                    self.fault(value, "`diagnostic` takes `begin` or `all`.")
                return Step(number, "diagnostic", what, expect=expect)
            case "open" | "skip":
                self.named(value, "branch", what, self.lesson.branches)
                return Step(number, word, what, expect=expect)
            case "hint" | "reveal":
                self.named(value, "checkpoint", what, self.lesson.checkpoints)
                return Step(number, word, what, expect=expect)
            case _:
                raise AssertionError(word)

    def named(self, node: Node, what: str, name: str, known: Collection[str]) -> None:
        if name not in known:
            self.fault(node, f"The lesson has no {what} `{name}`.", did_you_mean(name, known))

    def expect(self, node: Node | None) -> Mapping[str, JSON]:
        if node is None:
            return {}
        if not isinstance(node, Mapping_):
            self.fault(node, "`expect` holds names with values, such as `{status: right}`.")
            return {}
        for name, each in node.items.items():
            if name not in NAMES:
                self.fault(each, f"`{name}` cannot be expected.", did_you_mean(name, NAMES))
        return {name: plain(each) for name, each in node.items.items()}
