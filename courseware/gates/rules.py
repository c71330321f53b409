"""The rule language: read from Python's own syntax tree by a white list, never evaluated.

`score("warm-up") < 0.5 or stuck("warm-up")` is a rule. Allowed are calls of the known functions
with texts and numbers, comparisons of numbers, `and`, `or`, `not`, `True` and `False`. Everything
else is a fault that names the column.
"""

from __future__ import annotations

import ast
import math
import unicodedata
import warnings
from collections.abc import Collection, Mapping

from attrs import evolve, field, frozen

from courseware.checkpoints.reading import did_you_mean
from courseware.errors import UsageError
from courseware.errors.diagnostics import Fault
from courseware.errors.diagnostics import Rule as Kind
from courseware.gates.conditions import All, Call, Compare, Condition, Not, Sign, Some, Truth, calls
from courseware.gates.functions import BUILT_IN, Function, Takes, functions
from courseware.gates.slips import BLANKS, QUOTES, repaired

SYNTAX = Kind("CW401", "rule-syntax")
NOT_ALLOWED = Kind("CW402", "not-in-a-rule")
UNKNOWN_FUNCTION = Kind("CW403", "unknown-function")
ARGUMENTS = Kind("CW404", "wrong-arguments")
NOT_A_CONDITION = Kind("CW405", "not-a-condition")
UNKNOWN_NAME: Mapping[Takes, Kind] = {
    "checkpoint": Kind("CW406", "unknown-checkpoint"),
    "skill": Kind("CW407", "unknown-skill"),
    "branch": Kind("CW408", "unknown-branch"),
    "interest": Kind("CW409", "unknown-interest"),
    "option": Kind("CW410", "unknown-option"),
}

LONGEST = 1000  # characters: far above what a person writes, far below what exhausts a parser
ARTICLE: Mapping[Takes, str] = {
    "checkpoint": "a checkpoint",
    "skill": "a skill",
    "branch": "a branch",
    "interest": "an interest",
    "option": "an option",
    "text": "a text",
    "number": "a number",
}
OWN: Mapping[str, Function] = {each.name: each for each in BUILT_IN}
EXAMPLE = 'For example: `done("warm-up")`'
SIGNS: Mapping[type[ast.cmpop], Sign] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


