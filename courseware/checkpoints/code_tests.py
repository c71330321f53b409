"""One test of a `code` answer and what its run says."""

from __future__ import annotations

import re

from attrs import frozen

from courseware.checkpoints import parts
from courseware.checkpoints.code_head import LEAST_POINTS, MOST_POINTS
from courseware.checkpoints.markdown import block, span
from courseware.checkpoints.protocol import Part, TestResult
from courseware.messages import say


@frozen
class Tried:
    """A test (from 1) with what the harness found; `run` is empty where it did not come to it."""

    number: int
    test: Part
    run: Part

    @property
    def points(self) -> float:
        """What the test is worth."""
        return parts.number(self.test, "points", 1.0, least=LEAST_POINTS, most=MOST_POINTS)

    @property
    def passed(self) -> bool:
        """Whether nothing went wrong, and a script printed what it should.

        White space at line ends does not count. What `input` asks may be printed or not: where
        nobody types it runs into the next text.
        """
        if not self.run or self.run.get("error") is not None:
            return False
        if "prints" not in self.test:
            return True
        printed = [lines(parts.text(self.run, name)) for name in ("printed", "unasked")]
        return lines(parts.text(self.test, "prints")) in printed

    @property
    def stopped(self) -> bool:
        """Whether an error stopped it, other than an assertion of its own."""
        error = parts.mapping(self.run, "error")
        by_test = parts.text(error, "where") == "test" and error.get("name") == "AssertionError"
        return bool(error) and not by_test

    @property
    def result(self) -> TestResult:
        """As the learner sees it."""
        name = parts.text(self.test, "name") or say("code-test", number=self.number)
        return TestResult(name, self.passed, "" if self.passed else self._message())

    def _message(self) -> str:
        if not self.run:
            return say("code-not-run")
        happened, authors = self._happened(), parts.text(self.test, "message")
        if self.stopped:
            return happened  # what the test looks for was never reached
        own = parts.text(parts.mapping(self.run, "error"), "text")
        if not authors and "code" in self.test:
            authors = own or ("" if happened else self._does_not_hold())
        gap = "\n\n" if "\n" in happened else " "
        return gap.join(each for each in (happened, authors) if each)

    def _happened(self) -> str:
        """What went wrong in words; of a hidden test, only an error of the learner's own."""
        if self.stopped:
            return error_sentence(parts.mapping(self.run, "error"))
        if parts.flag(self.test, "hidden"):
            return "" if self.test.get("message") or "code" in self.test else say("code-other")
        if "prints" in self.test:
            return _printed(parts.text(self.run, "printed"), parts.text(self.test, "prints"))
        gives = parts.mapping(self.run, "gives")
        look, value = parts.text(gives, "look"), parts.text(gives, "value")
        if not value:
            return ""
        verb = "code-gives" if "(" in look else "code-is"
        return say(verb, look=span(look), value=span(value))

    def _does_not_hold(self) -> str:
        source = parts.text(self.test, "code").strip()
        if parts.flag(self.test, "hidden") or "\n" in source:
            return say("code-fails")
        return say("code-does-not-hold", test=span(source))


def lines(text: str) -> list[str]:
    """The lines of a text without white space at their ends and without empty ones after them."""
    return [line.rstrip() for line in text.rstrip().splitlines()]


def error_sentence(error: Part) -> str:
    """What stopped the learner's code, where, and in whose words."""
    name, text = parts.text(error, "name"), parts.text(error, "text")
    undefined = re.fullmatch(r"name '(\w+)' is not defined.*", text)
    if undefined and parts.text(error, "where") == "test":
        return say("code-undefined", name=span(undefined[1]))
    what = span(f"{name}: {text}" if text else name)
    number, source = int(parts.number(error, "line")), span(parts.text(error, "source"))
    if not number:
        return say("code-error", error=what)
    sentence = say("code-error-line", error=what, line=number, source=source)
    return f"{sentence} {say('code-no-input')}" if name == "EOFError" else sentence


def _printed(printed: str, expected: str) -> str:
    mine, theirs = "\n".join(lines(printed)), "\n".join(lines(expected))
    if not mine:
        return say("code-prints-nothing", expected=span(theirs))
    if "\n" in mine + theirs:
        return say("code-prints-lines", printed=block(mine), expected=block(theirs))
    return say("code-prints", printed=span(mine), expected=span(theirs))
