"""The mastery rules that are installed, by name, and the one that parameters ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from courseware.errors import UsageError
from courseware.errors.diagnostics import Fault
from courseware.mastery.bkt import BKT
from courseware.mastery.m_of_n import MOfN
from courseware.mastery.parameters import UNKNOWN_RULE, Parameters
from courseware.mastery.protocol import Model
from courseware.mastery.skill_filter import SkillFilter
from courseware.mastery.streak import Streak

GROUP = "courseware.mastery"
DEFAULT: Parameters = {"rule": "filter", "threshold": 0.65}

OWN: Mapping[str, type[Model[Any]]] = {each.name: each for each in (Streak, MOfN, SkillFilter, BKT)}


@cache
def installed() -> Mapping[str, EntryPoint]:
    """The mastery rules of other packages, not yet loaded; looked for once."""
    return {each.name: each for each in entry_points(group=GROUP) if each.name not in OWN}


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
    if isinstance(name, str) and name in OWN:
        return OWN[name].read(parameters)
    if not isinstance(name, str) or name not in installed():
        known = ", ".join(f"`{each}`" for each in (*OWN, *installed()))
        message = f"There is no mastery rule `{name}`."
        return (Fault(UNKNOWN_RULE, message, help=f"Known are {known}."),)
    try:
        rule: type[Model[Any]] = installed()[name].load()
        return rule.read(parameters)
    except Exception as error:  # noqa: BLE001  somebody else's package may fail in any way
        reason = f"{type(error).__name__}: {error}"
        message = f"The mastery rule `{name}` cannot be loaded: {reason}"
        return (Fault(UNKNOWN_RULE, message, help="Update or reinstall its package."),)
