"""The values of a head: text as typed, plain values, quotes and flow form."""

from __future__ import annotations

import re
from typing import Literal

from courseware.checkpoints.reading import Node, Scalar, Sequence
from courseware.errors.diagnostics import Rule
from courseware.lesson.lines import Line, Lines
from courseware.lesson.plain import ANCHOR_OR_TAG, read_plain
from courseware.lesson.scalars import (
    BLOCK,
    DOUBLE,
    SINGLE,
    block,
    clean,
    dedent,
    fold,
    plain_spaces,
    unquote,
)
from courseware.lesson.slips import swallowed

UNCLOSED = Rule("CW215", "unclosed")
COLON_IN_VALUE = Rule("CW216", "colon-in-value")
AFTER_VALUE = Rule("CW217", "text-after-value")
INDENTATION = Rule("CW220", "indentation")
SWALLOWED = Rule("CW218", "swallowed-line", "warning")

COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.DOTALL)
COLON = re.compile(r":(?:\s|$)")
WORDS = re.compile(r"""\[([^][{}:#&*!|>'"%@`“”„‟‘’‚‛\\-]*)\]\s*(?:#.*)?""", re.DOTALL)
DEEPEST = 40  # nesting of flow form
LONGEST = 100  # lines of one value in flow form or quotes


Style = Literal["key", "code", "item", "line"]


def text_value(lines: Lines, rest: str, line: Line, indent: int, style: Style) -> Scalar:
    """The text that begins with `rest`; lines deeper than `indent` continue it.

    The text of a `code` key that begins on a line of its own keeps its line ends. A `line` keeps
    its indentation. As an `item`, `|` and `>` may be the text itself.
    """
    typed = rest.rstrip() if style == "line" else rest.strip()
    below = lines.deeper(indent)
    header = BLOCK.fullmatch(typed.strip())
    if not below and header and style in ("key", "code"):
        return Scalar("", line.number)
    if not below:
        bare = unquote(typed.strip())
        return Scalar(typed if bare == typed.strip() else bare, line.number)
    texts = [each.text for each in below]
    if header:
        return Scalar(block(header, texts, indent), below[0].number)
    if style == "code" and not typed:
        return Scalar(dedent(texts), below[0].number)
    for each in below:
        if reason := swallowed(each, line, indent):
            lines.fault(SWALLOWED, reason, each, "Indent it like the line that it belongs beside.")
    begins = line if typed else below[0]
    margin = typed[: len(typed) - len(typed.lstrip())]
    return Scalar(margin + unquote(fold([typed, *texts])), begins.number)


def plain_value(lines: Lines, rest: str, line: Line, indent: int) -> Node:
    """A value as plain YAML reads it, but always as text, whatever it looks like."""
    if rest[0] in "[{":
        return _flow(lines, rest, line, indent)
    if rest[0] in "\"'":
        return _quoted(lines, rest, line, indent)
    below = lines.deeper(indent)
    if (header := BLOCK.fullmatch(rest)) and below:
        return Scalar(block(header, [each.text for each in below], indent), below[0].number)
    if rest[0] in "&*!":
        lines.fault(
            ANCHOR_OR_TAG,
            f"`{rest[0]}` begins an anchor, a reference or a tag, which are not used here.",
            line,
            f"Write `{_quoting(line, rest)}` if it is part of the value.",
        )
        return Scalar("", line.number)
    parts = [(line, rest), *((each, each.rest) for each in below)]
    bare = [(each, plain_spaces(COMMENT.sub("", part)).strip()) for each, part in parts]
    for at, (each, part) in enumerate(bare):
        if not COLON.search(part):
            continue
        if each is line:
            message = "A colon and a space stand where one value was expected."
            help_ = f"Write `{_quoting(each, part)}` if it is part of the value."
            lines.fault(COLON_IN_VALUE, message, each, help_)
        else:
            message = "The line is indented more than the one above it, which has its value."
            help_ = f"Write `{' ' * indent}{each.rest}`."
            lines.fault(INDENTATION, message, each, help_)
            bare = bare[:at]  # the value above may still be what it should be
        break
    return Scalar(clean(" ".join(part for _, part in bare if part)), line.number)


