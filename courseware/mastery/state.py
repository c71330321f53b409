"""What the skill filter remembers of a learner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from attrs import field, frozen

from courseware.errors import UsageError
from courseware.mastery.parameters import JSON
from courseware.mastery.priors import SHIPPED, Priors
from courseware.mastery.stored import mapping, numbers, variance


class Belief(NamedTuple):
    """A Gaussian on the scale of log-odds."""

    mean: float
    variance: float


class SkillTrace(NamedTuple):
    """What the answers on a skill have left: its level, the form in it, when and how many."""

    level: float
    variance: float
    form: float
    form_variance: float
    when: float
    answers: int


class ItemTrace(NamedTuple):
    """What the answers to an item have left, beside its difficulty; and when."""

    memory: float
    variance: float
    when: float


@frozen
class State:
    """A learner as the skill filter sees them; times are seconds since 1970.

    It never changes: `filter.update` makes another one.
    """

    priors: Priors
    ability: Belief
    form: Belief
    skills: Mapping[str, SkillTrace] = field(factory=dict)
    items: Mapping[str, ItemTrace] = field(factory=dict)

    def json(self) -> dict[str, JSON]:
        """The state as a JSON object, without the priors; `read` makes the same one of it."""
        return {
            "ability": list(self.ability),
            "form": list(self.form),
            "skills": {skill: list(trace) for skill, trace in self.skills.items()},
            "items": {item: list(trace) for item, trace in self.items.items()},
        }

    @classmethod
    def read(cls, found: JSON, priors: Priors = SHIPPED) -> State:
        """The state of a JSON object, under the priors that it was made with.

        Raises:
            UsageError: it is none.
        """
        if not isinstance(found, Mapping):
            raise UsageError("the state of a skill filter is a mapping")
        try:
            skills, items = mapping(found, "skills"), mapping(found, "items")
            ability, form = (numbers(found.get(name), 2) for name in ("ability", "form"))
            traces = {skill: numbers(trace, 6) for skill, trace in skills.items()}
            kept = {item: numbers(trace, 3) for item, trace in items.items()}
            spreads = [ability[1], form[1], *(of[1] for of in kept.values())]
            for each in (*spreads, *(of[at] for of in traces.values() for at in (1, 3))):
                variance(each)
            return cls(
                priors,
                Belief(*ability),
                Belief(*form),
                {skill: SkillTrace._make([*of[:5], int(of[5])]) for skill, of in traces.items()},
                {item: ItemTrace._make(of) for item, of in kept.items()},
            )
        except ValueError as error:
            raise UsageError(f"the state of a skill filter cannot be read: {error}") from error


def start(priors: Priors = SHIPPED) -> State:
    """Somebody who has not answered yet."""
    return State(priors, Belief(0.0, priors.ability), Belief(0.0, priors.form))
