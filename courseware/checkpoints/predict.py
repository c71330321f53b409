"""`predict`: what a piece of code prints, or the error it stops with."""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections.abc import Mapping, Sequence

from attrs import frozen

from courseware.checkpoints import faults, harness, parts
from courseware.checkpoints.chance import draws
from courseware.checkpoints.code_head import check_python, read_seconds, seconds_of
from courseware.checkpoints.markdown import block
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import EMPTY_VALUE, UNKNOWN_KEY, Reader
from courseware.checkpoints.signs import INVISIBLE, QUOTES
from courseware.checkpoints.syntax import is_empty, slip
from courseware.errors.diagnostics import Fault
from courseware.messages import say

LONGEST = 5000
MOST_PRINTED = 2000
SHOWN = ("code", "setup", "seconds")
AGAIN_BY_CHANCE = 7
NOTHING_TO_READ = "EOF when reading a line"
SIGNS = str.maketrans({**QUOTES, "\u00a0": " "}) | INVISIBLE


@frozen
class Predict:
    """The learner says what the code prints; the response is its lines without their ends.

    The answer is found by running the code: the lines that it prints, and where it stops with an
    error the error's name below them, with or without what the error says.
    """

    name: str = "predict"
    prompt: str = say("predict-prompt")

    def read(self, head: Reader) -> Part:
        """`code`, `setup`, `seconds`, `wrong`."""
        code, setup = head.text("code", required=True), head.text("setup")
        found = slip(code)
        if found is not None:
            message = f"This code is not Python ({found.reason}), so the answer is an error."
            help_ = "Leave it so if that is what you ask."
            head.fault(faults.PREDICTS_NO_PYTHON, message, "code", help_)
        elif code and is_empty(code):
            head.fault(EMPTY_VALUE, "`code` has no code in it.", "code")
        if draws(code, setup):
            message = "This code draws by chance, so it may print something else another time."
            head.fault(faults.PREDICTS_CHANCE, message, "code", "Seed it: `random.seed(1)`.")
        if "answer" in head.node.items and head.has("answer"):
            message, help_ = "`answer` is not a key here.", "The answer is found by running `code`."
            head.fault(UNKNOWN_KEY, message, "answer", help_)
        check_python(head, "setup", setup, head.line_of("setup"))
        return {
            "code": code,
            "setup": setup,
            "wrong": [
                {"answer": "\n".join(lines(typed)), "feedback": said}
                for typed, said, _ in head.pairs("wrong")
            ],
            "seconds": read_seconds(head),
        }

    def split(self, spec: Part) -> tuple[Part, Part]:
        """The code is public; what it prints, once that is known, is not."""
        public = {name: spec[name] for name in SHOWN if name in spec}
        return public, {name: value for name, value in spec.items() if name not in SHOWN}

    def prepare(self, public: Part, key: Part) -> Job | None:
        """The code itself, as a script that reads nothing."""
        if "answer" in key:
            return None
        code, setup = parts.text(public, "code"), parts.text(public, "setup")
        return Job(
            program=f"{inspect.getsource(harness)}\nreport(run_script(payload, ''))\n",
            payload={"source": code, "setup": setup},
            seconds=seconds_of(public),
            again=AGAIN_BY_CHANCE if draws(code, setup) else 1,
        )

    def complete(self, key: Part, ran: Ran) -> Part | tuple[Fault, ...]:
        """The key with what was printed."""
        result = ran.result if isinstance(ran.result, Mapping) else {}
        error = parts.mapping(result, "error")
        if (trouble := _trouble(ran, error)) is not None:
            return (trouble,)
        said = parts.text(error, "name")
        answer = "\n".join([*_printed(result), *([said] if said else [])])
        if not lines(answer):
            message, help_ = "This code prints nothing.", "Let it print what is asked for."
            return (Fault(faults.PRINTS_NOTHING, message, None, help_),)
        if len(answer) > MOST_PRINTED:
            message = f"This code prints more than {MOST_PRINTED} characters."
            return (Fault(faults.PRINTS_TOO_MUCH, message, None, "Ask for less."),)
        unseen = next((each for each in parts.text(result, "printed") if _is_unseen(each)), None)
        if unseen is not None:
            message = f"This code prints {unseen!r}, which nobody can type."
            return (Fault(faults.PRINTS_UNTYPABLE, message, None, "Ask for plain text."),)
        stops = bool(said)
        if any(_read(wrong, stops=stops) == lines(answer) for wrong, _ in parts.wrong(key)):
            message = "What this code prints stands under `wrong` too."
            help_ = "What is said to a right answer goes into `explain`."
            return (Fault(faults.WRONG_IS_RIGHT, message, None, help_),)
        return {**key, "answer": answer, "error": stops}

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """Lines with something to see in them."""
        if raw is None or raw == "":
            return Malformed(say("predict-empty"))
        if not isinstance(raw, str):
            return Malformed(say("predict-not-text"))
        if len(raw) > LONGEST:
            return Malformed(say("text-long", most=LONGEST))
        return "\n".join(lines(raw)) or Malformed(say("predict-empty"))

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run: the answer is in the key."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Right where every line is; else the first line that differs, not what it should be."""
        stops = parts.flag(key, "error")
        typed = _read(response[:LONGEST], stops=stops) if isinstance(response, str) else []
        answer = lines(parts.text(key, "answer"))
        if answer and _is_same(typed, answer):
            return Verdict(1.0, correct=True)
        wrong = parts.wrong(key)
        said = (feedback for slip, feedback in wrong if _read(slip, stops=stops) == typed)
        note = _difference(typed, answer, stops=stops)
        return Verdict(0.0, correct=False, feedback=next(said, parts.text(key, "other")), note=note)

    def worked(self, public: Part, key: Part) -> str:
        """What the code prints."""
        answer = parts.text(key, "answer")
        return block(answer) if answer else ""

    def samples(self, spec: Part) -> Samples:
        """What is printed, once that is known; the wrong answers and one line more."""
        answer = parts.text(spec, "answer")
        return Samples(
            right=(answer, f"{answer}  \n\n") if answer else (),
            wrong=(*(wrong for wrong, _ in parts.wrong(spec)), f"{answer}\n{answer}\n."),
            malformed=("", " \n\n", None, 5, ["3"], {"3": "4"}, "x" * (LONGEST + 1)),
        )


