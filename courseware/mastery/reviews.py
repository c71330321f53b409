"""When a mastered skill comes back: one card of a spaced-repetition scheduler for each skill.

The scheduler is FSRS as the library `fsrs` has it (J. Ye, J. Su, Y. Cao, A stochastic shortest path
algorithm for optimizing spaced repetition scheduling, 2022), with nothing left to chance. It says
when to review, and never how probable a right answer is: that is the skill filter's to say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from courseware.mastery.protocol import Answer

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

Rated = Literal["again", "hard", "good"]
HALF = 0.5
RETENTION = 0.9
"""How probable it is that a skill still comes to mind on the day it is due."""
LONGEST = 36500  # days from a review to the next
END = datetime.max.replace(tzinfo=UTC)


def _utc(when: datetime) -> datetime:
    """A moment in UTC, the only zone that the scheduler takes; one without a zone is meant so."""
    if when.tzinfo is None:
        return when.replace(tzinfo=UTC)
    try:
        return when.astimezone(UTC)
    except OverflowError:  # within a day of where the calendar begins or ends
        return when.replace(tzinfo=UTC)


@frozen
class Review:
    """What the scheduler remembers of a skill: how firmly it sits, and when it is due (UTC)."""

    stability: float
    difficulty: float
    due: datetime = field(converter=_utc)
    last: datetime = field(converter=_utc)

    def is_due(self, when: datetime) -> bool:
        """Whether it should be reviewed by now."""
        return _utc(when) >= self.due

    def recall(self, when: datetime) -> float:
        """How probable it is that it would still come to mind, in [0, 1]."""
        when = max(_utc(when), self.last)
        return float(_scheduler().get_card_retrievability(_card(self), when))


@frozen
class Reviews:
    """The cards of all skills that were ever mastered."""

    cards: Mapping[str, Review] = field(factory=dict)

    def after(
        self, answer: Answer, mastered: Collection[str], lapsed: Collection[str] = ()
    ) -> Reviews:
        """After an answer that counts; `mastered` are those of its skills that are mastered now,
        `lapsed` those that time has made due before their day, if they were not due already.

        A card begins when its skill is mastered. An answer while it is due is its review; what is
        answered before that is practice, and leaves it as it is.
        """
        cards = dict(self.cards)
        rated = rating(answer.score, hints=answer.hints, attempt=answer.attempt)
        for skill in answer.skills:
            card = cards.get(skill)
            if card is None and skill in mastered:
                cards[skill] = learned(answer.when)
            elif card is not None and (skill in lapsed or card.is_due(answer.when)):
                cards[skill] = reviewed(card, rated, answer.when)
        return self if cards == self.cards else Reviews(cards)

    def due(self, when: datetime, lapsed: Collection[str] = ()) -> tuple[str, ...]:
        """The skills to be reviewed now, the one that is most nearly forgotten first.

        Those that have `lapsed` are due before their day.
        """
        due = [skill for skill, card in self.cards.items() if skill in lapsed or card.is_due(when)]
        return tuple(sorted(due, key=lambda skill: (self.cards[skill].recall(when), skill)))


def rating(score: float, *, hints: int, attempt: int) -> Rated:
    """What an answer says of the memory: `good` is right without any help, at the first try."""
    if score >= 1 and not hints and attempt <= 1:
        return "good"
    return "hard" if score >= HALF else "again"


def learned(when: datetime) -> Review:
    """The card of a skill that was mastered at a moment."""
    from fsrs import Card  # noqa: PLC0415  25 ms, and a lesson begins without it

    when = _utc(when)
    return _rated(Card(card_id=1, due=when), "good", when)


def reviewed(review: Review, rated: Rated, when: datetime) -> Review:
    """The card after a review; a clock that ran backwards passes no time."""
    return _rated(_card(review), rated, max(_utc(when), review.last))


def _rated(card: Card, rated: Rated, when: datetime) -> Review:
    from fsrs import Rating  # noqa: PLC0415  as above

    ratings = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good}
    scheduler = _scheduler(min(LONGEST, (END - when).days))  # no due date past the calendar's end
    after, _ = scheduler.review_card(card, ratings[rated], when)
    return Review(after.stability or 0.0, after.difficulty or 0.0, after.due, when)


def _card(review: Review) -> Card:
    from fsrs import Card, State  # noqa: PLC0415  as above

    return Card(
        card_id=1,
        state=State.Review,
        stability=review.stability,
        difficulty=review.difficulty,
        due=review.due,
        last_review=review.last,
    )


@cache
def _scheduler(longest: int = LONGEST) -> Scheduler:
    from fsrs import Scheduler  # noqa: PLC0415  as above

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=longest,
        enable_fuzzing=False,
    )
