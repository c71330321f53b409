"""What all answers of a learner say about all skills of a course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, field, frozen

from courseware.mastery.credit import credit
from courseware.mastery.filter import Prediction, State, predict, start, update
from courseware.mastery.parameters import Parameters
from courseware.mastery.priors import SHIPPED
from courseware.mastery.protocol import Answer, Estimate, Model
from courseware.mastery.registry import model
from courseware.mastery.skill_filter import SkillFilter
from courseware.mastery.stuck import Spin
from courseware.messages import say


@frozen
class Mastery:
    """The course's rule, the rules of the skills that have their own, and what they remember.

    Each distinct rule sees the answers on its own skills only. The `guide` is a skill filter that
    sees all of them, and tells how hard a question is for the learner, whatever the rules are;
    where the course's rule is one itself, that one is asked.
    """

    models: tuple[Model[Any], ...]
    memories: tuple[Any, ...]
    own: Mapping[str, int] = field(factory=dict)
    spins: Mapping[str, Spin] = field(factory=dict)
    guide: State = field(factory=lambda: start(SHIPPED))

    def update(self, answer: Answer) -> Mastery:
        """One counted answer later."""
        named = tuple(dict.fromkeys(answer.skills))
        memories = list(self.memories)
        for place, each in enumerate(self.models):
            skills = tuple(s for s in named if self.own.get(s, 0) == place)
            if skills:
                # An answer is mostly on skills of one rule, and a copy costs as much as a step.
                seen = answer if skills == answer.skills else evolve(answer, skills=skills)
                memories[place] = each.update(memories[place], seen)
        spins = dict(self.spins)
        for skill in named:
            spins[skill] = self.spin(skill).after(answer.is_right)
        if self._is_guided_by_rule:
            return evolve(self, memories=tuple(memories), spins=spins)
        worth = credit(answer.score, answer.attempt, answer.hints)
        guide = update(self.guide, answer.item, named, worth, answer.when)
        return evolve(self, memories=tuple(memories), spins=spins, guide=guide)

    def expects(self, item: str, skills: Sequence[str], when: datetime) -> Prediction:
        """How an unaided answer to an item would turn out at a moment."""
        guide = self.memories[0] if self._is_guided_by_rule else self.guide
        return predict(guide, item, skills, when)

    @property
    def _is_guided_by_rule(self) -> bool:
        """Whether the course's own rule is a skill filter that sees all answers."""
        return not self.own and isinstance(self.models[0], SkillFilter)

    def estimate(self, skill: str, when: datetime) -> Estimate:
        """What is known of a skill at a moment; one that gets nowhere is `stuck`."""
        place = self.own.get(skill, 0)
        found = self.models[place].estimate(self.memories[place], skill, when)
        if found.state == "learning" and self.spin(skill).is_stuck:
            return evolve(found, state="stuck", evidence=say("mastery-stuck"))
        return found

    def spin(self, skill: str) -> Spin:
        """How the answers on a skill lie."""
        return self.spins.get(skill, Spin())


def beginning(course: Parameters, own: Mapping[str, Parameters | None]) -> Mastery:
    """Nothing answered yet, under the course's rule and the rules of skills that have their own.

    A skill's own parameters without `rule` change the course's.

    Raises:
        UsageError: a rule has faults.
    """
    models = [model(course)]
    places: dict[str, int] = {}
    for skill, parameters in own.items():
        if parameters is None:
            continue
        ruled = parameters if "rule" in parameters else {**course, **parameters}
        each = model(ruled)
        if each not in models:
            models.append(each)
        places[skill] = models.index(each)
    return Mastery(tuple(models), tuple(each.start() for each in models), places)
