"""The heads of a question's forms: one for each variant, and one for each draw of its numbers.

Where a head has `given`, its texts hold expressions in `{{ }}`; the answers of a number need no
such signs. A head with numbers is read once as it is, and tried with the numbers at their ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from courseware.checkpoints.arithmetic import calculate, names
from courseware.checkpoints.draws import Numbers, corners, each_draw
from courseware.checkpoints.faults import ENDLESS_DECIMAL
from courseware.checkpoints.filling import asked, filled
from courseware.checkpoints.functions import NotCalculable
from courseware.checkpoints.given import BAD_GIVEN
from courseware.checkpoints.numbers import Unread, read_number
from courseware.checkpoints.numeric_head import has_end
from courseware.checkpoints.reading import Mapping_, Node, Reader, Scalar, Sequence
from courseware.errors.diagnostics import Fault, Rule

WHOLE = Rule("CW226", "belongs-to-the-whole")

COMMON = ("type", "title", "skills", "points", "tries", "as", "variants")
"""What all variants of a question share."""
COMPUTED = ("answer", "wrong")
OF_NUMBERS = "numeric"
MOST_DRAWS = 1000
BETWEEN = re.compile(r"(\s+to\s+)")


def variants(head: Reader) -> tuple[Mapping_, ...]:
    """The head of each variant: what it says itself, and what the common head says besides."""
    common = {key: node for key, node in head.node.items.items() if key != "variants"}
    found = []
    for each in head.readers("variants", required="variants" in head.node.items):
        for key in COMMON:
            if each.has(key):
                message = f"`{key}` is the same for all variants."
                each.fault(WHOLE, message, key, "Write it once, above `variants`.")
        each.know_all()
        lines = {**head.node.lines, **each.node.lines}
        items = {**common, **{k: v for k, v in each.node.items.items() if k not in COMMON}}
        found.append(Mapping_(items, lines, each.line))
    return tuple(found)


def templated(node: Mapping_, kind: str, numbers: Numbers) -> Mapping_:
    """The head with its computed answers in `{{ }}`; a head without numbers stays as it is."""
    if not numbers or kind != OF_NUMBERS:
        return node
    items = {key: _computed(each) if key in COMPUTED else each for key, each in node.items.items()}
    return evolve(node, items=items)


def trials(template: Mapping_, numbers: Numbers) -> Iterator[tuple[Mapping[str, str], Mapping_]]:
    """The numbers at their ends and some others, each with the head that they make.

    All other draws are calculated too, or the first thousand.

    Raises:
        NotCalculable: an expression cannot be calculated; it names it.
    """
    for values in corners(numbers) if numbers else ({},):
        yield values, _filled(template, values) if values else template
    for values in each_draw(numbers, MOST_DRAWS) if numbers else ():
        _calculated(template, values)


def _calculated(template: Mapping_, values: Mapping[str, str]) -> None:
    """Fill the numbers in; a fault of an expression names them."""
    try:
        _filled(template, values)
    except NotCalculable as error:
        said = ", ".join(f"{name} = {text}" for name, text in values.items())
        raise NotCalculable(f"{error} (With {said}.)") from error


def endless(template: Mapping_, values: Mapping[str, str]) -> Iterator[Fault]:
    """A fault for each computed answer that nobody can type as a decimal."""
    if not values or {"tolerance", "figures"} & template.items.keys():
        return
    numbers = {name: Fraction(text) for name, text in values.items()}
    for expression in asked(_text(template.items.get("answer"))):
        if not has_end(calculate(expression, numbers).denominator):
            message = f"`{expression}` has no end as a decimal, so nobody can type it."
            help_ = "Say how far off an answer may be: `tolerance: 1 %`, or `figures: 3`."
            yield Fault(ENDLESS_DECIMAL, message, template.lines.get("answer"), help_)


def _text(node: Node | None) -> str:
    if isinstance(node, Sequence):
        return " ".join(map(_text, node.items))
    return node.text if isinstance(node, Scalar) else ""


def misused(kind: str, head: Reader, numbers: Numbers) -> Iterator[Fault]:
    """A fault where numbers are drawn for a type that cannot calculate with them."""
    if numbers and kind != OF_NUMBERS:
        message = f"`given` draws numbers for the type `{OF_NUMBERS}`, and this is `{kind}`."
        help_ = "List what may be asked under `variants`."
        yield Fault(BAD_GIVEN, message, head.line_of("given"), help_)


def _computed(node: Node) -> Node:
    """Answers, or wrong answers with their feedback, with expressions in `{{ }}`."""
    if isinstance(node, Scalar):
        return evolve(node, text=_wrapped(node.text))
    if isinstance(node, Sequence):
        return evolve(node, items=tuple(_entry(each) for each in node.items))
    items = {_wrapped(key): each for key, each in node.items.items()}
    lines = {_wrapped(key): line for key, line in node.lines.items()}
    return evolve(node, items=items, lines=lines)


def _entry(node: Node) -> Node:
    """An item of a list: an answer, or a mapping with `answer` and `feedback`."""
    if not isinstance(node, Mapping_):
        return _computed(node)
    items = {key: _computed(each) if key == "answer" else each for key, each in node.items.items()}
    return evolve(node, items=items)


def _wrapped(text: str) -> str:
    if "{{" in text:
        return text
    parts = BETWEEN.split(text.strip())
    parts[::2] = (f"{{{{ {part} }}}}" if _is_expression(part) else part for part in parts[::2])
    return "".join(parts)


def _is_expression(text: str) -> bool:
    try:
        return bool(names(text)) and isinstance(read_number(text), Unread)
    except NotCalculable:
        return False


def _filled(node: Mapping_, values: Mapping[str, str]) -> Mapping_:
    items = {
        key: each if key == "given" else _put(each, values) for key, each in node.items.items()
    }
    return evolve(node, items=items)


def _put(node: Node, values: Mapping[str, str]) -> Node:
    if isinstance(node, Scalar):
        return evolve(node, text=filled(node.text, values))
    if isinstance(node, Sequence):
        return evolve(node, items=tuple(_put(each, values) for each in node.items))
    items = {filled(key, values): _put(each, values) for key, each in node.items.items()}
    lines = {filled(key, values): line for key, line in node.lines.items()}
    return evolve(node, items=items, lines=lines)