def lines(text: str) -> list[str]:
    """The lines of a text, signs made plain, without blanks at their ends and blank lines below."""
    plain = unicodedata.normalize("NFC", text).translate(SIGNS)
    whole = unicodedata.normalize("NFC", plain)
    return [line.rstrip() for line in whole.rstrip().splitlines()]


def _is_same(typed: Sequence[str], answer: Sequence[str]) -> bool:
    """Whether the lines are the same, where a tab is some blanks: what it looks like."""
    patterns = (r"[ \t]+".join(map(re.escape, line.split("\t"))) for line in answer)
    return len(typed) == len(answer) and all(map(re.fullmatch, patterns, typed))


def _is_unseen(character: str) -> bool:
    """Whether it is a sign that moves or colours, and not one that is read."""
    return unicodedata.category(character) == "Cc" and character not in "\n\t"


def _read(text: str, *, stops: bool) -> list[str]:
    """The lines of a text; where the code stops with an error, the last one as the error's name."""
    found = lines(text)
    return [*found[:-1], _error_name(found[-1])] if stops and found else found


def _printed(result: Part) -> list[str]:
    """The lines that were printed, signs and all, without blanks at their ends and below."""
    return [line.rstrip() for line in parts.text(result, "printed").rstrip().splitlines()]


def _trouble(ran: Ran, error: Part) -> Fault | None:
    """What kept the code from its end, other than an error of its own."""
    if ran.failure == "timeout":
        help_ = "Does a loop never end? `seconds` allows more."
        return Fault(faults.DOES_NOT_END, "This code did not end in its time.", None, help_)
    if ran.failure or not isinstance(ran.result, Mapping):
        return Fault(faults.CANNOT_RUN, "This code could not be run to its end.")
    if (error.get("name"), error.get("text")) == ("EOFError", NOTHING_TO_READ):
        message = "This code waits for `input`, and nobody types anything there."
        help_ = "Give a variable its value in the place of `input`."
        return Fault(faults.CANNOT_RUN, message, None, help_)
    if error.get("where") == "setup":
        name, text = parts.text(error, "name"), parts.text(error, "text")
        return Fault(faults.SETUP_STOPS, f"`setup` stops: {name}: {text}".rstrip(": "))
    return None


def _error_name(line: str) -> str:
    """The name alone where a line is an error with what it says: `json.JSONDecodeError: ...`."""
    named = re.match(r"\s*(?:[^\W\d]\w*\.)*([^\W\d]\w*)\s*(?::.*)?$", line)
    return named[1] if named else line


def _difference(typed: Sequence[str], answer: Sequence[str], *, stops: bool) -> str:
    """Where the lines begin to differ; nothing where there is only one line to look at."""
    if stops and len(answer) > 1 and typed == answer[-1:]:
        return say("predict-before-error")
    pairs = zip(typed, answer, strict=False)
    first = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
    if first is None:
        at = len(answer) + 1
        return say("predict-goes-on") if len(typed) < len(answer) else say("predict-line", line=at)
    if _loose(typed[first]) == _loose(answer[first]):
        return say("predict-almost", line=first + 1)
    return say("predict-line", line=first + 1) if len(typed) > 1 else ""


def _loose(line: str) -> str:
    return re.sub(r"[\s'\"]", "", line).casefold()
