"""What is known of a learner, as rules ask for it: None stands for *not known yet*."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field, frozen


@frozen
class Work:
    """What is known of a checkpoint; before its first answer that is only `attempts`.

    `score` is the best so far in [0, 1], `stuck` says that the tries are used up without a right
    answer, `chosen` holds every option that was ever the answer.
    """

    passed: bool | None = None
    done: bool | None = None
    score: float | None = None
    attempts: int = 0
    stuck: bool | None = None
    chosen: frozenset[str] | None = None

    def joined(self, other: Work) -> Work:
        """What is known of two checkpoints that count as one: the better of each."""
        if not self.attempts or not other.attempts:
            return self if self.attempts else other
        scores = [each for each in (self.score, other.score) if each is not None]
        passed = _either(self.passed, other.passed)
        return Work(
            passed,
            _either(self.done, other.done),
            max(scores, default=None),
            self.attempts + other.attempts,
            False if passed else _either(self.stuck, other.stuck),
            (self.chosen or frozenset()) | (other.chosen or frozenset()),
        )


def _either(one: bool | None, other: bool | None) -> bool | None:
    return True if one or other else None if one is None or other is None else False


@frozen
class Grasp:
    """What is known of a skill: `mastery` in [0, 1], and whether it is mastered or stuck."""

    mastery: float | None = None
    mastered: bool | None = False
    stuck: bool | None = False


def _none_opened(_branch: str) -> bool:
    return False


@frozen
class Facts:
    """Everything that a rule can see; what is not named is not known.

    `interest` means something only once the learner was `asked`: None is then *no preference*.
    `known` says what the test before the lesson has found, `put` to which questions it has come.
    """

    checkpoints: Mapping[str, Work] = field(factory=dict)
    skills: Mapping[str, Grasp] = field(factory=dict)
    interest: str | None = None
    asked: bool = False
    opened: Callable[[str], bool] = _none_opened
    known: Mapping[str, bool] = field(factory=dict)
    put: frozenset[str] = frozenset()

    def checkpoint(self, checkpoint: str) -> Work:
        """What is known of a checkpoint."""
        return self.checkpoints.get(checkpoint, Work())

    def skill(self, skill: str) -> Grasp:
        """What is known of a skill."""
        return self.skills.get(skill, Grasp())

    def chose(self, checkpoint: str, option: str) -> bool | None:
        """Whether this option was ever the answer."""
        chosen = self.checkpoint(checkpoint).chosen
        return None if chosen is None else option in chosen

    def interested(self, interest: str) -> bool | None:
        """Whether this is what the learner chose to be interested in."""
        return self.interest == interest if self.asked else None
