"""The mastery rules that are installed, by name, and the one that parameters ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from courseware.errors import UsageError
from courseware.errors.diagnostics import Fault
from courseware.mastery.m_of_n import MOfN
from courseware.mastery.parameters import UNKNOWN_RULE, Parameters
from courseware.mastery.protocol import Model
from courseware.mastery.streak import Streak

GROUP = "courseware.mastery"
DEFAULT: Parameters = {"rule": "streak", "length": 3}


OWN: Mapping[str, type[Model[Any]]] = {Streak.name: Streak, MOfN.name: MOfN}


@cache
def rules() -> Mapping[str, type[Model[Any]]]:
    """Every mastery rule by name; the package's own are there without being installed."""
    others = {each.name: each for each in entry_points(group=GROUP) if each.name not in OWN}
    return {**OWN, **{name: each.load() for name, each in others.items()}}


def faults(parameters: Parameters) -> tuple[Fault, ...]:
    """Everything that is wrong with the parameters of a mastery rule."""
    found = _read(parameters)
    return found if isinstance(found, tuple) else ()


def model(parameters: Parameters) -> Model[Any]:
    """The mastery rule that the parameters ask for.

    Raises:
        UsageError: they have faults; ask for `faults` first.
    """
    found = _read(parameters)
    if isinstance(found, tuple):
        raise UsageError(" ".join(each.message for each in found))
    return found


def _read(parameters: Parameters) -> Model[Any] | tuple[Fault, ...]:
    name = parameters.get("rule", DEFAULT["rule"])
    rule = OWN.get(name) or rules().get(name) if isinstance(name, str) else None
    if rule is None:
        known = ", ".join(f"`{each}`" for each in rules())
        message = f"There is no mastery rule `{name}`."
        return (Fault(UNKNOWN_RULE, message, help=f"Known are {known}."),)
    return rule.read(parameters)
