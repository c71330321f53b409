"""How many messages a widget listens to: a token bucket."""

from __future__ import annotations

from collections.abc import Callable


class Bucket:
    """Lets through `rate` messages a second, and as many at once after a quiet second."""

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        """Begin full; `clock` tells seconds and never goes back."""
        self._rate = rate
        self._clock = clock
        self._left = rate
        self._filled = clock()

    def take(self) -> bool:
        """Whether one more message may pass now."""
        now = self._clock()
        self._left = min(self._rate, self._left + (now - self._filled) * self._rate)
        self._filled = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
