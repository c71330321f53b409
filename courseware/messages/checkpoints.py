"""What the checkpoint types say."""

from __future__ import annotations

from courseware.messages.forms import Catalogue

SENTENCES: Catalogue = {}
