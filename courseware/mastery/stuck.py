"""Practice that does not get anywhere, whatever the mastery rule: time to ask a person.

*Wheel-spinning* is ten tries without three right ones in a row (J. Beck and Y. Gong,
Wheel-spinning: students who fail to master a skill, AIED 2013). A row of three ends it, and the
count begins again.
"""

from __future__ import annotations

from attrs import frozen

TRIES = 10
ROW = 3


@frozen
class Spin:
    """The counted answers on one skill: how many in all, how many right, and how they lie.

    `row` is the number of right answers that end them, `since` the number of answers since the
    last row of three (or since the first answer).
    """

    answers: int = 0
    right: int = 0
    row: int = 0
    since: int = 0

    def after(self, is_right: bool) -> Spin:
        """One answer later."""
        row = self.row + 1 if is_right else 0
        since = 0 if row >= ROW else self.since + 1
        return Spin(self.answers + 1, self.right + is_right, row, since)

    @property
    def is_stuck(self) -> bool:
        """Ten answers without three right in a row."""
        return self.since >= TRIES
