"""Reading the keys of a head: text as it was typed, faults collected instead of raised."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field, frozen

from courseware.errors.diagnostics import Fault, Rule

UNKNOWN_KEY = Rule("CW201", "unknown-key")
MISSING_KEY = Rule("CW202", "missing-key")
WRONG_KIND = Rule("CW203", "wrong-kind")
NOT_A_NUMBER = Rule("CW204", "not-a-number")
NOT_A_FLAG = Rule("CW205", "not-yes-or-no")
UNKNOWN_VALUE = Rule("CW206", "unknown-value")
EMPTY_VALUE = Rule("CW207", "empty-value")

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@frozen
class Scalar:
    """A text as typed and the line (from 1, in its cell) on which it begins."""

    text: str
    line: int


@frozen
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int


@frozen
class Mapping_:  # noqa: N801  a node, beside the Mapping of collections.abc
    """Keys with their nodes, in the order they were typed; keys are unique."""

    items: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int


Node = Scalar | Sequence | Mapping_


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A question that offers the nearest of the known names, or lists them where none is near."""
    names = list(known)
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    return "Known are " + ", ".join(f"`{each}`" for each in names) + "." if names else None


@define
class Reader:
    """The keys of one mapping, each read as what its reader says it is.

    A key that holds something else becomes a fault, and the default is used in its place; so
    reading always goes on to the end and finds every fault. Lines are counted within the cell.
    """

    node: Mapping_
    faults: list[Fault] = field(factory=list)
    _read: dict[str, None] = field(factory=dict, init=False)
    _below: list[Reader] = field(factory=list, init=False)

    @property
    def line(self) -> int:
        """The line on which the mapping begins."""
        return self.node.line

    def has(self, key: str) -> bool:
        """Whether the key was typed; it then counts as known."""
        self._read[key] = None
        return key in self.node.items

    def line_of(self, key: str) -> int:
        """The line of a key, or that of the mapping where the key is missing."""
        return self.node.lines.get(key, self.node.line)

    def fault(
        self,
        rule: Rule,
        message: str,
        where: int | str | None = None,
        help: str | None = None,  # noqa: A002  the word that diagnostics use
    ) -> None:
        """Record a fault at a line, at a key, or at the beginning of the mapping."""
        line = where if isinstance(where, int) else self.line_of(where or "")
        self.faults.append(Fault(rule, message, line, help))

    def node_of(self, key: str, *, required: bool = False) -> Node | None:
        """What stands after a key, whatever it is; None where there is nothing."""
        found = self.node.items.get(key) if self.has(key) else None
        empty = isinstance(found, Scalar) and not found.text.strip()
        if required and found is None:
            self._missing(key)
        elif required and empty:
            self.fault(EMPTY_VALUE, f"`{key}` is empty.", key)
        return None if empty else found

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """One text."""
        found = self.node_of(key, required=required)
        if found is None or isinstance(found, Scalar):
            return default if found is None else found.text
        self._wrong_kind(key, "one text", found)
        return default

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        found = self.node_of(key, required=required)
        if isinstance(found, Mapping_):
            self._wrong_kind(key, "a list of texts", found)
        if not isinstance(found, Sequence):
            return (found.text,) if isinstance(found, Scalar) else ()
        if required and not found.items:
            self.fault(EMPTY_VALUE, f"`{key}` is an empty list.", key)
        texts = []
        for each in found.items:
            if isinstance(each, Scalar):
                texts.append(each.text)
            else:
                self._wrong_kind(key, "a list of texts", each, within=True)
        return tuple(texts)

    def number(
        self, key: str, default: float | None = None, *, required: bool = False
    ) -> float | None:
        """A number written with a decimal point."""
        text = self.text(key, required=required).strip()
        if not text:
            return default
        if NUMBER.fullmatch(text):
            return float(text)
        swapped = text.replace(",", ".", 1)
        repair = f"Write `{key}: {swapped}`." if NUMBER.fullmatch(swapped) else None
        self.fault(NOT_A_NUMBER, f"`{key}` should be a number and is `{text}`.", key, repair)
        return default

    def integer(
        self, key: str, default: int | None = None, *, required: bool = False
    ) -> int | None:
        """A whole number."""
        text = self.text(key, required=required).strip()
        if not text:
            return default
        if re.fullmatch(r"[+-]?\d{1,15}", text, re.ASCII):
            return int(text)
        self.fault(NOT_A_NUMBER, f"`{key}` should be a whole number and is `{text}`.", key)
        return default

    def flag(self, key: str, default: bool = False) -> bool:
        """Yes or no: `true`, `yes`, `on`, `false`, `no`, `off`."""
        text = self.text(key).strip()
        if not text:
            return default
        if text.lower() in FLAGS:
            return FLAGS[text.lower()]
        self.fault(
            NOT_A_FLAG,
            f"`{key}` should be `true` or `false` and is `{text}`.",
            key,
            did_you_mean(text, FLAGS),
        )
        return default

    def one_of(self, key: str, names: Iterable[str], default: str) -> str:
        """One of the given names."""
        known = tuple(names)
        text = self.text(key).strip()
        if not text or text in known:
            return text or default
        self.fault(UNKNOWN_VALUE, f"`{key}` cannot be `{text}`.", key, did_you_mean(text, known))
        return default

    def mapping(self, key: str, *, required: bool = False) -> dict[str, str]:
        """Ids with a text each."""
        found = self.node_of(key, required=required)
        if found is None:
            return {}
        if not isinstance(found, Mapping_):
            is_list = isinstance(found, Sequence)
            help_ = "Leave the dashes away, one text a line." if is_list else None
            self._wrong_kind(key, "lines `id: text`", found, help_=help_)
            return {}
        if required and not found.items:
            self.fault(EMPTY_VALUE, f"`{key}` is empty.", key)
        below = Reader(found, self.faults)
        return {each: below.text(each) for each in found.items}

    def reader(self, key: str, *, required: bool = False) -> Reader | None:
        """A mapping with keys of its own."""
        found = self.node_of(key, required=required)
        if found is None:
            return None
        if not isinstance(found, Mapping_):
            self._wrong_kind(key, "lines `key: value`", found)
            return None
        return self._under(found)

    def readers(self, key: str, *, required: bool = False) -> tuple[Reader, ...]:
        """A list of mappings, each with keys of its own; a single mapping counts as a list."""
        found = self.node_of(key, required=required)
        if isinstance(found, Mapping_):
            return (self._under(found),)
        if not isinstance(found, Sequence):
            if found is not None:
                self._wrong_kind(key, "a list whose items have keys", found)
            return ()
        if required and not found.items:
            self.fault(EMPTY_VALUE, f"`{key}` is an empty list.", key)
        below = []
        for each in found.items:
            if isinstance(each, Mapping_):
                below.append(self._under(each))
            else:
                self._wrong_kind(key, "a list whose items have keys", each, within=True)
        return tuple(below)

    def pairs(
        self, key: str, *, long: str = "answer", required: bool = False
    ) -> tuple[tuple[str, str, int], ...]:
        """Answers with feedback and line: `answer: feedback`, or a list of `long` and `feedback`.

        In the long form one feedback may serve several answers.
        """
        found = self.node_of(key, required=required)
        if isinstance(found, Mapping_):
            short = Reader(found, self.faults)
            return tuple((each, short.text(each), found.lines[each]) for each in found.items)
        pairs = []
        for each in self.entries(key, long=long):
            feedback = each.text("feedback", required=True)
            line = each.line_of(long)
            pairs += [(answer, feedback, line) for answer in each.texts(long, required=True)]
        return tuple(pairs)

    def entries(self, key: str, *, long: str = "answer") -> Iterator[Reader]:
        """The items of a list of `long` and `feedback`; an item that has neither is a fault."""
        for each in self.readers(key):
            if {long, "feedback"}.intersection(each.node.items):
                yield each
                continue
            message = f"An item of `{key}` has `{long}` and `feedback`."
            help_ = f"Or leave the dashes away: a line of `{key}` is `{long}: feedback`."
            each.fault(WRONG_KIND, message, None, help_)
            each.know_all()

    def know_all(self) -> None:
        """Count every key as read: what is wrong with them was said."""
        self._read |= dict.fromkeys(self.node.items)

    def finish(self) -> None:
        """Record a fault for each key that nobody has read, here and in the mappings below."""
        for key in self.node.items:
            if key not in self._read:
                self.fault(
                    UNKNOWN_KEY, f"`{key}` is not a key here.", key, did_you_mean(key, self._read)
                )
        for each in self._below:
            each.finish()

    def _missing(self, key: str) -> None:
        """A key that is not there, or was misspelled: then it is one fault, not two."""
        typed = {each.lower(): each for each in self.node.items if each not in self._read}
        near = difflib.get_close_matches(key, typed, n=1, cutoff=0.8)
        if near:
            slip = typed[near[0]]
            self._read[slip] = None
            self.fault(UNKNOWN_KEY, f"`{slip}` is not a key here.", slip, f"Did you mean `{key}`?")
        else:
            self.fault(MISSING_KEY, f"`{key}` is missing here.", None, f"Add a line `{key}: ...`.")

    def _under(self, node: Mapping_) -> Reader:
        self._below.append(Reader(node, self.faults))
        return self._below[-1]

    def _wrong_kind(
        self,
        key: str,
        expected: str,
        found: Node,
        *,
        within: bool = False,
        help_: str | None = None,
    ) -> None:
        kind = {Scalar: "a text", Sequence: "a list", Mapping_: "lines `key: value`"}[type(found)]
        verb = "holds" if within else "is"
        line = found.line if within else self.line_of(key)
        self.fault(WRONG_KIND, f"`{key}` should be {expected} and {verb} {kind}.", line, help_)
