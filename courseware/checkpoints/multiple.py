"""`multiple`: one or more of several options are right, and all of them are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from courseware.checkpoints import parts
from courseware.checkpoints.faults import (
    MISSING_IS_WRONG,
    SAID_TWICE,
    UNKNOWN_OPTION,
    WRONG_IS_RIGHT,
)
from courseware.checkpoints.markdown import bullets, paragraphs
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
class Multiple:
    """The learner picks options; the response is the list of their ids, as they are ordered.

    The score is the number of right picks less that of wrong ones, over that of right options,
    and not below 0; without `partial` it is 1 or 0. `wrong` speaks of what was picked, `missing`
    of what was not.
    """

    name: str = "multiple"

    def read(self, head: Reader) -> Part:
        """`options`, `answer`, `wrong`, `missing`, `partial`, `shuffle`, `last`."""
        options = read_options(head)
        answer = _read_answer(head, options)
        wrong = read_said(head, "wrong", options)
        missing = read_said(head, "missing", options)
        for id_, _, line in wrong:
            if id_ in answer:
                message = f"`{id_}` is right, and stands under `wrong`."
                help_ = "What is said to those who do not pick it goes into `missing`."
                head.fault(WRONG_IS_RIGHT, message, line, help_)
        for id_, _, line in missing:
            if answer and id_ in options and id_ not in answer:
                message = f"`{id_}` is not right, and stands under `missing`."
                help_ = "What is said to those who pick it goes into `wrong`."
                head.fault(MISSING_IS_WRONG, message, line, help_)
        return {
            "options": options,
            "answer": answer,
            "wrong": [{"answer": id_, "feedback": said} for id_, said, _ in wrong],
            "missing": [{"answer": id_, "feedback": said} for id_, said, _ in missing],
            "partial": head.flag("partial", default=True),
            "shuffle": head.flag("shuffle"),
            "last": read_last(head, options),
        }

    def split(self, spec: Part) -> tuple[Part, Part]:
        """The options are public; which are right, and what is said about them, is not."""
        key: Part = {
            "answer": parts.texts(spec, "answer"),
            "wrong": parts.items(spec, "wrong"),
            "missing": parts.items(spec, "missing"),
            "partial": parts.flag(spec, "partial"),
        }
        return public_options(spec), key

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """The ids of options in their order, each once; a single id counts as a list of one."""
        if raw is None or raw in ("", []):
            return Malformed(say("choose-some"))
        picked = {bare(each) for each in _ids(raw)}
        options = parts.mapping(public, "options")
        if not picked or not picked <= options.keys() or len(_ids(raw)) < len(_listed(raw)):
            return Malformed(say("not-an-option"))
        return [id_ for id_ in options if id_ in picked]

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Right with exactly the right options; else what is said of each slip."""
        picked, answer = set(_ids(response)), set(parts.texts(key, "answer"))
        if answer and picked == answer:
            return Verdict(1.0, correct=True)
        found = len(picked & answer)
        share = (found - len(picked - answer)) / max(len(answer), 1)
        said = [
            *(feedback for id_, feedback in parts.wrong(key) if id_ in picked),
            *(feedback for id_, feedback in parts.wrong(key, "missing") if id_ not in picked),
        ]
        return Verdict(
            max(0.0, share) if parts.flag(key, "partial") else 0.0,
            correct=False,
            feedback=paragraphs(said) or parts.text(key, "other"),
        )

    def worked(self, public: Part, key: Part) -> str:
        """The texts of the right options."""
        options = parts.mapping(public, "options")
        texts = [parts.text(options, each) or each for each in parts.texts(key, "answer")]
        return texts[0] if len(texts) == 1 else bullets(texts)

    def samples(self, spec: Part) -> Samples:
        """The answer, also in another order; picks without any merit; what are no options."""
        options, answer = parts.mapping(spec, "options"), list(parts.texts(spec, "answer"))
        others = [each for each in options if each not in answer]
        wrong = [[each] for each in others]
        if not parts.flag(spec, "partial"):
            wrong += [answer[1:]] if answer[1:] else []
            wrong += [[*answer, each] for each in others]
        absent = "x" * (max(map(len, options), default=0) + 1)
        return Samples(
            right=(answer, [f" {each}\n" for each in (*reversed(answer), *answer)]),
            wrong=tuple(wrong),
            malformed=(None, "", [], absent, [absent], [*answer, absent], [answer], 7, {"a": "b"}),
        )


def _read_answer(head: Reader, options: dict[str, str]) -> list[str]:
    """The ids of the right options, of which there is at least one."""
    answer = [bare(each) for each in head.texts("answer", required=True)]
    several = [bare(each) for each in answer[0].split(",")] if len(answer) == 1 else []
    if len(several) > 1 and answer[0] not in options and options.keys() >= set(several):
        message = "Several answers stand in a list."
        help_ = f"Write `answer: [{', '.join(several)}]`."
        head.fault(UNKNOWN_OPTION, message, "answer", help_)
        return several
    check_options(head, ((each, head.line_of("answer")) for each in answer), options)
    for each in dict.fromkeys(each for each in answer if answer.count(each) > 1):
        head.fault(SAID_TWICE, f"`{each}` stands twice under `answer`.", "answer")
    return answer


def _listed(raw: JSON) -> Sequence[JSON]:
    """What a response lists, whatever it is; a single text is a list of one."""
    if isinstance(raw, str):
        return (raw,)
    return raw if isinstance(raw, Sequence) else ()


def _ids(raw: JSON) -> tuple[str, ...]:
    """The texts that a response lists."""
    return tuple(each for each in _listed(raw) if isinstance(each, str))
