"""`text`: a word or a few, judged by the answers, wrong answers and patterns of its author."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from courseware.checkpoints import faults, parts
from courseware.checkpoints.edits import edits
from courseware.checkpoints.markdown import span
from courseware.checkpoints.pattern import Unsupported, read_pattern
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import Reader
from courseware.checkpoints.signs import plain, without_accents
from courseware.messages import say

LONGEST = 500
MOST_EDITS = 3
ACCENTS = ("needed", "hint", "free")


@frozen
class Text:
    """The learner types words; the response is the text with its blanks and quotes made plain.

    Judged in this order: an answer, a wrong answer, a pattern (the whole answer), an answer but
    for its accents, an answer within so many edits. Where `accents` are `needed`, another accent
    is another answer; with `hint` it is wrong too, and the learner is told that only the accents
    differ; with `free` they do not matter.
    """

    name: str = "text"

    def read(self, head: Reader) -> Part:
        """`answer`, `wrong`, `pattern`, `near`, `case`, `accents`."""
        answers, wrong = head.texts("answer", required=True), head.pairs("wrong")
        case, accents = head.flag("case"), head.one_of("accents", ACCENTS, "needed")
        patterns, near = head.texts("pattern"), head.integer("near", 0) or 0
        forms = Forms(case, accents)
        for typed, _, line in wrong:
            if forms.of(typed) in map(forms.of, answers):
                head.fault(
                    faults.WRONG_IS_RIGHT,
                    f"`{typed}` is a right answer, and stands under `wrong` too.",
                    line,
                    "What is said to a right answer goes into `explain`.",
                )
        for pattern in patterns:
            _check_pattern(head, pattern, case=case)
        _check_near(head, near, answers)
        return {
            "answer": answers,
            "wrong": [{"answer": typed, "feedback": said} for typed, said, _ in wrong],
            "pattern": patterns,
            "near": near,
            "case": case,
            "accents": accents,
        }

    def split(self, spec: Part) -> tuple[Part, Part]:
        """Whether case and accents matter is public; what is right is not."""
        public: Part = {name: spec[name] for name in ("case", "accents") if name in spec}
        return public, {name: value for name, value in spec.items() if name not in public}

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """A text with something to see in it."""
        if raw is None or raw == "":
            return Malformed(say("text-empty"))
        if not isinstance(raw, str):
            return Malformed(say("text-not-text"))
        if len(raw) > LONGEST:
            return Malformed(say("text-long", most=LONGEST))
        return plain(raw) or Malformed(say("text-empty"))

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Right or wrong, in the order that the class describes."""
        typed = plain(response[:LONGEST]) if isinstance(response, str) else ""
        forms = Forms(parts.flag(public, "case"), parts.text(public, "accents"))
        answers = parts.texts(key, "answer")
        other = Verdict(0.0, correct=False, feedback=parts.text(key, "other"))
        if not typed:
            return other
        if forms.of(typed) in map(forms.of, answers):
            return Verdict(1.0, correct=True)
        for wrong, said in parts.wrong(key):
            if forms.of(wrong) == forms.of(typed):
                return Verdict(0.0, correct=False, feedback=said)
        if any(_matches(each, typed, case=forms.case) for each in parts.texts(key, "pattern")):
            return Verdict(1.0, correct=True)
        return (
            _almost(typed, answers, forms, int(parts.number(key, "near", most=MOST_EDITS))) or other
        )

    def worked(self, public: Part, key: Part) -> str:
        """The first of the right answers."""
        return next(iter(parts.texts(key, "answer")), "")

    def samples(self, spec: Part) -> Samples:
        """The answers, also with other blanks and case; wrong ones; what is no text."""
        answers = parts.texts(spec, "answer")
        spaced = [f"  {each.replace(' ', '  ')}\n" for each in answers]
        shouted = [] if parts.flag(spec, "case") else [each.upper() for each in answers]
        far = f"{max(answers, key=len, default='')} {'x' * (MOST_EDITS + 1)}?"
        return Samples(
            right=tuple(dict.fromkeys((*answers, *spaced, *shouted))),
            wrong=(*(typed for typed, _ in parts.wrong(spec)), far[-LONGEST:]),
            malformed=("", "  \n", None, 5, ["a"], {"a": "b"}, "x" * (LONGEST + 1)),
        )


@frozen
class Forms:
    """What of a text counts when two are compared."""

    case: bool
    accents: str

    def of(self, text: str) -> str:
        """A text without what does not matter."""
        line = plain(text)
        line = without_accents(line) if self.accents == "free" else line
        return line if self.case else plain(line.casefold())

    def bare(self, text: str) -> str:
        """A text without what does not matter and without accents."""
        return without_accents(self.of(text))


def _matches(pattern: str, typed: str, *, case: bool) -> bool:
    try:
        return read_pattern(pattern, case=case).matches(typed)
    except (re.error, Unsupported):
        return False


def _almost(typed: str, answers: Sequence[str], forms: Forms, near: int) -> Verdict | None:
    """The verdict on an answer that is right but for its accents, or for some edits.

    A changed digit makes another number of it, and is never forgiven.
    """
    if forms.accents == "hint" and forms.bare(typed) in map(forms.bare, answers):
        return Verdict(0.0, correct=False, feedback=say("text-accents"))
    form = forms.of(typed)
    for answer in answers if near else ():
        other = forms.of(answer)
        close = abs(len(form) - len(other)) <= near and edits(form, other) <= near
        if close and re.findall(r"\d", form) == re.findall(r"\d", other):
            return Verdict(1.0, correct=True, note=say("text-near", answer=span(answer)))
    return None


def _check_pattern(head: Reader, pattern: str, *, case: bool) -> None:
    try:
        read_pattern(pattern, case=case)
    except re.error as error:
        message = f"`{pattern}` is not a pattern: {error}."
        help_ = "A pattern is a regular expression of Python. A plain answer goes into `answer`."
        head.fault(faults.BAD_PATTERN, message, "pattern", help_)
    except Unsupported as error:
        head.fault(
            faults.PATTERN_TOO_MUCH,
            f"`{pattern}` uses `{error.args[0]}`, which a pattern here cannot.",
            "pattern",
            "It may use characters, `.`, classes, groups, `|`, `* + ? {m,n}`, `^ $ \\b`.",
        )


def _check_near(head: Reader, near: int, answers: Sequence[str]) -> None:
    shortest = min(answers, key=len, default="")
    if not 0 <= near <= MOST_EDITS:
        help_ = "One edit is a letter too much, missing, another, or two that changed places."
        message = f"`near` should be from 0 to {MOST_EDITS}."
        head.fault(faults.BAD_NEAR, message, "near", help_)
    elif near and shortest and near * 2 >= len(shortest):
        message = f"`near: {near}` makes other words of `{shortest}` right."
        help_ = "Leave out `near` where an answer is so short, and list the spellings you accept."
        head.fault(faults.NEAR_TOO_FAR, message, "near", help_)
