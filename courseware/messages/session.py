"""What a session says: about skills, at gates, and beside an answer."""

from __future__ import annotations

from courseware.messages.forms import Catalogue, Plural

MASTERY: Catalogue = {
    "skill-not-tried": "not tried yet",
    "skill-stuck": "many tries, and it does not get easier: a good moment to ask somebody",
    "streak-evidence": "{count} of {length} right in a row",
    "m-of-n-evidence": Plural(
        "{met} of {m} right so far, in {count} answer",
        "{met} of {m} right so far, in the last {count} answers",
    ),
}

SENTENCES: Catalogue = {**MASTERY}
