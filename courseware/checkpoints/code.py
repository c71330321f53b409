"""`code`: a program or a function, judged by its tests."""

from __future__ import annotations

import inspect

from attrs import frozen

from courseware.checkpoints import code_verdict, harness, parts
from courseware.checkpoints.code_head import read_head, seconds_of
from courseware.checkpoints.markdown import block, escaped, span
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import Reader
from courseware.checkpoints.syntax import Slip, is_empty, slip
from courseware.messages import say

LONGEST = 50_000
SOLVED = ("solution", "wrong")
SHOWN = ("name", "message", "points", "code", "prints", "input")


@frozen
class Code:
    """The learner writes code; the response is its source with plain line ends.

    Right needs all tests; the score is the share of the points of those that pass. A listed wrong
    answer has its say when its syntax tree is the learner's.
    """

    name: str = "code"

    def read(self, head: Reader) -> Part:
        """`starter`, `solution`, `setup`, `tests`, `wrong`, `seconds`."""
        return read_head(head)

    def split(self, spec: Part) -> tuple[Part, Part]:
        """Starter, set-up and visible tests are public; a hidden test keeps its place (`at`)."""
        tests = parts.mappings(spec, "tests")
        visible = [test for test in tests if not parts.flag(test, "hidden")]
        hidden = [test for test in tests if parts.flag(test, "hidden")]
        public: Part = {
            "starter": parts.text(spec, "starter"),
            "setup": parts.text(spec, "setup"),
            "tests": [{name: test[name] for name in SHOWN if name in test} for test in visible],
            "hidden": len(hidden),
            "seconds": seconds_of(spec),
        }
        key: Part = {name: spec[name] for name in SOLVED if name in spec}
        return public, {**key, "tests": hidden}

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """Source that compiles."""
        if raw is None:
            return Malformed(say("code-empty"))
        if not isinstance(raw, str):
            return Malformed(say("code-not-text"))
        if len(raw) > LONGEST:
            return Malformed(say("code-long", most=LONGEST))
        source = raw.replace("\r\n", "\n").replace("\r", "\n")
        found = slip(source)
        if found is not None:
            return Malformed(_not_python(found))
        return Malformed(say("code-empty")) if is_empty(source) else source

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """The answer with all tests."""
        if not isinstance(response, str):
            return None
        return Job(
            program=f"{inspect.getsource(harness)}\njudge(payload, report)\n",
            payload={
                "source": response,
                "setup": parts.text(public, "setup"),
                "tests": code_verdict.all_tests(public, key),
            },
            seconds=seconds_of(public),
        )

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """The share of the tests passed, and the most useful thing to say about the rest."""
        source = response if isinstance(response, str) else ""
        return code_verdict.verdict(public, key, source, ran or Ran(failure="broken"))

    def worked(self, public: Part, key: Part) -> str:
        """The solution."""
        solution = parts.text(key, "solution")
        return block(solution, "python") if solution else ""

    def samples(self, spec: Part) -> Samples:
        """The solution; the wrong answers and code that gives up; what is not Python."""
        return Samples(
            right=(parts.text(spec, "solution"),),
            wrong=("raise NotImplementedError\n", *(code for code, _ in parts.wrong(spec))),
            malformed=("", "  \n", "# later\n", "def (:\n", "if True:\n", None, 3, ["pass"]),
        )


def _not_python(found: Slip) -> str:
    reason = escaped(found.reason)
    if found.line is None:
        return say("code-not-python", reason=reason)
    if found.there:
        place = say("code-at", there=span(found.there))
    elif found.before:
        place = say("code-after", before=span(found.before))
    else:
        place = say("code-at-start")
    return say("code-not-python-at", line=found.line, place=place, reason=reason)
