"""What the lesson server says."""

from __future__ import annotations

from courseware.messages.forms import Catalogue

SENTENCES: Catalogue = {
    "access-foreign": "This address serves lessons to the browser on this machine only. "
    "Open it there, at the address that courseware start printed.",
    "access-token": "This page opens with the address that courseware start printed: "
    "it ends in ?token=… Copy the whole of it into the address line.",
    "page-missing": "There is no such page here.",
    "page-failed": "This page could not be made. Reload it; if that does not help, "
    "end courseware start and run it again. Your progress is kept.",
    "course-empty": "There are no lessons in this course yet.",
    "lesson-opening": "Opening the lesson …",
    "lesson-skip": "Skip to the lesson",
    "lesson-home": "All lessons",
    "lesson-noscript": "A lesson needs JavaScript: switch it on for this page and reload it.",
    "lesson-failed": "A part of this lesson could not be run. The rest works without it.",
    "lesson-unreadable": "This lesson cannot be shown, because its notebook has faults. "
    "Tell your teacher: courseware check names them.",
    "lesson-progressive": "A lesson cannot be shown with progressive rendering, "
    "which would give away what is still closed: start Voilà without it.",
    "lesson-minutes": "{count} min",
    "lesson-done": "done",
    "lesson-steps": "{done} of {all}",
    "lesson-left": "{count} min left",
    "lesson-next": "Next: {title}, {reason}",
}
