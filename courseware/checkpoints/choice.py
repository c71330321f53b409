"""`choice`: one of several options is right."""

from __future__ import annotations

from attrs import frozen

from courseware.checkpoints import parts, reading
from courseware.checkpoints.faults import WRONG_IS_RIGHT
from courseware.checkpoints.options import (
    check_options,
    public_options,
    read_last,
    read_options,
    read_said,
)
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import Reader
from courseware.checkpoints.signs import bare
from courseware.messages import say


@frozen
class Choice:
    """The learner picks one option; the response is its id."""

    name: str = "choice"

    def read(self, head: Reader) -> Part:
        """`options`, `answer`, `wrong`, `shuffle`, `last`."""
        options = read_options(head)
        answer = _read_answer(head)
        if answer:
            check_options(head, [(answer, head.line_of("answer"))], options)
        wrong = read_said(head, "wrong", options)
        for id_, _, line in wrong:
            if id_ == answer:
                head.fault(
                    WRONG_IS_RIGHT,
                    f"`{id_}` is the right answer, and stands under `wrong` too.",
                    line,
                    "What is said to a right answer goes into `explain`.",
                )
        return {
            "options": options,
            "answer": answer,
            "wrong": [{"answer": id_, "feedback": feedback} for id_, feedback, _ in wrong],
            "shuffle": head.flag("shuffle"),
            "last": read_last(head, options),
        }

    def split(self, spec: Part) -> tuple[Part, Part]:
        """The options are public; which is right, and what the others are told, is not."""
        key: Part = {"answer": parts.text(spec, "answer"), "wrong": parts.items(spec, "wrong")}
        return public_options(spec), key

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """The id of an option."""
        if raw is None or raw in ("", []):
            return Malformed(say("choose-one"))
        if isinstance(raw, str) and bare(raw) in parts.mapping(public, "options"):
            return bare(raw)
        return Malformed(say("not-an-option"))

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Right or wrong, with the feedback for the option that was picked."""
        if isinstance(response, str) and response == parts.text(key, "answer"):
            return Verdict(1.0, correct=True)
        expected = (feedback for id_, feedback in parts.wrong(key) if id_ == response)
        return Verdict(0.0, correct=False, feedback=next(expected, parts.text(key, "other")))

    def worked(self, public: Part, key: Part) -> str:
        """The text of the right option."""
        answer = parts.text(key, "answer")
        return parts.text(parts.mapping(public, "options"), answer) or answer

    def samples(self, spec: Part) -> Samples:
        """The answer; every other option; what is not an option."""
        options, answer = parts.mapping(spec, "options"), parts.text(spec, "answer")
        absent = "x" * (max(map(len, options), default=0) + 1)
        return Samples(
            right=(answer, f" {answer}\n"),
            wrong=tuple(each for each in options if each != answer),
            malformed=("", None, absent, [answer], 7, {"id": answer}),
        )


def _read_answer(head: Reader) -> str:
    if not isinstance(head.node_of("answer"), reading.Sequence):
        return bare(head.text("answer", required=True))
    help_ = "Where several options are right, write `type: multiple`."
    head.fault(reading.WRONG_KIND, "`answer` should be one option and is a list.", "answer", help_)
    return ""