def comment_only(rest: str) -> bool:
    """Whether nothing but white space or a comment stands here."""
    return not COMMENT.sub("", rest).strip()


def _quoting(line: Line, value: str) -> str:
    """The line with its value in quotes."""
    quoted = "'" + value.replace("'", "''") + "'"
    before = line.rest[: line.rest.rfind(value)] if value in line.rest else ""
    return before + quoted


def _quoted(lines: Lines, rest: str, line: Line, indent: int) -> Node:
    """A value in quotes, perhaps over several lines."""
    pattern = DOUBLE if rest[0] == '"' else SINGLE
    below = lines.deeper(indent)
    whole = "\n".join([rest, *(each.text for each in below[:LONGEST])])
    found = pattern.match(whole)
    if found is None:
        message = f"The quote {rest[0]} is opened here and not closed."
        lines.fault(UNCLOSED, message, line, f"Write `{line.rest}{rest[0]}`.")
        return Scalar(clean(rest[1:]), line.number)
    if not comment_only(whole[found.end() :]):
        lines.fault(
            AFTER_VALUE,
            "Something stands after the closing quote.",
            line,
            f"Write `{_quoting(line, rest)}` if the quotes are part of the value.",
        )
        return Scalar(clean(rest), line.number)
    if "\\" in found[0] or "\n" in found[0]:
        node, faults = read_plain(found[0], line.number)
        lines.faults += faults
        return Scalar(found[1], line.number) if node is None else node
    return Scalar(unquote(found[0]), line.number)


def _flow(lines: Lines, rest: str, line: Line, indent: int) -> Node:
    """A value in flow form, plain YAML, up to its closing bracket."""
    if (words := WORDS.fullmatch(rest)) and (parts := _words(words[1])) is not None:
        return Sequence(tuple(Scalar(clean(each), line.number) for each in parts), line.number)
    after = [each.text for each in lines.all[lines.at : lines.at + LONGEST]]
    found = _closed(rest) or _closed("\n".join([rest, *after]))
    if found is None:
        lines.deeper(indent)
        closed = COMMENT.sub("", line.rest).rstrip() + {"[": "]", "{": "}"}[rest[0]]
        message = f"`{rest[0]}` is opened here and not closed."
        lines.fault(UNCLOSED, message, line, f"Write `{closed}`.")
        return Scalar("", line.number)
    flow, tail = found
    lines.at += flow.count("\n")
    if not comment_only(tail.split("\n", 1)[0]):
        message = "Something stands after the closing bracket."
        help_ = f"Write `{_quoting(line, rest)}` if the brackets are part of the value."
        lines.fault(AFTER_VALUE, message, line, help_)
    node, faults = read_plain(flow, line.number)
    lines.faults += faults
    return Scalar("", line.number) if node is None else node


def _words(inner: str) -> list[str] | None:
    """The items of a list of plain words, read without the help of a YAML parser."""
    parts = inner.split(",")
    if not parts[-1].strip():
        parts.pop()
    return parts if all(each.strip() and each.strip()[0] != "?" for each in parts) else None


def _closed(text: str) -> tuple[str, str] | None:
    """A value in flow form, with plain spaces outside its quotes, and what follows it."""
    depth, at, before = 0, 0, ""
    pieces = []
    while at < len(text):
        sign = text[at]
        end = at + 1
        if sign in "\"'" and before in "[{,:":
            found = (DOUBLE if sign == '"' else SINGLE).match(text, at)
            if found is None:
                return None
            end = found.end()
        elif sign == "#" and text[at - 1].isspace():
            end = text.find("\n", at)
            if end < 0:
                return None
        else:
            depth += (sign in "[{") - (sign in "]}")
            sign = sign if sign == "\n" else plain_spaces(sign)
        pieces.append(text[at:end] if end > at + 1 else sign)
        if depth == 0:
            return "".join(pieces), text[end:]
        if depth > DEEPEST:
            return None
        before = before if sign.isspace() else sign
        at = end
    return None
