"""An adaptive test before a lesson: what does a learner know, by few questions?

What somebody knows is a *knowledge state*: a set of skills that holds, with each skill, all that
it needs (J.-P. Doignon and J.-C. Falmagne, Spaces for the assessment of knowledge, 1985). Each
state has a probability, which every answer changes by Bayes' rule; so an answer on one skill also
tells of those that it needs and of those that need it. A skill is decided once its probability is
beyond a bound (A. Wald, Sequential tests of statistical hypotheses, 1945).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import isnan, log
from typing import Literal

from attrs import evolve, frozen

SLIP = 0.1
"""The probability of a wrong answer by somebody who knows."""
GUESS = 0.1
"""The probability of a right answer by somebody who does not."""
LEAST = 1e-12
"""No state gets a smaller weight: however much was answered, none is ruled out for good."""
KNOWN, UNKNOWN = 0.95, 0.1
"""A skill is decided at or beyond these probabilities.

One right answer alone, which may be a guess, does not decide: it takes another one, or one on a
skill that needs this one. So about one in a hundred skills is called known that is not.
"""
MOST_SKILLS = 12


@frozen
class Item:
    """A question of the test: the skills that it takes, all of them, and the chance to guess it."""

    id: str
    skills: tuple[str, ...]
    guess: float = GUESS


@frozen
class Placement:
    """The knowledge states of the tested skills, each with its probability (their sum is 1)."""

    skills: tuple[str, ...]
    states: tuple[frozenset[str], ...]
    weights: tuple[float, ...]

    @classmethod
    def begin(cls, needs: Mapping[str, Sequence[str]]) -> Placement:
        """Nothing answered: all states are as probable. `needs` names for each skill what it needs.

        Raises:
            ValueError: there are more than `MOST_SKILLS` skills.
        """
        skills = tuple(needs)
        if len(skills) > MOST_SKILLS:
            raise ValueError(f"a test can be about {MOST_SKILLS} skills at most")
        below = {skill: frozenset(needs[skill]).intersection(skills) for skill in skills}
        subsets = (
            frozenset(each)
            for size in range(len(skills) + 1)
            for each in combinations(skills, size)
        )
        states = tuple(each for each in subsets if all(below[skill] <= each for skill in each))
        return cls(skills, states, (1 / len(states),) * len(states))

    def answer(self, item: Item, score: float) -> Placement:
        """After an answer with a score in [0, 1]; one that is no number tells nothing."""
        asked = frozenset(item.skills).intersection(self.skills)
        if isnan(score) or not asked:
            return self
        worth = min(max(score, 0.0), 1.0)
        new = [
            max(weight * (chance * worth + (1 - chance) * (1 - worth)), LEAST)
            for weight, chance in zip(self.weights, self._chances(asked, item.guess), strict=True)
        ]
        whole = sum(new)
        return evolve(self, weights=tuple(each / whole for each in new))

    def known(self, skill: str) -> float:
        """The probability that a tested skill is known."""
        return self._share(frozenset({skill}))

    def verdict(self, skill: str) -> Literal["known", "unknown", "open"]:
        """What is decided of a tested skill."""
        chance = self.known(skill)
        return "known" if chance >= KNOWN else "unknown" if chance <= UNKNOWN else "open"

    @property
    def decided(self) -> bool:
        """Whether nothing is open any more."""
        return all(self.verdict(skill) != "open" for skill in self.skills)

    def best(self, items: Iterable[Item]) -> Item | None:
        """The question that should leave the least to be asked, of those about an open skill.

        Of several that are as good, the first; None where there is none.
        """
        still = {skill for skill in self.skills if self.verdict(skill) == "open"}
        useful = [each for each in items if still.intersection(each.skills)]
        asked = {each: frozenset(each.skills).intersection(self.skills) for each in useful}
        shares = {those: self._share(those) for those in set(asked.values())}
        return max(useful, key=lambda item: _tells(shares[asked[item]], item.guess), default=None)

    def _share(self, asked: frozenset[str]) -> float:
        """The probability that all of these skills are known."""
        pairs = zip(self.states, self.weights, strict=True)
        return sum(weight for state, weight in pairs if asked <= state)

    def _chances(self, asked: frozenset[str], guess: float) -> list[float]:
        """The probability of a right answer in each state."""
        bounded = _bounded(guess)
        return [1 - SLIP if asked <= state else bounded for state in self.states]


def _tells(share: float, guess: float) -> float:
    """The information on the state that an answer should give: how uncertain it is, less what of
    that is slips and guesses; its skills are known with the probability `share`.
    """
    bounded = _bounded(guess)
    right = share * (1 - SLIP) + (1 - share) * bounded
    noise = share * _uncertain(1 - SLIP) + (1 - share) * _uncertain(bounded)
    return round(_uncertain(right) - noise, 9)


def _uncertain(chance: float) -> float:
    """The entropy of something that happens with this probability."""
    return -sum(each * log(each) for each in (chance, 1 - chance) if each > 0)


def _bounded(guess: float) -> float:
    return GUESS if isnan(guess) else min(max(guess, 0.01), 1 - SLIP)
