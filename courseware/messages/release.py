"""What a student copy says."""

from __future__ import annotations

from courseware.messages.forms import Catalogue

SENTENCES: Catalogue = {
    "run-all": (
        "To begin, choose **Run ▸ Run All Cells** in the menu, and come back up here: the lesson "
        "then starts right below."
    ),
}
