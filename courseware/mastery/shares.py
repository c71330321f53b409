"""How far a rule is met that counts right answers."""

from __future__ import annotations

from courseware.mastery.protocol import Estimate
from courseware.messages import say


def share_met(met: int, needed: int, answers: int, evidence: str) -> Estimate:
    """The estimate of a skill of whose `needed` right answers `met` are there.

    `evidence` says so in words; it is not used before the first answer.
    """
    if answers == 0:
        return Estimate(0.0, 0.0, 0.0, "unknown", 0, say("mastery-none"))
    share = min(met / needed, 1.0)
    return Estimate(
        share, share, share, "mastered" if met >= needed else "learning", answers, evidence
    )
