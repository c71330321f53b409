"""The checkpoint types: those of this package, and those that others install."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from courseware.checkpoints.careful import Careful
from courseware.checkpoints.choice import Choice
from courseware.checkpoints.code import Code
from courseware.checkpoints.faults import BROKEN_TYPE, RESERVED_TYPE, UNKNOWN_TYPE
from courseware.checkpoints.match import Match
from courseware.checkpoints.multiple import Multiple
from courseware.checkpoints.numeric import Numeric
from courseware.checkpoints.order import Order
from courseware.checkpoints.predict import Predict
from courseware.checkpoints.protocol import Type
from courseware.checkpoints.reading import did_you_mean
from courseware.checkpoints.reflect import Reflect
from courseware.checkpoints.text import Text
from courseware.errors.diagnostics import Fault

GROUP = "courseware.checkpoints"
OWN: tuple[Type, ...] = (
    *(Choice(), Multiple(), Numeric(), Text(), Predict()),
    *(Order(), Match(), Code(), Reflect()),
)
BUILT_IN = {each.name: each for each in OWN}
RESERVED = frozenset({"blanks"})


def find(name: str, line: int | None = None) -> Type | Fault:
    """The type of a name, or the fault of a head that names it.

    The packages installed here are looked through only for a name that is not built in.
    """
    if name in BUILT_IN:
        return BUILT_IN[name]
    if name in RESERVED:
        message = f"The type `{name}` is reserved for a later version of courseware."
        return Fault(RESERVED_TYPE, message, line, _known())
    if name not in installed():
        message = f"There is no checkpoint type `{name}`."
        return Fault(UNKNOWN_TYPE, message, line, did_you_mean(name, [*BUILT_IN, *installed()]))
    return _load(installed()[name], line)


def types() -> Mapping[str, Type]:
    """All types that can be loaded here."""
    others = {name: find(name) for name in installed()}
    return BUILT_IN | {name: each for name, each in others.items() if not isinstance(each, Fault)}


@cache
def installed() -> Mapping[str, EntryPoint]:
    """The types of other packages, not yet loaded; looked for once."""
    found = entry_points(group=GROUP)
    return {each.name: each for each in found if each.name not in BUILT_IN}


def _load(entry: EntryPoint, line: int | None) -> Type | Fault:
    try:
        loaded: Type = Careful(entry.load()(), entry.name)
    except Exception as error:  # noqa: BLE001  somebody else's package may fail in any way
        package = entry.dist.name if entry.dist else entry.value
        return Fault(
            BROKEN_TYPE,
            f"The checkpoint type `{entry.name}` of {package} cannot be loaded:"
            f" {type(error).__name__}: {error}",
            line,
            f"Update or reinstall {package}.",
        )
    return loaded


def _known() -> str:
    return "Known are " + ", ".join(f"`{each}`" for each in BUILT_IN) + "."
