"""The last look before a release: does anything that a student receives hold a key?"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from courseware.checkpoints.protocol import JSON, Checkpoint
from courseware.errors import ReleaseRefused
from courseware.lesson.gating import is_author
from courseware.lesson.head import read_head
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Lesson
from courseware.lesson.released import SHARED, is_released
from courseware.release.student import KEPT

SHORTEST = 8  # characters; what is shorter is found in any text
NOTEBOOK = ".ipynb"

_typed_key = re.compile(
    r"^\s*(answer|also|distractors|explain|extra|missing|model|near|other|pairs|pattern|solution"
    r"|wrong)\s*:",
    re.MULTILINE,
)
_checkpoint = re.compile(r"^\s*%%checkpoint\b", re.MULTILINE)
_blank = re.compile(r"\s+")
_CELL = {"deletable", "editable", "jupyter", "tags"}
_OURS = {"format", "released", "feedback", "course", "lesson", "keyring"}


@frozen
class Secret:
    """A text of a key: the lesson and checkpoint it belongs to, and the name of its field."""

    lesson: str
    checkpoint: str
    field: str
    text: str


def secrets_of(lessons: Sequence[Lesson]) -> tuple[Secret, ...]:
    """The texts that no student copy of these lessons may hold, in any form.

    A text that a public part or another cell of the lessons holds anyway is none.
    """
    public = "\n".join(text for lesson in lessons for text in _public(lesson))
    return tuple(
        Secret(lesson.id, checkpoint.id, field, text.strip())
        for lesson in lessons
        for checkpoint in lesson.checkpoints.values()
        for form in checkpoint.variants or (checkpoint,)
        for field, value in (form.key or {}).items()
        for text in dict.fromkeys(_texts(value))
        if len(text.strip()) >= SHORTEST and text.strip() not in public
    )


def scan(folder: Path, lessons: Sequence[Lesson]) -> None:
    """Search every file of a release for keys.

    Raises:
        ReleaseRefused: one was found; the message names the file and the checkpoint, not the key.
    """
    known = {each.id: each.checkpoints for each in lessons}
    secrets = [
        (each, plain_forms(each.text), coded_forms(each.text)) for each in secrets_of(lessons)
    ]
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = str(path.relative_to(folder))
        text = path.read_bytes().decode("utf-8", "replace")
        content = _json(text)
        if path.suffix == NOTEBOOK:
            _check_notebook(name, content, known)
        spaced = "\n".join((text, *_strings(content)))
        dense = _blank.sub("", spaced)
        for secret, plain, coded in secrets:
            if any(form in spaced for form in plain) or any(form in dense for form in coded):
                raise ReleaseRefused(
                    f"{name} would give away `{secret.field}` of checkpoint {secret.checkpoint} in"
                    f" lesson {secret.lesson}. Take it out of there; if learners may read it, say"
                    " it in the prompt or in a cell of the lesson"
                )


def plain_forms(text: str) -> tuple[str, ...]:
    """A text as it is, and as JSON writes it once and twice."""
    once = [text, _escape(text), _escape(text, ensure_ascii=True)]
    twice = [_escape(each, ensure_ascii=is_ascii) for each in once for is_ascii in (False, True)]
    return tuple(dict.fromkeys((*once, *twice)))


def coded_forms(text: str) -> tuple[str, ...]:
    """A text, and what JSON makes of it, in base64 wherever it may begin."""
    once = dict.fromkeys((text, _escape(text), _escape(text, ensure_ascii=True)))
    return tuple(_base64(each.encode("utf-8", "replace"), at) for each in once for at in range(3))


def _escape(text: str, *, ensure_ascii: bool = False) -> str:
    return json.dumps(text, ensure_ascii=ensure_ascii)[1:-1]


def _base64(data: bytes, offset: int) -> str:
    """What base64 makes of the data, wherever it begins, less what its neighbours decide."""
    coded = base64.b64encode(b"\0" * offset + data).decode()
    start = (0, 2, 3)[offset]
    whole = (offset + len(data)) * 8 // 6
    return coded[start:whole]


def _public(lesson: Lesson) -> Iterator[str]:
    for checkpoint in lesson.checkpoints.values():
        yield from (checkpoint.id, checkpoint.title, *_texts(checkpoint.given))
        for form in checkpoint.variants or (checkpoint,):
            yield from (form.prompt, *form.contexts.values(), *form.hints)
            yield from _texts(form.public)
    for cell in lesson.cells:
        if cell.checkpoint is None and not is_author(cell):
            yield cell.source
    yield lesson.course.title
    yield from (skill.title for skill in lesson.course.skills.values())
    yield from lesson.course.interests.values()


def _texts(value: JSON) -> Iterator[str]:
    """The texts in a key, and the keys of its mappings; the fields of its records are names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield key
            yield from _texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            items = each.values() if isinstance(each, Mapping) else (each,)
            for item in items:
                yield from _texts(item)


def _json(text: str) -> Any:  # noqa: ANN401 - JSON of anybody
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON of anybody
    """The texts in JSON; a list of lines is one text, as notebooks write them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _strings(each)
    elif isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            yield "".join(value)
        else:
            for each in value:
                yield from _strings(each)


def _check_notebook(
    name: str,
    notebook: Any,  # noqa: ANN401 - JSON of anybody
    lessons: Mapping[str, Mapping[str, Checkpoint]],
) -> None:
    """Look for fields of keys and, in a copy of ours, for places in which a release writes nothing.

    Another notebook, one that a lesson declares among its files, is as its author left it.
    """
    whole = notebook if isinstance(notebook, dict) else {}
    metadata = whole.get("metadata")
    ours = metadata.get("courseware") if isinstance(metadata, dict) else None
    strange = _strange(whole, ours) if isinstance(ours, dict) else []
    known = lessons.get(str(ours.get("lesson")), {}) if isinstance(ours, dict) else {}
    listed = whole.get("cells")
    for cell in listed if isinstance(listed, list) else ():
        source = cell.get("source") if isinstance(cell, dict) else None
        strange += _key_fields("".join(_strings(source)), known)
    if strange:
        raise ReleaseRefused(f"{name} would hold what a student copy does not: {strange[0]}")


def _strange(notebook: dict[str, Any], ours: dict[str, Any]) -> list[str]:
    """What a release did not write."""
    strange = [*(notebook["metadata"].keys() - {*KEPT, "courseware"}), *(ours.keys() - _OURS)]
    if ours.get("feedback") == "graded" and "keyring" in ours:
        strange.append("keyring")
    for cell in notebook["cells"]:
        strange += cell["metadata"].keys() - _CELL
        strange += ["outputs"] if cell.get("outputs") else []
    return strange


def _key_fields(source: str, known: Mapping[str, Checkpoint]) -> list[str]:
    magic = magic_of(source)
    if magic is None or magic.name != "checkpoint":
        found = _typed_key.search(source) if _checkpoint.search(source) else None
        return [f"the field {found[1]} of a checkpoint"] if found else []
    if magic.argument not in known or not is_released(magic.body):
        return [f"the checkpoint {magic.argument} as it was written"]
    allowed = {*SHARED, *known[magic.argument].public}
    fields = (read_head(magic.body).json or {}).keys() - allowed
    return [f"the field {field} of checkpoint {magic.argument}" for field in fields]
