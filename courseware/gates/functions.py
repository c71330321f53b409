"""The functions of the rule language, those of this package and those that others add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import Literal

from attrs import frozen

from courseware.errors import UsageError
from courseware.gates.facts import Facts

GROUP = "courseware.rules"
Takes = Literal["checkpoint", "skill", "branch", "interest", "option", "text", "number"]


@frozen
class Function:
    """A function that rules may call (entry-point group `courseware.rules`).

    `value` gets the facts and the arguments and gives a truth or a number, None where it is not
    known; it must be pure. `takes` says what each argument names. `words` says for the learner's
    card what is asked, with `{0}`, `{1}` for the arguments' titles; `negated` says the contrary,
    and for a number `words` is a name of the quantity. The package's own words are sentences of
    the catalogue.
    """

    name: str
    gives: Literal["truth", "number"]
    takes: tuple[Takes, ...]
    value: Callable[..., bool | float | None]
    words: str = ""
    negated: str = ""


BUILT_IN: tuple[Function, ...] = (
    Function("passed", "truth", ("checkpoint",), lambda facts, id_: facts.checkpoint(id_).passed),
    Function("done", "truth", ("checkpoint",), lambda facts, id_: facts.checkpoint(id_).done),
    Function("score", "number", ("checkpoint",), lambda facts, id_: facts.checkpoint(id_).score),
    Function(
        "attempts", "number", ("checkpoint",), lambda facts, id_: facts.checkpoint(id_).attempts
    ),
    Function("stuck", "truth", ("checkpoint",), lambda facts, id_: facts.checkpoint(id_).stuck),
    Function("mastery", "number", ("skill",), lambda facts, skill: facts.skill(skill).mastery),
    Function("mastered", "truth", ("skill",), lambda facts, skill: facts.skill(skill).mastered),
    Function("stuck_on", "truth", ("skill",), lambda facts, skill: facts.skill(skill).stuck),
    Function("known", "truth", ("skill",), lambda facts, skill: facts.known.get(skill)),
    Function("chose", "truth", ("checkpoint", "option"), Facts.chose),
    Function("interest", "truth", ("interest",), Facts.interested),
    Function("opened", "truth", ("branch",), lambda facts, branch: facts.opened(branch)),
)


@cache
def functions() -> Mapping[str, Function]:
    """Every function by name.

    Raises:
        UsageError: an installed package adds something that is not a function of rules, or that
            cannot be loaded.
    """
    found = {each.name: each for each in BUILT_IN}
    for entry in entry_points(group=GROUP):
        try:
            function = entry.load()
        except Exception as error:
            raise UsageError(
                f"The entry point `{entry.name}` of {GROUP} cannot be loaded:"
                f" {type(error).__name__}: {error}"
            ) from error
        if not isinstance(function, Function):
            raise UsageError(
                f"The entry point `{entry.name}` of {GROUP} is {entry.value}, which is not a"
                " courseware.gates.functions.Function."
            )
        found.setdefault(function.name, function)
    return found
