"""What the record says: why something is not saved, what of it cannot be read, what to do."""

from __future__ import annotations

from courseware.messages.forms import Catalogue, Plural

SENTENCES: Catalogue = {
    "disk-full": "the disk of {path} is full. Make room there",
    "disk-forbidden": "{path} may not be written to. Make that folder writable",
    "disk-failed": "{path} cannot be written to ({why}). Put that right",
    "log-unsaved": (
        "Your work is not saved: {reason} and answer again, or save your record elsewhere."
    ),
    "log-closed": "Your work is not saved: this lesson was closed. Open it again.",
    "log-forked": (
        "Your work is not saved: this process was split off from the lesson's kernel, and only"
        " the kernel itself writes the record."
    ),
    "log-slice": (
        "Your record is safe, but its copy beside the notebook is not up to date, and that is"
        " what your teacher collects: {reason}."
    ),
    "log-folder": "The record in {path} cannot be read: {why}.",
    "log-unreadable": "{path} is left out: {why}.",
    "log-too-large": "it is larger than {size} MB",
    "log-no-file": "it is not a file",
    "log-no-text": "this line is not text",
    "log-broken": (
        "{path} was changed after it was written: line {line} does not follow the line before it."
        " It is used as it is."
    ),
    "log-damaged": "{path}, line {line} is left out: {why}.",
    "log-more": Plural(
        one=" So is {count} more line of this file.",
        other=" So are {count} more lines of this file.",
    ),
    "log-pending": (
        "The last line of {path} is incomplete and is left out: it was not saved when its session"
        " ended."
    ),
    "log-foreign": Plural(
        one=(
            "{path} holds {count} event of another learner ({learner}…), which is left out. If"
            ' that was you, on another computer, join it: courseware record merge "{path}"'
        ),
        other=(
            "{path} holds {count} events of another learner ({learner}…), which are left out. If"
            ' that was you, on another computer, join them: courseware record merge "{path}"'
        ),
    ),
    "log-stray": Plural(
        one="{path} holds {count} event of another course, {course}, which is left out.",
        other="{path} holds {count} events of another course, {course}, which are left out.",
    ),
}
