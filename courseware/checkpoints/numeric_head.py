"""The head of a `numeric` checkpoint: every number in it is read once, so that all can be read."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from courseware.checkpoints import faults
from courseware.checkpoints.numbers import Number, Unread, read_number
from courseware.checkpoints.protocol import Part
from courseware.checkpoints.reading import Reader, did_you_mean
from courseware.checkpoints.targets import Margin, Target, ends, read_margin, read_target
from courseware.checkpoints.units import Units, folded

MOST_FIGURES = 15


def read_head(head: Reader) -> Part:
    """The spec: the author's numbers as typed, each of them checked."""
    answers, wrong = head.texts("answer", required=True), head.pairs("wrong")
    tolerance, figures = head.text("tolerance").strip(), head.integer("figures", 0) or 0
    unit, factors = head.text("unit").strip(), head.mapping("units")
    needed, figures_needed = head.flag("unit_needed"), head.flag("figures_needed")

    _check_units(head, unit, factors, needed=needed)
    figures = _checked_figures(head, figures, needed=figures_needed)
    units = Units.of(unit, factors)
    margin = _checked_margin(head, tolerance, read_margin(tolerance, figures, units), answers)
    numbers = Numbers(head, units, margin or Margin(figures=figures), needed)
    right = [numbers.target(typed, head.line_of("answer")) for typed in answers]
    for typed, _, line in wrong:
        numbers.check_wrong(typed, line, [each for each in right if each is not None])
    if not tolerance and not figures:
        numbers.check_endings(answers)
    return {
        "answer": answers,
        "tolerance": tolerance,
        "wrong": [{"answer": typed, "feedback": said} for typed, said, _ in wrong],
        "unit": unit,
        "units": factors,
        "unit_needed": needed,
        "figures": figures,
        "figures_needed": figures_needed,
    }


@frozen
class Numbers:
    """The numbers of one head, with what they are read by."""

    head: Reader
    units: Units
    margin: Margin
    unit_needed: bool

    def target(self, typed: str, line: int, *, wrong: bool = False) -> Target | None:
        """What a number or range stands for, or None with its fault recorded.

        A wrong answer may be in a unit that does not belong here where the unit is asked for.
        """
        target = read_target(typed, self.margin, self.units)
        if isinstance(target, Unread):
            _unreadable(self.head, typed, target, line)
        elif target is None:
            self.head.fault(faults.EMPTY_RANGE, f"`{typed}` goes from high to low.", line)
        elif not self._is_declared(typed) and not (wrong and self.unit_needed):
            self._unknown_unit(typed, line)
        else:
            return target
        return None

    def check_wrong(self, typed: str, line: int, right: Sequence[Target]) -> None:
        """A wrong answer is a number too, and none of those that are right."""
        target = self.target(typed, line, wrong=True)
        number = read_number(ends(typed)[0])
        value = self.units.in_main(number) if isinstance(number, Number) else None
        if target is not None and value is not None and any(each.holds(value) for each in right):
            self.head.fault(
                faults.WRONG_IS_RIGHT,
                f"`{typed}` stands under `wrong`, and within the tolerance it is right.",
                line,
                "Make the tolerance smaller, or say this in `explain`.",
            )

    def check_endings(self, answers: Sequence[str]) -> None:
        """Nobody can type 1/3 exactly as a decimal."""
        for typed in answers:
            number = read_number(typed)
            if isinstance(number, Number) and not has_end(number.value.denominator):
                self.head.fault(
                    faults.ENDLESS_DECIMAL,
                    f"`{typed}` has no end as a decimal, so only the fraction is right.",
                    "answer",
                    "Say how far off an answer may be: `tolerance: 1 %`, or `figures: 3`.",
                )

    def _is_declared(self, typed: str) -> bool:
        """Learners may type a plain number in per cent; an author has to say which is meant."""
        numbers = [read_number(each) for each in ends(typed)]
        names = {folded(each) for each in self.units.names} | {""}
        return all(isinstance(each, Number) and folded(each.unit) in names for each in numbers)

    def _unknown_unit(self, typed: str, line: int) -> None:
        number = read_number(ends(typed)[-1])
        unit = number.unit if isinstance(number, Number) else ""
        names = self.units.names
        repair = did_you_mean(unit, names) if names else f"Add a line `unit: {unit}`."
        message = f"The unit of `{typed}` is not one of this question's."
        self.head.fault(faults.UNKNOWN_UNIT, message, line, repair)


def _check_units(head: Reader, unit: str, factors: dict[str, str], *, needed: bool) -> None:
    if (factors or needed) and not unit:
        key = "units" if factors else "unit_needed"
        message = f"There is `{key}`, but no `unit`."
        head.fault(faults.UNIT_MISSING, message, key, "Add a line such as `unit: m`.")
    for name, factor in factors.items():
        number = read_number(factor)
        if isinstance(number, Unread):
            _unreadable(head, factor, number, head.line_of("units"))
        elif number.value <= 0 or number.unit:
            head.fault(
                faults.UNREADABLE_NUMBER,
                f"`{name}: {factor}` should say how many {unit or 'of the unit'} one {name} is.",
                "units",
                f"For instance `{name}: 0.01`.",
            )


def _checked_figures(head: Reader, figures: int, *, needed: bool) -> int:
    if needed and not head.has("figures"):
        message = "There is `figures_needed`, but no `figures`."
        head.fault(faults.BAD_FIGURES, message, "figures_needed", "Add a line `figures: 3`.")
    if not head.has("figures") or 1 <= figures <= MOST_FIGURES:
        return figures
    message = f"`figures` should be from 1 to {MOST_FIGURES}."
    head.fault(faults.BAD_FIGURES, message, "figures")
    return 0


def _checked_margin(
    head: Reader, tolerance: str, margin: Margin | None, answers: Sequence[str]
) -> Margin | None:
    if margin is None:
        message = f"`{tolerance}` is not a tolerance."
        help_ = "Write how far off an answer may be: `tolerance: 0.01`, or `tolerance: 1 %`."
        head.fault(faults.BAD_TOLERANCE, message, "tolerance", help_)
        return None
    numbers = [read_number(each) for each in answers]
    if margin.relative and any(isinstance(each, Number) and not each.value for each in numbers):
        message = f"{tolerance} of the answer 0 is nothing."
        help_ = "Write how far off an answer may be as a number: `tolerance: 0.01`."
        head.fault(faults.BAD_TOLERANCE, message, "tolerance", help_)
    return margin


def _unreadable(head: Reader, typed: str, unread: Unread, line: int) -> None:
    if unread.why == "two-readings":
        one, other = unread.readings[:2]
        message = f"`{typed}` can be read in two ways."
        head.fault(faults.TWO_READINGS, message, line, f"Write `{one}` or `{other}`.")
    else:
        help_ = "Write a number such as `6.5`, `3/4` or `3e8`, or a range `9.7 to 9.9`."
        head.fault(faults.UNREADABLE_NUMBER, f"`{typed}` is not a number.", line, help_)


def has_end(denominator: int) -> bool:
    """Whether a fraction of this denominator ends as a decimal."""
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1
