"""What the skill filter expects of an answer before it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log1p, pi, sqrt, tanh
from typing import NamedTuple, Protocol

from courseware.mastery.priors import Priors
from courseware.mastery.state import Belief, ItemTrace, SkillTrace

SHRINK = pi / 8
HOUR = 3600.0


class Learner(Protocol):
    """What is known of a learner: a `State`, or a `Tracker` on its way to one."""

    @property
    def priors(self) -> Priors: ...
    @property
    def ability(self) -> Belief: ...
    @property
    def form(self) -> Belief: ...
    @property
    def skills(self) -> Mapping[str, SkillTrace]: ...
    @property
    def items(self) -> Mapping[str, ItemTrace]: ...


class Expected(NamedTuple):
    """The log-odds of a right answer, and the traces that they rest on."""

    mean: float
    variance: float
    skills: Sequence[SkillTrace]
    item: ItemTrace

    @property
    def chance(self) -> float:
        """The probability: the logistic of the mean, shrunk for what is not known.

        D. MacKay, The evidence framework applied to classification networks, 1992.
        """
        return logistic(self.mean / sqrt(1 + SHRINK * self.variance))


def logistic(log_odds: float) -> float:
    """The probability of these log-odds, whatever their size."""
    return 0.5 + 0.5 * tanh(0.5 * log_odds)


def expect(learner: Learner, item: str | None, skills: Sequence[str], when: float) -> Expected:
    """What to expect at a moment of an answer to an item; None is a typical one of the skills.

    The log-odds are ability + form + mean over the skills of (base + level + form in it) + what
    is remembered of the item - its difficulty; the parts are taken to be independent. A typical
    item has the difficulty 0, and as much is remembered of it as on average of the items in the
    pools of the skills, which may be none. `skills` names none twice.
    """
    priors = learner.priors
    mean, variance = learner.ability
    form, form_variance = learner.form
    mean, variance = mean + form, variance + form_variance
    if item is None:
        trace = _remembered(learner, skills, when)
    else:
        trace = item_at(learner, item, when)
        if (known := priors.difficulties.get(item)) is not None:
            mean -= known[0]
    mean, variance = mean + trace[0], variance + trace[1]
    if not skills:
        return Expected(mean + priors.base, variance, (), trace)
    traces = [skill_at(learner, skill, when) for skill in skills]
    sums = [
        (priors.bases.get(skill, priors.base) + level + in_form, spread + form_spread)
        for skill, (level, spread, in_form, form_spread, _, _) in zip(skills, traces, strict=True)
    ]
    for log_odds, spread in sums:
        mean += log_odds / len(sums)
        variance += spread / (len(sums) * len(sums))
    return Expected(mean, variance, traces, trace)


def skill_at(learner: Learner, skill: str, when: float) -> SkillTrace:
    """What is left of a skill at a moment; a clock that ran backwards passes no time."""
    priors, trace = learner.priors, learner.skills.get(skill)
    if trace is None:
        return SkillTrace(0.0, priors.skill, 0.0, priors.skill_form, when, 0)
    level, variance, form, form_variance, last, answers = trace
    if not when > last:
        return trace
    gap = log1p((when - last) / HOUR)
    if variance < priors.skill:
        variance = min(variance + priors.skill_growth * gap, priors.skill)
    level *= exp(-priors.skill_decay * gap)
    return SkillTrace(level, variance, form, form_variance, when, answers)


def item_at(learner: Learner, item: str, when: float) -> ItemTrace:
    """What is left of an item at a moment."""
    priors, trace = learner.priors, learner.items.get(item)
    if trace is None:
        known = priors.difficulties.get(item)
        variance = priors.difficulty if known is None else known[1]
        return ItemTrace(0.0, priors.item + variance, when)
    memory, variance, last = trace
    if not when > last:
        return trace
    memory *= exp(-priors.item_decay * log1p((when - last) / HOUR))
    return ItemTrace(memory, variance, when)


def _remembered(learner: Learner, skills: Sequence[str], when: float) -> ItemTrace:
    """What is remembered of an item of the skills, on average of their pools.

    Where the model presumes too much of one item it does so of all: doubts do not cancel out.
    """
    items = [item for skill in skills for item in learner.priors.pools.get(skill, ())]
    traces = [item_at(learner, item, when) for item in items if item in learner.items]
    count = max(len(items), 1)
    memory, variance = (sum(trace[part] for trace in traces) / count for part in (0, 1))
    return ItemTrace(memory, variance, when)
