"""The parameters of a mastery rule as an author writes them, with a fault for each that is off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from courseware.errors.diagnostics import Fault, Rule

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]
Parameters = Mapping[str, JSON]

UNKNOWN_RULE = Rule("CW421", "unknown-mastery-rule")
PARAMETER = Rule("CW422", "mastery-parameter")

MOST = 100  # answers that a rule may look back on


def check_known(parameters: Parameters, known: Sequence[str]) -> list[Fault]:
    """A fault for every parameter that the rule does not have."""
    listed = " and ".join(filter(None, [", ".join(_quoted(known[:-1])), *_quoted(known[-1:])]))
    return [
        Fault(
            PARAMETER,
            f"`{name}` is not a parameter of this mastery rule.",
            help=f"It has {listed}.",
        )
        for name in parameters
        if name not in known and name != "rule"
    ]


def whole(parameters: Parameters, name: str, default: int, faults: list[Fault]) -> int:
    """A whole number from 1; text that reads as one will do, as heads hold text."""
    found = parameters.get(name, default)
    text = str(found).strip()
    number = int(text) if text.isdecimal() and len(text) <= len(str(MOST)) else 0
    if isinstance(found, bool) or not 0 < number <= MOST:
        message = f"`{name}` should be a whole number from 1 to {MOST} and is `{found}`."
        faults.append(Fault(PARAMETER, message, help=f"For example: `{name}: {default}`"))
        return default
    return number


def share(parameters: Parameters, name: str, default: float, faults: list[Fault]) -> float:
    """A number between 0 and 1, and neither of them."""
    found = parameters.get(name, default)
    try:
        number = float(found) if isinstance(found, int | float | str) else 0.0
    except (ValueError, OverflowError):
        number = 0.0
    if isinstance(found, bool) or not 0 < number < 1:
        message = f"`{name}` should be a number between 0 and 1 and is `{found}`."
        faults.append(Fault(PARAMETER, message, help=f"For example: `{name}: {default}`"))
        return default
    return number


def _quoted(names: Sequence[str]) -> list[str]:
    return [f"`{name}`" for name in names]
