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
from courseware.lesson.scalars import nfc
from courseware.lesson.typed import read_typed

SECTION_TWICE = Rule("CW227", "section-twice")
MISSING_PROMPT = Rule("CW223", "missing-prompt")

SECTION = re.compile(r"---[ \t]+([\w-]+)\s*")
FIRST = 2  # the line below the magic
ENDS_FIRST = "The head ends at the first line `---`: leave out one that stands before it."


@frozen
class Head:
    """The head of a cell, read.

    `node` holds its keys, and `json` those of a released head, which is read without a YAML parser.
    `contexts` holds the sections of the prompt by interest (`--- sport`), and `sections` the lines
    on which they begin. `ended` says whether a line `---` stood below it, `faults` what could not
    be read.
    """

    node: Mapping_
    prompt: str = ""
    prompt_line: int | None = None
    ended: bool = False
    json: Mapping[str, JSON] | None = None
    faults: tuple[Fault, ...] = field(default=())
    contexts: Mapping[str, str] = field(factory=dict)
    sections: Mapping[str, int] = field(factory=dict)


def read_head(body: str, *, asks: bool = True) -> Head:
    """Read what stands below the magic of a cell; `asks` says that a prompt belongs to it."""
    head, below, line = _parts(body)
    ended = line is not None
    prompt, contexts, sections, twice = _sections(below, line or FIRST)
    if released.is_released(head):
        found, faults = released.load(head, FIRST)
        node = released.nodes(found, FIRST)
        lines = {key: FIRST + 1 + at for at, key in enumerate(found)}
        items = node.items if isinstance(node, Mapping_) else {}
        node = Mapping_(items, lines, FIRST)
        return Head(node, prompt, line, ended, found, faults + twice, contexts, sections)
    typed, faults = read_typed(head, FIRST, ended=ended or not asks)
    return Head(typed, prompt, line, ended, None, faults + twice, contexts, sections)


def _sections(
    below: str, first: int
) -> tuple[str, dict[str, str], dict[str, int], tuple[Fault, ...]]:
    """What stands below `---`: the common prompt, that of each context, where each begins."""
    texts: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    common: list[str] = []
    into = common
    for at, each in enumerate(below.split("\n")):
        section = SECTION.fullmatch(each)
        if section is None:
            into.append(each)
            continue
        name = nfc(section[1])
        if name in texts:
            message = f"The prompt has a section `--- {name}` already, in line {lines[name]}."
            faults.append(Fault(SECTION_TWICE, message, first + at, "Keep one of them."))
        else:
            lines[name] = first + at
        into = texts[name] = []
    told = {name: "\n".join(each).strip() for name, each in texts.items()}
    faults += [
        Fault(MISSING_PROMPT, f"Below `--- {name}` there is no question to ask.", lines[name])
        for name, text in told.items()
        if not text
    ]
    return "\n".join(common).strip(), told, lines, tuple(faults)


def _parts(body: str) -> tuple[str, str, int | None]:
    """The head, what stands below it, and the line below the `---` that parts them."""
    lines = body.split("\n")
    end = next((at for at, line in enumerate(lines) if line.rstrip() == "---"), None)
    if end is None:
        return body, "", None
    return "\n".join(lines[:end]), "\n".join(lines[end + 1 :]), FIRST + end + 1


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
