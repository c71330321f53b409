"""`choice`: one of several options is right."""

from __future__ import annotations

import unicodedata

from attrs import frozen

from courseware.checkpoints import parts, reading
from courseware.checkpoints.faults import FEW_OPTIONS, SAID_TWICE, UNKNOWN_OPTION, WRONG_IS_RIGHT
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import Reader, did_you_mean
from courseware.messages import say

FEWEST = 2


@frozen
class Choice:
    """The learner picks one option; the response is its id."""

    name: str = "choice"

    def read(self, head: Reader) -> Part:
        """`options`, `answer`, `wrong`, `shuffle`, `last`."""
        options = read_options(head)
        answer = _id(head.text("answer", required=True))
        wrong = [(_id(id_), feedback, line) for id_, feedback, line in head.pairs("wrong")]
        last = [_id(each) for each in head.texts("last")]
        named = [(answer, head.line_of("answer"))] if answer else []
        named += [(id_, line) for id_, _, line in wrong]
        named += [(id_, head.line_of("last")) for id_ in last]
        for id_, line in named if options else ():
            if id_ not in options:
                help_ = did_you_mean(id_, options)
                head.fault(UNKNOWN_OPTION, f"`{id_}` is not one of the options.", line, help_)
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
            "last": last,
        }

    def split(self, spec: Part) -> tuple[Part, Part]:
        """The options are public; which is right, and what the others are told, is not."""
        options = parts.mapping(spec, "options")
        public: Part = {
            "options": options,
            "order": list(options),
            "shuffle": parts.flag(spec, "shuffle"),
            "last": parts.texts(spec, "last"),
        }
        return public, {"answer": parts.text(spec, "answer"), "wrong": parts.items(spec, "wrong")}

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """The id of an option."""
        if raw is None or raw in ("", []):
            return Malformed(say("choose-one"))
        if isinstance(raw, str) and _id(raw) in parts.mapping(public, "options"):
            return _id(raw)
        return Malformed(say("not-an-option"))

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:  # noqa: ARG002
        """Nothing has to run."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:  # noqa: ARG002
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


def read_options(head: Reader) -> dict[str, str]:
    """Options with their ids; a list of texts are their own ids."""
    node = head.node_of("options", required=True)
    if isinstance(node, reading.Mapping_):
        options = {_id(id_): text for id_, text in head.mapping("options").items()}
        texts = list(options.values())
    else:
        texts = list(head.texts("options"))
        options = {_id(text): text for text in texts}
    if any(not text.strip() for text in texts):
        head.fault(reading.EMPTY_VALUE, "An option has no text.", "options")
    for text in dict.fromkeys(each for each in texts if each.strip() and texts.count(each) > 1):
        head.fault(SAID_TWICE, f"Two options read `{text}`.", "options")
    if node is not None and len(options) < FEWEST:
        head.fault(FEW_OPTIONS, "A choice needs at least two options.", "options")
    return options


def _id(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
