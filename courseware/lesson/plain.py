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
ESCAPE = Rule("CW225", "backslash-in-quotes")
CURLY_QUOTE = Rule("CW214", "curly-quote")

# Odd spaces where the structure is: before a line, except tabs, and after a colon or a dash.
ODD = re.compile(r"^[^\S\n\t]+|(?<=[:-])[^\S\n]+", re.MULTILINE)
# What becomes of LaTeX in double quotes: \frac, \beta, \times, \rho, \neq and their like.
ESCAPED = re.compile(r"[\x00-\x08\x0b\x0c\x1b]|\t(?:imes|heta|au|ext)|\r(?:ho|ight)|\n(?:eq|u\b)")
DEEPEST = 40
TOO_DEEP = "nested too deeply"
CLOSING = {"[": "]", "{": "}"}
LONGEST = 500  # characters of a line that is worth repairing
KEY_AND_VALUE = re.compile(r"(\s*(?:- +)*[^\s:#][^:#]*:\s+|\s*(?:- +)+)(.*\S)\s*")
# What the parser says, in the words of somebody who types a head.
SENTENCES = {
    "unknown escape": "A backslash in double quotes begins an escape: use single quotes.",
    "mapping values are not allowed": "A colon and a space stand where one value was expected.",
    "could not find expected ':'": "This line is neither `key: value` nor a list item.",
    "cannot start any token": "A value cannot begin with this sign unless it stands in quotes.",
    "expected <block end>": "This line does not fit the lines above it: look at its indentation.",
    "quoted scalar": "A quote is opened here and not closed.",
    "flow sequence": "The list is not closed, or a value in it needs quotes.",
    "flow mapping": "The braces are not closed, or a value in them needs quotes.",
}


def read_plain(text: str, first: int = 1) -> tuple[Node | None, tuple[Fault, ...]]:
    """Read a text of YAML whose first line has the number `first`; None where it holds nothing.

    Reading stops at the first fault of syntax, since what follows it is guesswork.
    """
    nodes = _Nodes(first)
    spaced = ODD.sub(lambda found: plain_spaces(found[0]), text)
    try:
        return nodes.document(spaced), tuple(nodes.faults)
    except _Unreadable as error:
        help_ = _repair(spaced.split("\n"), error.line)
        fault = Fault(UNREADABLE, error.sentence, first + error.line, help_)
        return None, (*nodes.faults, fault)


class _Unreadable(Exception):
    """Where the parser gave up (a line from 0), and why."""

    def __init__(self, line: int, problem: str) -> None:
        known = (say for part, say in SENTENCES.items() if part in problem)
        self.sentence = next(known, f"This YAML cannot be read ({problem.strip()}).")
        self.line = line


def _events(text: str) -> Iterator[Any]:
    """The parser's events; whatever it stumbles over is _Unreadable."""
    from ruamel.yaml import YAML  # noqa: PLC0415  a student copy needs none of it
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415  as above

    depth = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            kind = type(event).__name__
            depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
            if depth > DEEPEST:
                raise _Unreadable(event.start_mark.line, TOO_DEEP)
            yield event
    except MarkedYAMLError as error:
        opened = any(part in str(error.context) for part in ("flow", "quoted"))
        mark = error.context_mark if opened else error.problem_mark
        line = min(mark.line, text.rstrip().count("\n")) if mark else 0
        raise _Unreadable(line, f"{error.problem or ''} {error.context or ''}") from error
    except (YAMLError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        at = getattr(error, "position", 0)
        problem = str(error).split("\n", 1)[0] or type(error).__name__
        raise _Unreadable(text.count("\n", 0, at), problem) from error
    except RecursionError as error:
        raise _Unreadable(0, TOO_DEEP) from error


def _repair(lines: list[str], line: int) -> str | None:
    """The faulty line as it was probably meant, if it then reads."""
    typed = lines[line]
    if len(typed) > LONGEST:
        return None
    cleaned = straight_quotes(plain_spaces(typed)).rstrip()
    parts = KEY_AND_VALUE.fullmatch(typed)
    if cleaned == typed.rstrip() and parts is not None:
        before, value = parts[1], parts[2]
        closing = CLOSING.get(value[0], value[0] if value[0] in "\"'" else "")
        quoted = "'" + value.replace("'", "''") + "'"
        cleaned = before + (value + closing if closing and value[-1] != closing else quoted)
    try:
        for _ in _events("\n".join([*lines[:line], cleaned, *lines[line + 1 :]])):
            pass
    except _Unreadable as error:
        if error.line <= line:
            return None
    return f"Write `{cleaned}`."


@define
class _Nodes:
    """Builds nodes from the parser's events, so that nothing is converted and nothing shared."""

    first: int
    faults: list[Fault] = field(factory=list)

    def document(self, text: str) -> Node | None:
        found, events = None, _events(text)
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
        if event.style == '"' and (found := ESCAPED.search(text)):
            message = f"A backslash in double quotes became the sign {found[0][0]!a}."
            self.fault(ESCAPE, message, event, "Use single quotes, which leave backslashes alone.")
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
