"""`numeric`: a number, with a unit where one is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from courseware.checkpoints import parts
from courseware.checkpoints.markdown import span
from courseware.checkpoints.numbers import Number, Unread, read_number
from courseware.checkpoints.numeric_head import MOST_FIGURES, read_head
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import Reader
from courseware.checkpoints.targets import (
    Margin,
    Target,
    ends,
    in_figures,
    read_margin,
    read_target,
)
from courseware.checkpoints.units import Units, folded, is_unit
from courseware.messages import say

LARGEST_BITS = 1024
PUBLIC = ("unit", "units", "unit_needed", "figures", "figures_needed")


@frozen
class Numeric:
    """The learner types a number; the response is the text as typed, without blanks around it."""

    name: str = "numeric"

    def read(self, head: Reader) -> Part:
        """`answer`, `tolerance`, `unit`, `units`, `unit_needed`, `figures`, `figures_needed`,
        `wrong`.
        """
        return read_head(head)

    def split(self, spec: Part) -> tuple[Part, Part]:
        """The units and figures asked for are public; the numbers are not."""
        public = {name: spec[name] for name in PUBLIC if name in spec}
        return public, {name: value for name, value in spec.items() if name not in PUBLIC}

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """The text of a number in one of the units; a JSON number counts as its text."""
        if isinstance(raw, int) and not isinstance(raw, bool) and raw.bit_length() > LARGEST_BITS:
            return Malformed(say("number-long"))
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = repr(raw)
        if raw is None:
            return Malformed(say("number-empty"))
        if not isinstance(raw, str):
            return Malformed(say("number-not-text"))
        number = read_number(raw)
        if isinstance(number, Unread):
            return Malformed(_unread(number, raw))
        return _unit_fault(number, units_of(public), parts.flag(public, "unit_needed")) or (
            raw.strip()
        )

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Right within the tolerance, and in the figures asked for where they are needed."""
        number = read_number(response) if isinstance(response, str) else Unread("no-number")
        if isinstance(number, Unread):
            return Verdict(0.0, correct=False, feedback=parts.text(key, "other"))
        judge = Judge.of(public, key)
        if not any(judge.holds(answer, number) for answer in parts.texts(key, "answer")):
            expected = (said for typed, said in parts.wrong(key) if judge.holds(typed, number))
            return Verdict(0.0, correct=False, feedback=next(expected, parts.text(key, "other")))
        figures = judge.margin.figures
        if not figures or not number.value or _has_figures(number, figures):
            return Verdict(1.0, correct=True)
        if parts.flag(public, "figures_needed"):
            feedback = say("number-wrong-figures", count=figures)
            return Verdict(0.0, correct=False, feedback=feedback)
        value = f"{in_figures(number.value, figures)} {number.unit}".strip()
        return Verdict(
            1.0, correct=True, note=say("number-right-figures", count=figures, value=value)
        )

    def worked(self, public: Part, key: Part) -> str:
        """The right number with its unit."""
        answers = parts.texts(key, "answer")
        if not answers:
            return ""
        number = read_number(ends(answers[0])[-1])
        bare = isinstance(number, Number) and not number.unit
        return f"{answers[0]} {parts.text(public, 'unit') if bare else ''}".strip()

    def samples(self, spec: Part) -> Samples:
        """The answers in several notations, wrong numbers, and what is no number at all."""
        public, key = self.split(spec)
        expected = [each for typed, _ in parts.wrong(key) for each in _typed(typed, public)]
        return Samples(
            right=tuple(dict.fromkeys(_right(public, key))),
            wrong=(*expected, *_far(public, key)),
            malformed=("", "  ", None, "about five", "nan", "inf", "1,234", "1e99999", "3+4", [3]),
        )


