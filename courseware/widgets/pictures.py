"""Pictures that travel inside what shows them: a page may fetch nothing of a closed branch."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from courseware.lesson.model import Lesson


@frozen
class Pictures:
    """The pictures a text may show: its cell's attachments and the lesson's declared files."""

    folder: Path
    files: tuple[str, ...]
    attachments: Mapping[str, Mapping[str, str]] = field(factory=dict)

    @classmethod
    def of(
        cls, lesson: Lesson, attachments: Mapping[str, Mapping[str, str]] | None = None
    ) -> Pictures:
        """The pictures of a lesson, with those that a cell brings."""
        return cls(lesson.path.parent, lesson.files, attachments or {})

    def __call__(self, address: str) -> str | None:
        """The picture as a `data:` address; None for one that is not there or not declared."""
        if address.startswith("attachment:"):
            bundle = self.attachments.get(address.removeprefix("attachment:"), {})
            return next((f"data:{kind};base64,{data}" for kind, data in bundle.items()), None)
        kind = mimetypes.guess_type(address)[0] or ""
        if address not in self.files or not kind.startswith("image/"):
            return None
        try:
            data = (self.folder / address).read_bytes()
        except OSError:
            return None
        return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