@frozen
class Rule:
    """A rule that was read: its text as typed and what it says."""

    text: str = field(eq=False)
    condition: Condition

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call in it, from left to right."""
        return tuple(calls(self.condition))

    def named(self, what: Takes) -> tuple[str, ...]:
        """What its calls name of a kind (`checkpoint`, `skill`, `branch`, ...), each once."""
        found = (
            arg
            for call in self.calls
            for arg, takes in zip(call.args, call.function.takes, strict=True)
            if takes == what and isinstance(arg, str)
        )
        return tuple(dict.fromkeys(found))


def parse(text: str, known: Mapping[str, Function] | None = None) -> Rule | tuple[Fault, ...]:
    """Read a rule, or say everything that is wrong with it; whatever the text, nothing is raised.

    A fault has no line: the text came from one that its reader knows. Where a likely slip can be
    put right, the first fault's `help` holds the rule as it was probably meant.
    """
    # the packages installed here are looked through only where the own functions do not do
    names = OWN if known is None else known
    found = _read(text, names)
    if known is None and not isinstance(found, Rule):
        try:
            names = functions()
        except UsageError as error:
            return (evolve(found[0], help=str(error)), *found[1:])
        found = _read(text, names)
    if isinstance(found, Rule):
        return found
    better = repaired(text)
    if better != text and isinstance(_read(better, names), Rule):
        return (evolve(found[0], help=f"Did you mean: `{better}`"), *found[1:])
    return found


def check_names(  # noqa: PLR0913  every list is named where it is called
    rule: Rule,
    *,
    checkpoints: Collection[str],
    skills: Collection[str],
    branches: Collection[str],
    interests: Collection[str],
    options: Mapping[str, Collection[str]] | None = None,
) -> tuple[Fault, ...]:
    """A fault for everything that the rule names and the lesson does not have.

    `options` holds the options of the checkpoints that have some; those of others are not checked.
    """
    known: dict[Takes, Collection[str]] = {
        "checkpoint": checkpoints,
        "skill": skills,
        "branch": branches,
        "interest": interests,
    }
    faults = []
    for call in rule.calls:
        named = dict(zip(call.function.takes, call.args, strict=True))
        choices = (options or {}).get(str(named.get("checkpoint")))
        here = known if choices is None else {**known, "option": choices}
        for takes, name in named.items():
            if takes in here and name not in here[takes]:
                message = f"Column {call.column}: there is no {takes} `{name}`."
                help_ = did_you_mean(str(name), here[takes])
                faults.append(Fault(UNKNOWN_NAME[takes], message, help=help_))
    return tuple(faults)


def _read(text: str, known: Mapping[str, Function]) -> Rule | tuple[Fault, ...]:
    if not text.strip():
        return (Fault(SYNTAX, "The rule is empty.", help=EXAMPLE),)
    if len(text) > LONGEST:
        return (Fault(SYNTAX, f"The rule is longer than {LONGEST} characters."),)
    source = text.translate(BLANKS)
    lead = len(source) - len(source.lstrip(" "))
    # backslashes are text, as in a head
    source = source.strip(" ").replace("\\", "\\\\")
    tree = _tree(source)
    if not isinstance(tree, ast.Expression):
        straight = _tree(source.translate(QUOTES))
        if not isinstance(straight, ast.Expression):
            return (_unreadable(tree, lead),)
        tree = straight
    walk = _Walk(source, lead, known)
    condition = walk.condition(tree.body)
    return tuple(walk.faults) if condition is None else Rule(text, condition)


def _tree(source: str) -> ast.Expression | Exception:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return error


def _unreadable(error: Exception, lead: int) -> Fault:
    where = ""
    if isinstance(error, SyntaxError) and error.offset is not None:
        where = f" from column {lead + max(1, error.offset)} on"
    return Fault(SYNTAX, f"The rule cannot be read{where}.", help=EXAMPLE)


class _Walk:
    """One walk through the tree of one text; what is not on the white list becomes a fault."""

    def __init__(self, source: str, lead: int, known: Mapping[str, Function]) -> None:
        self.source, self.lead, self.known = source, lead, known
        self.faults: list[Fault] = []

    def condition(self, node: ast.expr) -> Condition | None:
        """Read something that is true or false; None where it has a fault."""
        found: Condition | None = None
        match node:
            case ast.BoolOp(op, values):
                parts = [self.condition(each) for each in values]
                whole = tuple(part for part in parts if part is not None)
                if len(whole) == len(parts):
                    found = All(whole) if isinstance(op, ast.And) else Some(whole)
            case ast.UnaryOp(ast.Not(), operand):
                part = self.condition(operand)
                found = None if part is None else Not(part)
            case ast.Compare():
                found = self.comparison(node)
            case ast.Constant(bool(value)):
                found = Truth(value)
            case ast.Name("true" | "false" as word):
                found = Truth(word == "true")
            case ast.Call():
                found = self.truth(node)
            case _:
                self.refuse(node)
        return found

    def comparison(self, node: ast.Compare) -> Condition | None:
        """Read a comparison; a chain of them is one condition for each of its signs."""
        sides = [self.number(each) for each in (node.left, *node.comparators)]
        parts: list[Condition] = []
        for left, op, right in zip(sides, node.ops, sides[1:], strict=False):
            sign = SIGNS.get(type(op))
            if sign is None:
                self.fault(NOT_ALLOWED, node, "A rule compares with < <= > >= == != only.")
            elif left is not None and right is not None:
                parts.append(Compare(left, sign, right))
        if len(parts) < len(node.ops):
            return None
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def number(self, node: ast.expr) -> Call | float | None:
        """Read a number, or a call that gives one."""
        match node:
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float())):
                below = self.number(node.operand)
                return -below if isinstance(below, int | float) else None
            case ast.Constant(int() | float() as value) if not isinstance(value, bool):
                return self.finite(node, value)
            case ast.Call():
                call = self.call(node)
                if call is None or call.function.gives == "number":
                    return call
                help_ = "Leave the comparison away."
                self.fault(NOT_A_CONDITION, node, "{} is true or false, not a number.", help_)
            case _:
                self.fault(NOT_ALLOWED, node, "{} is not a number.")
        return None

    def finite(self, node: ast.expr, value: float) -> float | None:
        """A number that can be compared with."""
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isinf(number):
            self.fault(NOT_ALLOWED, node, "{} is too large for a number.")
            return None
        return number

    def truth(self, node: ast.Call) -> Call | None:
        """Read a call that is true or false."""
        call = self.call(node)
        if call is None or call.function.gives == "truth":
            return call
        help_ = f"Compare it: `{self.text(node)} >= 0.5`"
        self.fault(NOT_A_CONDITION, node, "{} is a number, not true or false.", help_)
        return None

    def call(self, node: ast.Call) -> Call | None:
        """Read a call of a known function."""
        if not isinstance(node.func, ast.Name):
            self.refuse(node)
            return None
        function = self.known.get(node.func.id)
        if function is None:
            near = did_you_mean(node.func.id, self.known)
            self.fault(UNKNOWN_FUNCTION, node.func, "There is no function {} in rules.", near)
            return None
        if node.keywords or len(node.args) != len(function.takes):
            form = f"`{function.name}({', '.join(function.takes)})`"
            self.fault(ARGUMENTS, node, f"{{}} should have the form {form}.")
            return None
        args = [self.argument(*each) for each in zip(node.args, function.takes, strict=True)]
        whole = tuple(arg for arg in args if arg is not None)
        column = self.column(node)
        return Call(function, whole, column) if len(whole) == len(args) else None

    def argument(self, node: ast.expr, takes: Takes) -> str | float | None:
        """Read an argument: a text in quotes, or a number where the function takes one."""
        match node:
            case ast.Constant(str(value)) if takes != "number":
                return unicodedata.normalize("NFC", value.replace("\\\\", "\\"))
            case ast.Constant(int() | float() as value) if takes == "number" and not isinstance(
                value, bool
            ):
                return self.finite(node, value)
            case _:
                quoted = "" if takes == "number" else " in quotes"
                help_ = f'Write `"{self.text(node)}"`.' if quoted else None
                self.fault(ARGUMENTS, node, f"{{}} should be {ARTICLE[takes]}{quoted}.", help_)
                return None

    def refuse(self, node: ast.expr) -> None:
        """Say that something is not part of the language."""
        help_ = "A rule is made of " + ", ".join(f"`{name}`" for name in self.known)
        help_ += ", comparisons with numbers, `and`, `or` and `not`."
        self.fault(NOT_ALLOWED, node, "{} cannot stand in a rule.", help_)

    def fault(self, kind: Kind, node: ast.expr, message: str, help_: str | None = None) -> None:
        """Record a fault; `{}` in the message is the text it is about."""
        said = message.replace("{}", f"`{self.text(node)}`")
        self.faults.append(Fault(kind, f"Column {self.column(node)}: {said}", help=help_))

    def column(self, node: ast.expr) -> int:
        """The column of a node in the text as typed, from 1."""
        before = self.source.encode()[: node.col_offset].decode()
        return self.lead + len(before.replace("\\\\", "\\")) + 1

    def text(self, node: ast.expr, most: int = 60) -> str:
        """The text of a node as typed, shortened."""
        found = (ast.get_source_segment(self.source, node) or "").replace("\\\\", "\\")
        return found if len(found) <= most else found[: most - 1] + "…"
