"""What a session says."""

from __future__ import annotations

from courseware.messages.forms import Catalogue

SENTENCES: Catalogue = {}
