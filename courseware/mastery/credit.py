"""What an answer is worth as evidence once the help before it is taken off."""

from __future__ import annotations

import math

KEPT = 0.75
"""The share of a score that stays after one hint, or after one try before."""
MOST = 100  # from there on nothing is left


def credit(score: float, attempt: int = 1, hints: int = 0) -> float:
    """The score, less for each hint that was shown and for each try before; never more.

    That help lowers what an answer shows, rather than spoil it: Y. Wang and N. Heffernan,
    Extending knowledge tracing to allow partial credit, 2013.
    """
    help_ = max(attempt - 1, 0) + max(hints, 0)
    return score * math.pow(KEPT, min(help_, MOST))
