"""YAML for people: a head read so that text stays as it was typed.

After a text key, after `- ` in a list of texts and after `id: ` in a mapping of texts, the rest of
the line is the text, and deeper lines continue it. Everything else in block form reads as in plain
YAML, and flow form is plain YAML.
"""

from __future__ import annotations

import re

from attrs import define, frozen

from courseware.checkpoints.reading import Mapping_, Node, Scalar, Sequence
from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.lines import Line, Lines
from courseware.lesson.plain import ANCHOR_OR_TAG, DUPLICATE_KEY
from courseware.lesson.scalars import clean, unquote
from courseware.lesson.slips import not_a_key
from courseware.lesson.values import (
    COLON_IN_VALUE,
    INDENTATION,
    Style,
    comment_only,
    plain_value,
    text_value,
)

NOT_A_KEY = Rule("CW219", "not-a-key")
MIXED_TABS = Rule("CW221", "mixed-tabs")
TOO_MUCH = Rule("CW222", "too-much")

TEXT = "title prompt feedback other explain message name pattern unit model notes"
CODE = "code starter solution setup prints input"
CODE_KEYS = frozenset(CODE.split())
TEXT_KEYS = CODE_KEYS.union(TEXT.split())
TEXT_ITEMS = frozenset({"hints", "rubric", "lines", "distractors", "also", "extra", "options"})
LINE_ITEMS = frozenset({"lines", "distractors", "also"})
TEXT_IDS = frozenset({"options", "pairs", "wrong", "missing"})
NAMES = frozenset({"branches", "skills", "interests", "units"})
DEEPEST = 40
LONGEST = 2000  # lines

# The first colon and space outside quotes; a quotation that begins in the middle of a word, or is
# never closed, is none.
KEY = re.compile(
    r"""((?:(?>"(?:[^"\\]|\\.){0,200}"|(?<!\w)'[^']{0,200}'|“[^“”]{0,200}”|.))*?):(?:\s+(.*))?""",
    re.DOTALL,
)


@frozen
class Place:
    """What stands after a key: a text, or something that holds texts or an author's names.

    `lists` says that the items may be lists of texts themselves.
    """

    text: Style | None = None
    items: Style | None = None
    lists: bool = False
    ids: bool = False
    names: bool = False

    def below(self, key: str) -> Place:
        """The place after a key of the mapping that stands here."""
        if self.ids:
            return Place(text="item")
        if self.names:
            return Place()
        style: Style = "code" if key in CODE_KEYS else "key"
        item: Style = "line" if key in LINE_ITEMS else "item"
        return Place(
            text=style if key in TEXT_KEYS else None,
            items=item if key in TEXT_ITEMS else None,
            lists=key == "also",
            ids=key in TEXT_IDS,
            names=key in NAMES,
        )


def read_typed(text: str, first: int, *, ended: bool = True) -> tuple[Mapping_, tuple[Fault, ...]]:
    """Read the text of a head whose first line is number `first` of its cell.

    `ended` says that nothing is missing below it: a line `---` follows, or no prompt is asked for.
    Whatever the text, nothing is raised.
    """
    typed = [Line.of(first + at, each) for at, each in enumerate(text.split("\n"))]
    if len(typed) > LONGEST:
        fault = Fault(TOO_MUCH, f"A head of more than {LONGEST} lines is not read.", first)
        return Mapping_({}, {}, first), (fault,)
    head = _Head(Lines(typed), ended)
    line = head.lines.peek()
    if line is None:
        return Mapping_({}, {}, first), ()
    if line.rest[0] == "{":
        head.lines.at += 1
        node = plain_value(head.lines, line.rest, line, -1)
        empty = Mapping_({}, {}, line.number)
        return (node if isinstance(node, Mapping_) else empty), tuple(head.lines.faults)
    return head.mapping(line.indent, -1, Place()), tuple(head.lines.faults)


