"""Plain YAML 1.2 as nodes with lines: course files, and values in flow form.

Every value is the text that was typed, whatever it looks like. Anchors, tags and duplicate keys
are faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import define, field

from courseware.checkpoints.reading import Mapping_, Node, Scalar, Sequence
from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.scalars import clean, plain_spaces, straight_quotes

UNREADABLE = Rule("CW211", "unreadable-yaml")
DUPLICATE_KEY = Rule("CW212", "duplicate-key")
ANCHOR_OR_TAG = Rule("CW213", "anchor-or-tag")
CURLY_QUOTE = Rule("CW214", "curly-quote")

LONGEST = 500  # characters of a line that is worth repairing
KEY_AND_VALUE = re.compile(r"(\s*(?:- +)*[^\s:#][^:#]*:\s+|\s*(?:- +)+)(.*\S)\s*")
# What the parser says, in the words of somebody who types a head.
SENTENCES = {
    "mapping values are not allowed": "A colon and a space stand where one value was expected.",
    "could not find expected ':'": "This line is neither `key: value` nor a list item.",
    "cannot start any token": "A value cannot begin with this sign unless it stands in quotes.",
    "expected <block end>": "This line does not fit the lines above it: look at its indentation.",
    "quoted scalar": "A quote is opened here and not closed.",
    "flow sequence": "The list is not closed: `]` or `,` is missing.",
    "flow mapping": "The braces are not closed: `}` or `,` is missing.",
}


def read_plain(text: str, first: int = 1) -> tuple[Node | None, tuple[Fault, ...]]:
    """Read a text of YAML whose first line has the number `first`; None where it holds nothing.

    Reading stops at the first fault of syntax, since what follows it is guesswork.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415  a student copy needs none of it
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415  as above

    nodes = _Nodes(first)
    try:
        return nodes.document(YAML(typ="safe", pure=True).parse(text)), tuple(nodes.faults)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.rstrip().count("\n")) if mark else 0
        problem = f"{error.context or ''} {error.problem or ''}"
    except RecursionError:
        line, problem = 0, "It is nested too deeply."
    except (YAMLError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        line, problem = 0, str(error).split("\n", 1)[0] or type(error).__name__
    known = (say for part, say in SENTENCES.items() if part in problem)
    sentence = next(known, f"This YAML cannot be read ({problem.strip()}).")
    help_ = _repair(text.split("\n"), line)
    return None, (*nodes.faults, Fault(UNREADABLE, sentence, first + line, help_))


def _repair(lines: list[str], line: int) -> str | None:
    """The faulty line as it was probably meant."""
    typed = lines[line]
    cleaned = straight_quotes(plain_spaces(typed)).rstrip()
    if cleaned == typed.rstrip():
        parts = KEY_AND_VALUE.fullmatch(typed) if len(typed) < LONGEST else None
        if parts is None or parts[2][0] in "\"'|>":
            return None
        quoted = parts[2].replace("'", "''")
        cleaned = f"{parts[1]}'{quoted}'"
    return f"Write `{cleaned.strip()}`."


@define
class _Nodes:
    """Builds nodes from the parser's events, so that nothing is converted and nothing shared."""

    first: int
    faults: list[Fault] = field(factory=list)

    def document(self, events: Iterator[Any]) -> Node | None:
        found = None
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and found is not None:
                self.fault(UNREADABLE, "A second document begins here.", event)
                break
            if kind in ("ScalarEvent", "AliasEvent", "SequenceStartEvent", "MappingStartEvent"):
                found = self.node(event, events)
        return found

    def node(self, event: Any, events: Iterator[Any]) -> Node:  # noqa: ANN401  ruamel's event
        kind, line = type(event).__name__, self.first + event.start_mark.line
        tag = getattr(event, "ctag", None)
        if kind == "AliasEvent" or event.anchor is not None or (tag is not None and str(tag)):
            self.fault(
                ANCHOR_OR_TAG,
                "Anchors (`&`), references (`*`) and tags (`!`) are not used here.",
                event,
                "If the sign is part of the value, put the value in quotes.",
            )
        if kind == "SequenceStartEvent":
            items = []
            while type(event := next(events)).__name__ != "SequenceEndEvent":
                items.append(self.node(event, events))
            return Sequence(tuple(items), line)
        if kind == "MappingStartEvent":
            return self.mapping(line, events)
        return Scalar("" if kind == "AliasEvent" else self.scalar(event), line)

    def mapping(self, line: int, events: Iterator[Any]) -> Mapping_:
        items: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while type(event := next(events)).__name__ != "MappingEndEvent":
            key = self.node(event, events)
            value = self.node(next(events), events)
            if not isinstance(key, Scalar):
                self.fault(UNREADABLE, "A key has to be a single text.", event)
            elif key.text in items:
                self.fault(
                    DUPLICATE_KEY,
                    f"`{key.text}` stands here twice; the first is in line {lines[key.text]}.",
                    event,
                )
            else:
                items[key.text], lines[key.text] = value, key.line
        return Mapping_(items, lines, line)

    def scalar(self, event: Any) -> str:  # noqa: ANN401  as above
        text = str(event.value)
        if event.style is not None:
            return text
        cleaned = clean(text)
        if sum(each in "“”„‟" for each in cleaned) % 2:
            self.fault(
                CURLY_QUOTE,
                f"A curly quote in `{cleaned}` is part of the value, not a quote round it.",
                event,
                "Use straight quotes: \" or '.",
            )
        return cleaned

    def fault(self, rule: Rule, message: str, event: Any, help_: str | None = None) -> None:  # noqa: ANN401  as above
        self.faults.append(Fault(rule, message, self.first + event.start_mark.line, help_))
