"""The skill filter learns: a learner followed from answer to answer."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from courseware.mastery.expected import Expected, expect
from courseware.mastery.state import Belief, ItemTrace, SkillTrace, State

FLOOR = 0.02
"""The least p (1 - p): nothing is so sure that an answer could not teach the opposite."""
MOST = 6.0
"""The most that a level or a memory says for or against a right answer, in log-odds."""
FAMILIAR = 2.0
"""The memory of an item, in log-odds, at which one more answer adds 1/e of what the first added."""


class Tracker:
    """A state that changes with each answer, so that folding many makes no copies.

    An answer is one step of an extended Kalman filter: the surprise spreads over the parts of
    what was expected in proportion to their variances (M. Glickman, Parameter estimation in large
    dynamic paired comparison experiments, 1999; R. Pelánek, Applications of the Elo rating system
    in adaptive educational systems, 2016). That skills, items, counts and gaps in time all speak
    is from T. Gervet, K. Koedinger, J. Schneider and T. Mitchell, When is deep learning the best
    approach to knowledge tracing?, 2020. Each answer to an item adds less to the memory of it, so
    that it grows with the logarithm of their number (A. Newell and P. Rosenbloom, Mechanisms of
    skill acquisition and the law of practice, 1981).
    """

    def __init__(self, state: State) -> None:
        """Go on from a state, which stays as it is."""
        self.priors = state.priors
        self.ability, self.form = state.ability, state.form
        self.skills, self.items = dict(state.skills), dict(state.items)

    def finish(self) -> State:
        """The state in the end; the tracker must not be used any more."""
        return State(self.priors, self.ability, self.form, self.skills, self.items)

    def answer(self, item: str, skills: Sequence[str], score: float, when: float) -> float:
        """Take in an answer; gives the probability that it had before."""
        return self.learn(item, skills, score, expect(self, item, skills, when))

    def learn(self, item: str, skills: Sequence[str], score: float, expected: Expected) -> float:
        """Take in an answer of which this was expected."""
        priors, chance = self.priors, expected.chance
        weight = max(chance * (1 - chance), FLOOR)
        spread = 1 + weight * expected.variance
        step, narrow = (score - chance) / spread, weight / spread
        mean, variance = self.ability
        self.ability = Belief(
            mean + variance * step, variance * (1 - variance * narrow) + priors.ability_drift
        )
        mean, variance = self.form
        kept, usual = priors.form_kept, priors.form
        self.form = Belief(
            (mean + variance * step) * kept,
            usual + (variance * (1 - variance * narrow) - usual) * kept * kept,
        )
        memory, variance, when = expected.item
        gain = priors.item_wrong + score * (priors.item_right - priors.item_wrong)
        memory += variance * step + gain * exp(-max(memory, 0.0) / FAMILIAR)
        variance = variance * (1 - variance * narrow) + priors.item_drift
        self.items[item] = ItemTrace(_bounded(memory), variance, when)
        if skills:
            self._spread(skills, score, expected, step / len(skills), narrow / len(skills) ** 2)
        return chance

    def _spread(
        self, skills: Sequence[str], score: float, expected: Expected, step: float, narrow: float
    ) -> None:
        """Let each skill take its part of the surprise, and learn."""
        priors = self.priors
        gain = priors.skill_wrong + score * (priors.skill_right - priors.skill_wrong)
        drift, usual, kept = priors.skill_drift, priors.skill_form, priors.skill_form_kept
        for skill, trace in zip(skills, expected.skills, strict=True):
            level, variance, form, form_variance, when, answers = trace
            self.skills[skill] = SkillTrace(
                _bounded(level + variance * step + gain),
                variance * (1 - variance * narrow) + drift,
                (form + form_variance * step) * kept,
                usual + (form_variance * (1 - form_variance * narrow) - usual) * kept * kept,
                when,
                answers + 1,
            )


def _bounded(level: float) -> float:
    return max(-MOST, min(level, MOST))
