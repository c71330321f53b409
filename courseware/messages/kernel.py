"""What a notebook says in the place of a checkpoint that cannot be asked."""

from __future__ import annotations

from courseware.messages.forms import Catalogue

SENTENCES: Catalogue = {
    "review-due": "Warm-up: it is time to review {skills}.",
    "review-title": "Warm-up from “{lesson}”",
    "review-none": "Nothing is due for a review now.",
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
    "no-lesson-yet": (
        "This cell belongs to a branch of a lesson: run the notebook's first cells, then this one."
    ),
    "cell-waits": "This cell belongs to “{title}” and runs by itself when that opens.",
    "cell-stopped": (
        "A cell above this one ended with an error, so this one was not run."
        " You can run it yourself."
    ),
    "branch-unknown-tag": (
        "This cell has the tag “branch:{title}”, and the lesson has no such branch:"
        " it stays closed."
    ),
    "broken-checkpoint": (
        "This question has a mistake in it and cannot be asked. The rest of the lesson works.\n"
        "Please tell whoever gave you the lesson: {reason}"
    ),
}
