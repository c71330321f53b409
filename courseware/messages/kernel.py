"""What a notebook says in the place of a checkpoint that cannot be asked."""

from __future__ import annotations

from courseware.messages.forms import Catalogue

SENTENCES: Catalogue = {
    "no-notebook-file": (
        "This lesson cannot find its own notebook file, so nothing would be saved.\n"
        "Save the notebook in a folder of its own, then run this cell again."
    ),
    "lesson-cannot-open": (
        "This lesson cannot be opened: {reason}\n"
        "Nothing you did is lost. Please tell whoever gave you the lesson."
    ),
    "no-lesson": (
        "This question belongs to a lesson: run the notebook's first cells, then this one."
    ),
    "broken-checkpoint": (
        "This question has a mistake in it and cannot be asked. The rest of the lesson works.\n"
        "Please tell whoever gave you the lesson: {reason}"
    ),
}
