"""The heads of a student copy: plain YAML with one key a line, each value JSON on that line.

The first line is `released: 1`, which tells such a head from one that an author typed. The public
part of a checkpoint stands beside the keys that all types share.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from attrs import evolve

from courseware.checkpoints import parts
from courseware.checkpoints.protocol import JSON, Checkpoint, Part
from courseware.checkpoints.reading import Mapping_, Node, Scalar, Sequence
from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.versions import NEWEST, newer

DAMAGED = Rule("CW112", "damaged-copy")

FIRST = re.compile(r"released:\s*(\d+)\s*")
LINE = re.compile(r'([\w-]+|"(?:[^"\\]|\\.)*"): (.*)', re.DOTALL)
DEEPEST = 40
SHARED = ("type", "title", "skills", "points", "hints", "tries", "as", "given", "variants")


def dump(head: Mapping[str, JSON]) -> str:
    """The text of a released head, with its last line end."""
    lines = [f"released: {NEWEST}\n"]
    for key, value in head.items():
        name = key if re.fullmatch(r"[\w-]+", key) else json.dumps(key)
        lines.append(f"{name}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}\n")
    return "".join(lines)


def is_released(text: str) -> bool:
    """Whether a head is that of a student copy."""
    return FIRST.fullmatch(text.split("\n", 1)[0]) is not None


def load(text: str, first: int = 1) -> tuple[dict[str, JSON], tuple[Fault, ...]]:
    """Read a released head without its first line; damaged lines are faults and left out."""
    top, *lines = text.split("\n")
    version = FIRST.fullmatch(top)
    if version is None or int(version[1][:9]) > NEWEST:
        return {}, (newer("This cell", version[1][:9] if version else top, first),)
    head: dict[str, JSON] = {}
    faults = []
    for number, line in enumerate(lines, first + 1):
        try:
            key, value = _key_and_value(line)
            head[key] = value
        except (ValueError, RecursionError):
            if line.strip():
                message = "This line of the student copy is damaged."
                faults.append(Fault(DAMAGED, message, number, "Fetch the lesson again."))
    return head, tuple(faults)


def _key_and_value(line: str) -> tuple[str, JSON]:
    """The two parts of a line; ValueError where it is not of this form."""
    found = LINE.fullmatch(line)
    if found is None:
        raise ValueError(line)
    return json.loads(found[1]) if found[1][0] == '"' else found[1], json.loads(found[2])


def head_of(checkpoint: Checkpoint) -> dict[str, JSON]:
    """What the head of a checkpoint holds in a student copy.

    A public part that has a key of its own by the name of a shared one is a fault of its type.
    """
    shared: dict[str, JSON] = {"type": checkpoint.type}
    if checkpoint.title:
        shared["title"] = checkpoint.title
    shared["skills"] = list(checkpoint.skills)
    shared["points"] = checkpoint.points
    shared["hints"] = list(checkpoint.hints)
    shared["tries"] = checkpoint.tries
    if checkpoint.group:
        shared["as"] = checkpoint.group
    if checkpoint.variants:
        return {**shared, "variants": [_variant(each) for each in checkpoint.variants]}
    if checkpoint.given:
        shared["given"] = checkpoint.given
    if twice := set(SHARED).intersection(checkpoint.public):
        raise ValueError(f"type {checkpoint.type} uses shared keys: {', '.join(sorted(twice))}")
    return {**shared, **checkpoint.public}


def prompt_of(checkpoint: Checkpoint) -> str:
    """What stands below the head of a checkpoint in a student copy."""
    sections = (f"--- {name}\n{text}" for name, text in checkpoint.contexts.items())
    return "\n".join((checkpoint.prompt, *sections))


def key_of(checkpoint: Checkpoint) -> Part | None:
    """The key of a checkpoint with all its forms."""
    if checkpoint.variants and checkpoint.key is not None:
        return {"variants": [each.key or {} for each in checkpoint.variants]}
    return checkpoint.key


def forms_of(checkpoint: Checkpoint) -> Part:
    """What the forms of a checkpoint ask, as JSON, as far as it has more than one."""
    if checkpoint.variants:
        hintless = (evolve(each, hints=()) for each in checkpoint.variants)
        return {"variants": [_variant(each) for each in hintless]}
    found: dict[str, JSON] = {"contexts": checkpoint.contexts, "given": checkpoint.given}
    return {name: each for name, each in found.items() if each}


def reread(shared: Checkpoint, head: Mapping[str, JSON], key: Part | None) -> Checkpoint:
    """The checkpoint of a released head; what was damaged in it is missing."""
    public = {name: value for name, value in head.items() if name not in SHARED}
    found = evolve(shared, public=public, key=key, given=parts.mapping(head, "given"))
    keys = None if key is None else parts.mappings(key, "variants")
    variants = tuple(
        evolve(
            shared,
            prompt=parts.text(each, "prompt"),
            contexts=_texts(parts.mapping(each, "contexts")),
            hints=parts.texts(each, "hints"),
            given=parts.mapping(each, "given"),
            public=parts.mapping(each, "public"),
            key=None if keys is None else keys[at] if at < len(keys) else {},
        )
        for at, each in enumerate(parts.mappings(head, "variants"))
    )
    return evolve(variants[0], variants=variants) if variants else found


def _variant(checkpoint: Checkpoint) -> dict[str, JSON]:
    found: dict[str, JSON] = {
        "prompt": checkpoint.prompt,
        "contexts": checkpoint.contexts,
        "hints": list(checkpoint.hints),
        "given": checkpoint.given,
        "public": checkpoint.public,
    }
    return {name: each for name, each in found.items() if each}


def _texts(found: Part) -> dict[str, str]:
    return {name: each for name, each in found.items() if isinstance(each, str)}


def nodes(value: object, line: int, depth: int = 0) -> Node:
    """JSON as the nodes of a head, all on one line; what is nested too deeply is left out."""
    if depth > DEEPEST or value is None:
        return Scalar("", line)
    if isinstance(value, Mapping):
        items = {str(key): nodes(each, line, depth + 1) for key, each in value.items()}
        return Mapping_(items, dict.fromkeys(items, line), line)
    if isinstance(value, list | tuple):
        return Sequence(tuple(nodes(each, line, depth + 1) for each in value), line)
    return Scalar(str(value).lower() if isinstance(value, bool) else str(value), line)