@define
class _Head:
    """Reads the structure of a head from the top down."""

    lines: Lines
    ended: bool
    depth: int = 0
    tabs: str = ""

    def mapping(self, indent: int, floor: int, place: Place) -> Mapping_:
        """The keys of one mapping: the lines deeper than `floor`, which should all be `indent`."""
        items: dict[str, Node] = {}
        numbers: dict[str, int] = {}
        after_text = False
        first = self.lines.peek()
        while (line := self.lines.peek()) and line.indent > floor:
            found = KEY.fullmatch(line.rest)
            key = clean(unquote(found[1].strip())) if found else ""
            if found is None or not key or line.item is not None:
                self.skip(line, indent, after_text=after_text)
                continue
            self.indentation(line, indent)
            self.lines.at += 1
            if found[1][0] in "&*!" and not place.ids:
                self.lines.fault(
                    ANCHOR_OR_TAG, "Anchors, references and tags are not used here.", line
                )
            below = place.below(key)
            node = self.value(found[2] or "", line, line.indent, below, beside=True)
            after_text = below.text is not None or below.items is not None
            if key in items:
                message = f"`{key}` stands here twice; the first is in line {numbers[key]}."
                self.lines.fault(DUPLICATE_KEY, message, line)
            else:
                items[key], numbers[key] = node, line.number
        return Mapping_(items, numbers, first.number if first else 1)

    def sequence(self, indent: int, floor: int, place: Place) -> Sequence:
        """The items of one list: the lines deeper than `floor` that begin with a dash."""
        items: list[Node] = []
        first = self.lines.peek()
        while (line := self.lines.peek()) and line.indent > floor and line.item is not None:
            self.indentation(line, indent)
            items.append(self.item(line.item, line, place))
        return Sequence(tuple(items), first.number if first else 1)

    def item(self, typed: str, line: Line, place: Place) -> Node:
        """One list item: a text as typed, a value, or a mapping that begins beside the dash."""
        rest = typed.strip()
        self.lines.at += 1
        inner = line.within(rest)
        below = Place(items=place.items) if place.lists else Place()
        is_list = place.lists and (not rest or rest[0] == "[" or inner.item is not None)
        if place.items and not is_list:
            return text_value(self.lines, typed, line, line.indent, place.items)
        if rest and (inner.item is not None or (rest[0] not in "[{" and KEY.fullmatch(rest))):
            self.lines.at -= 1
            self.lines.all[self.lines.at] = inner
            return self.value("", inner, line.indent, below)
        return self.value(rest, line, line.indent, below)

    def value(
        self, rest: str, line: Line, indent: int, place: Place, *, beside: bool = False
    ) -> Node:
        """What stands after a key or a dash that is indented by `indent`.

        `beside` allows a list that is not indented more than the key it belongs to.
        """
        if place.text or (place.items and not comment_only(rest) and rest.strip()[0] not in "[{"):
            return text_value(self.lines, rest, line, indent, place.text or "key")
        if place.ids and rest.strip()[:1] not in {"[", "{"} and KEY.fullmatch(rest.strip()):
            message = "A colon and a space stand where one value was expected."
            help_ = f"Write `{' ' * (indent + 2)}{rest.strip()}` on the line below."
            self.lines.fault(COLON_IN_VALUE, message, line, help_)
            self.lines.deeper(indent)
            return Scalar("", line.number)
        if not comment_only(rest):
            return plain_value(self.lines, rest.strip(), line, indent)
        below = self.lines.peek()
        if below is None or below.indent < indent:
            return Scalar("", line.number)
        if self.depth >= DEEPEST:
            self.lines.fault(TOO_MUCH, f"Nested more than {DEEPEST} times.", below)
            self.lines.at = len(self.lines.all)
            return Scalar("", line.number)
        self.depth += 1
        node = self.block(below, line, indent, place, beside=beside)
        self.depth -= 1
        return node

    def block(self, below: Line, line: Line, indent: int, place: Place, *, beside: bool) -> Node:
        """A list, a mapping or a single value on the lines below a key or a dash."""
        if below.item is not None and (below.indent > indent or beside):
            floor = indent if below.indent > indent else indent - 1
            return self.sequence(below.indent, floor, place)
        if below.indent == indent:
            return Scalar("", line.number)
        if place.items is not None and not place.ids and below.rest[0] not in "[{":
            style: Style = "code" if place.items == "line" else "key"
            return text_value(self.lines, "", line, indent, style)
        quoted = below.rest[0] in "[{"
        if not quoted and (place.ids or place.names or KEY.fullmatch(below.rest)):
            return self.mapping(below.indent, indent, place)
        self.lines.at += 1
        return plain_value(self.lines, below.rest, below, indent)

    def skip(self, line: Line, indent: int, *, after_text: bool) -> None:
        """Say that a line is no key; where the head has no end, what follows is the prompt."""
        message, help_ = not_a_key(line, ended=self.ended, indent=indent, after_text=after_text)
        self.lines.fault(NOT_A_KEY, message, line, help_)
        self.lines.at += 1
        self.lines.deeper(line.indent)
        if not self.ended:
            self.lines.at = len(self.lines.all)

    def indentation(self, line: Line, indent: int) -> None:
        """Say when a line is not indented like those that it stands beside."""
        tabs = "\t" if "\t" in line.blanks else " "
        if line.blanks and not self.tabs:
            self.tabs = tabs
        elif line.blanks and tabs != self.tabs:
            self.tabs = tabs
            message = "Some lines are indented with tabs and some with spaces."
            self.lines.fault(MIXED_TABS, message, line, "Indent with spaces only.")
        if line.indent != indent:
            message = f"The line is indented by {line.indent}, and those beside it by {indent}."
            help_ = f"Write `{' ' * indent}{line.rest}`."
            self.lines.fault(INDENTATION, message, line, help_)
