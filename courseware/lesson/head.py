"""The two parts of a cell below its magic: the head, YAML for people, and the prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from courseware.checkpoints.faults import FEW_OPTIONS
from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.reading import EMPTY_VALUE, MISSING_KEY, Mapping_
from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson import released
from courseware.lesson.typed import read_typed

RESERVED = Rule("CW208", "reserved-for-later")

MISSING_PROMPT = Rule("CW223", "missing-prompt")

SECTION = re.compile(r"---[ \t]+([\w-]+)\s*")
FIRST = 2  # the line below the magic
ENDS_FIRST = "The head ends at the first line `---`: leave out one that stands before it."


@frozen
class Head:
    """The head of a cell, read.

    `node` holds its keys, and `json` those of a released head, which is read without a YAML parser.
    `ended` says whether a line `---` stood below it, `faults` what could not be read.
    """

    node: Mapping_
    prompt: str = ""
    prompt_line: int | None = None
    ended: bool = False
    json: Mapping[str, JSON] | None = None
    faults: tuple[Fault, ...] = field(default=())


def read_head(body: str, *, asks: bool = True) -> Head:
    """Read what stands below the magic of a cell; `asks` says that a prompt belongs to it."""
    head, prompt, line = _parts(body)
    ended = line is not None
    if released.is_released(head):
        found, faults = released.load(head, FIRST)
        node = released.nodes(found, FIRST)
        lines = {key: FIRST + 1 + at for at, key in enumerate(found)}
        items = node.items if isinstance(node, Mapping_) else {}
        return Head(Mapping_(items, lines, FIRST), prompt, line, ended, found, faults)
    typed, faults = read_typed(head, FIRST, ended=ended or not asks)
    for at, each in enumerate(body.split("\n")):
        if section := SECTION.fullmatch(each):
            name = f"--- {section[1]}"
            message = f"Sections of a prompt (`{name}`) are reserved for a later version."
            faults = (*faults, Fault(RESERVED, message, FIRST + at))
            break
    return Head(typed, prompt, line, ended, None, faults)


def _parts(body: str) -> tuple[str, str, int | None]:
    """The head, the prompt, and the line below the `---` that parts them."""
    lines = body.split("\n")
    end = next((at for at, line in enumerate(lines) if line.rstrip() == "---"), None)
    if end is None:
        return body, "", None
    return "\n".join(lines[:end]), "\n".join(lines[end + 1 :]).strip(), FIRST + end + 1


def without_echo(faults: list[Fault], syntax: tuple[Fault, ...]) -> Iterator[Fault]:
    """The faults without those that only repeat that some lines could not be read.

    They are of values on such lines, and of keys that seem missing because of them.
    """
    unread = {each.line for each in syntax if each.rule.severity == "error"}
    missing = (MISSING_KEY, EMPTY_VALUE, MISSING_PROMPT, FEW_OPTIONS)
    return (
        each
        for each in faults
        if not unread or (each.line not in unread and each.rule not in missing)
    )