@frozen
class Judge:
    """What an author's numbers mean: in which units, and how far off an answer may be."""

    units: Units
    margin: Margin

    @classmethod
    def of(cls, public: Part, key: Part) -> Judge:
        """The judge of a checkpoint."""
        units = units_of(public)
        figures = int(parts.number(public, "figures", most=MOST_FIGURES))
        return cls(units, read_margin(parts.text(key, "tolerance"), figures, units) or Margin())

    def target(self, typed: str) -> Target | None:
        """The values that an author's number or range stands for."""
        target = read_target(typed, self.margin, self.units)
        return target if isinstance(target, Target) else None

    def holds(self, typed: str, number: Number) -> bool:
        """Whether a learner's number is the author's."""
        target = self.target(typed)
        value = self.units.in_main(number)
        if value is None:
            return target is not None and target.holds(number.value, folded(number.unit))
        return target is not None and target.holds(value)


def units_of(public: Part) -> Units:
    """The units of a checkpoint's public part."""
    return Units.of(public.get("unit"), public.get("units"))


def _has_figures(number: Number, figures: int) -> bool:
    return number.figures is not None and number.figures[0] <= figures <= number.figures[1]


def _unread(unread: Unread, typed: str) -> str:
    if unread.why == "two-readings":
        one, other = (span(each) for each in unread.readings[:2])
        return say("number-two-readings", typed=span(typed), one=one, other=other)
    if unread.why == "no-number":
        return say("number-unread", typed=span(typed))
    return say(f"number-{unread.why}")


def _unit_fault(number: Number, units: Units, needed: bool) -> Malformed | None:
    unit = span(number.unit)
    if needed and not number.unit:
        return Malformed(say("number-needs-unit"))
    if units.factor(number.unit) is not None:
        return None
    if needed:
        is_known_form = is_unit(number.unit)
        return None if is_known_form else Malformed(say("number-odd-unit", unit=unit))
    if not units.names:
        return Malformed(say("number-no-unit", unit=unit))
    near = [each for each in units.names if folded(each).lower() == folded(number.unit).lower()]
    if near:
        return Malformed(say("number-near-unit", unit=unit, near=span(near[0])))
    names = ", ".join(span(each) for each in units.names)
    return Malformed(say("number-which-unit", unit=unit, units=names))


def _typed(typed: str, public: Part) -> list[str]:
    """The ends of a number or range of the author's as a learner would type them."""
    both = ends(typed)
    last = read_number(both[-1])
    unit = (last.unit if isinstance(last, Number) else "") or parts.text(public, "unit")
    numbers = [(each.strip(), read_number(each)) for each in both]
    return [
        each if isinstance(number, Unread) or number.unit else f"{each} {unit}".strip()
        for each, number in numbers
    ]


def _right(public: Part, key: Part) -> Iterator[str]:
    """Each answer as its author typed it, rounded to the figures asked for, and as `−5,0 m`."""
    judge = Judge.of(public, key)
    for typed in (each for answer in parts.texts(key, "answer") for each in _typed(answer, public)):
        number = read_number(typed)
        if isinstance(number, Unread):
            continue
        figures = judge.margin.figures
        full = f"{in_figures(number.value, figures)} {number.unit}".strip() if figures else typed
        yield full
        yield f"  {full} "
        if folded(number.unit) == folded(judge.units.main) and not parts.flag(
            public, "unit_needed"
        ):
            yield full.removesuffix(number.unit).strip()
        continental = full.replace("-", "−").replace(".", ",")
        if "," not in full and isinstance(read_number(continental), Number):
            yield continental


def _far(public: Part, key: Part) -> Iterator[str]:
    """Numbers beyond every answer."""
    judge = Judge.of(public, key)
    targets = [judge.target(answer) for answer in parts.texts(key, "answer")]
    known = [each for each in targets if each is not None]
    if known:
        high, low = max(each.high for each in known), min(each.low for each in known)
        yield from _typed(str(int(high + abs(high) + 1009)), public)
        yield from _typed(str(int(low - abs(low) - 1009)), public)
