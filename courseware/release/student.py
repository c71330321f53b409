"""A lesson's student copy: its public parts alone, as a notebook."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.reading import Mapping_, Node, Scalar
from courseware.keyring import seal
from courseware.lesson.course import course_json
from courseware.lesson.gating import COMMENT, is_author
from courseware.lesson.head import read_head
from courseware.lesson.magics import loads_extension, magic_of
from courseware.lesson.model import Cell, Feedback, Lesson
from courseware.lesson.released import dump, head_of, key_of, prompt_of
from courseware.messages import say

FORMAT = 1
RUN_ALL = "courseware:run-all"
BRANCH = "branch:"
# Of the notebook's own metadata, with what a notebook's format asks of each.
KEPT = {"kernelspec": ("name", "display_name"), "language_info": ("name",)}

_id = re.compile(r"[a-zA-Z0-9_-]{1,64}").fullmatch
_tag = re.compile(r"[^,]+").fullmatch
_LOCKED = {"deletable": False, "editable": False}

Keys = Mapping[str, Mapping[str, JSON]]


def keys_of(lesson: Lesson) -> Keys:
    """The keys of a lesson, by checkpoint."""
    found = {each.id: key_of(each) for each in lesson.checkpoints.values()}
    return {id_: key for id_, key in found.items() if key is not None}


def student_copy(lesson: Lesson, feedback: Feedback) -> str:
    """The student's notebook, as the text of its file; the same lesson gives the same text."""
    import nbformat  # noqa: PLC0415 - slow, and only an author needs it

    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {**_metadata(lesson), "courseware": _ours(lesson, feedback)},
        "cells": list(_cells(lesson)),
    }
    nbformat.validate(notebook)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _ours(lesson: Lesson, feedback: Feedback) -> dict[str, Any]:
    ours = {
        "format": FORMAT,
        "released": 1,
        "feedback": feedback,
        # as text: whoever saves a notebook sorts the keys of its metadata
        "course": json.dumps(course_json(lesson.course), ensure_ascii=False),
        "lesson": lesson.id,
    }
    return ours if feedback == "graded" else {**ours, "keyring": seal(keys_of(lesson))}


def _metadata(lesson: Lesson) -> dict[str, Any]:
    """What is kept of the notebook's own metadata, as far as it says what it has to."""
    found = json.loads(lesson.path.read_text("utf-8-sig")).get("metadata")
    known = found if isinstance(found, dict) else {}
    return {
        name: known[name]
        for name, needed in KEPT.items()
        if isinstance(known.get(name), dict)
        and all(isinstance(known[name].get(each), str) for each in needed)
    }


def _cells(lesson: Lesson) -> Iterator[dict[str, Any]]:
    yield {
        "cell_type": "markdown",
        "id": "run-all",
        "metadata": {**_LOCKED, "tags": [RUN_ALL]},
        "source": say("run-all"),
    }
    taken = {"run-all"}
    for cell in lesson.cells:
        source = _source(cell, lesson)
        if is_author(cell) or (_is_comment(cell) and not source.strip()):
            continue
        fresh = hashlib.sha256(f"{cell.number}\n{source}".encode()).hexdigest()[:8]
        id_ = cell.id if cell.id and _id(cell.id) and cell.id not in taken else fresh
        taken.add(id_)
        more: dict[str, Any] = {}
        if cell.kind == "code":
            more = {"outputs": [], "execution_count": None}
        elif cell.attachments:
            more = {"attachments": {name: dict(each) for name, each in cell.attachments.items()}}
        yield {
            "cell_type": cell.kind,
            "id": id_,
            "metadata": _metadata_of(cell),
            "source": source.splitlines(keepends=True),
            **more,
        }


def _metadata_of(cell: Cell) -> dict[str, Any]:
    others = {tag for tag in cell.tags if not tag.startswith(BRANCH) and _tag(tag)}
    tags = sorted(others | {BRANCH + branch for branch in cell.branches})
    metadata: dict[str, Any] = {"tags": tags} if tags else {}
    is_ours = bool(magic_of(cell.source)) or loads_extension(cell.source)
    if cell.kind == "code" and (is_ours or cell.folded):
        metadata |= {"jupyter": {"source_hidden": True}, **(_LOCKED if is_ours else {})}
    return metadata


def _source(cell: Cell, lesson: Lesson) -> str:
    magic = magic_of(cell.source) if cell.kind == "code" else None
    if magic and magic.name == "checkpoint":
        checkpoint = lesson.checkpoints[magic.argument]
        head, prompt = dump(head_of(checkpoint)), prompt_of(checkpoint)
        return f"%%checkpoint {checkpoint.id}\n{head}---\n{prompt}"
    if magic:
        said = _typed_head(read_head(magic.body, asks=False).node)
        said |= {"id": lesson.id} if magic.name == "lesson" else {}
        return f"%%{magic.name}\n{dump(said)}"
    return cell.source.partition("\n")[2] if _is_comment(cell) else cell.source


def _is_comment(cell: Cell) -> bool:
    first = cell.source.partition("\n")[0]
    return cell.kind == "markdown" and COMMENT.fullmatch(first) is not None


def _typed_head(node: Mapping_) -> dict[str, JSON]:
    return {key: _json(value) for key, value in node.items.items() if key != "notes"}


def _json(node: Node) -> JSON:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping_):
        return {key: _json(value) for key, value in node.items.items()}
    return [_json(item) for item in node.items]
