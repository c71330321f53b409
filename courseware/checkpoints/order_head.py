"""The head of an `order`: its lines, those that do not belong, and orders right and wrong."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from courseware.checkpoints import faults, lines, reading
from courseware.checkpoints.lines import Lines
from courseware.checkpoints.protocol import Part
from courseware.checkpoints.reading import Node, Reader, did_you_mean
from courseware.checkpoints.signs import bare

FEWEST = 2
MARK = re.compile(r"(?:^|\s+)#\s*distractor\s*$", re.IGNORECASE)
SLIP = re.compile(r"(?:^|\s)#\s*(distract[eo]rs?)\s*$", re.IGNORECASE)
HOW = "Write `{key}: |`, and below it one line under the other."


@frozen
class Given:
    """The lines that can be laid: the right order, and the texts that do not belong."""

    typed: tuple[str, ...]
    distractors: tuple[str, ...]

    @property
    def unit(self) -> int:
        """The columns of one step of indentation."""
        return lines.step(self.typed)

    def read(self, typed: Sequence[str]) -> Lines:
        """An order of these lines; it may be typed in other steps than they are."""
        unit = self.unit
        is_odd = unit and any(lines.width(each) % unit for each in typed)
        return lines.read(typed, lines.step(typed) if is_odd else unit)

    def written(self, typed: Sequence[str]) -> list[str]:
        """An order as texts, in the steps of these lines."""
        return lines.written(self.read(typed), self.unit)

    def counts(self) -> Counter[str]:
        """How often each text can be laid."""
        return Counter([*map(bare, self.typed), *self.distractors])


def read_order(head: Reader) -> Part:
    """`lines`, `distractors`, `also`, `wrong`, `code`."""
    given = _read_given(head)
    right = [given.read(given.typed)]
    also, wrong = [], []
    for order, line in _read_also(head):
        if _can_be_laid(head, "also", order, line, given):
            if given.read(order) in right:
                head.fault(faults.SAID_TWICE, "This order is right already.", line)
            right.append(given.read(order))
            also.append(given.written(order))
    for order, said, line in _read_wrong(head, given):
        if _can_be_laid(head, "wrong", order, line, given):
            if given.read(order) in right:
                message = "This order is right, and stands under `wrong`."
                help_ = "What is said to a right answer goes into `explain`."
                head.fault(faults.WRONG_IS_RIGHT, message, line, help_)
            wrong.append({"answer": given.written(order), "feedback": said})
    return {
        "lines": list(given.typed),
        "distractors": list(given.distractors),
        "also": also,
        "wrong": wrong,
        "code": head.flag("code", default=bool(given.unit) or _is_code(given.typed)),
    }


def _read_given(head: Reader) -> Given:
    typed = _read_lines(head, "lines", _some(head, "lines"))
    for each, line in typed:
        if not MARK.search(each) and (slip := SLIP.search(each)):
            message = f"`#{slip[1]}` marks nothing, so this line is one of the right ones."
            head.fault(reading.UNKNOWN_VALUE, message, line, "Did you mean `#distractor`?")
    marked = [(MARK.sub("", each), line) for each, line in typed if MARK.search(each)]
    order = lines.without_margin([each for each, _ in typed if not MARK.search(each)])
    marked += _read_lines(head, "distractors", head.node_of("distractors"))
    said: set[str] = set()
    right = set(map(bare, order))
    for text, line in ((bare(each), line) for each, line in marked):
        if not text:
            head.fault(reading.EMPTY_VALUE, "There is nothing before `#distractor`.", line)
        elif text in right:
            message = f"`{text}` belongs to the right order, and is a distractor too."
            head.fault(faults.SAID_TWICE, message, line, "A distractor belongs nowhere.")
        elif text in said:
            head.fault(faults.SAID_TWICE, f"The distractor `{text}` stands here twice.", line)
        said.add(text)
    if head.has("lines") and typed and len(right) < FEWEST:
        message = "An order needs at least two lines that differ."
        head.fault(faults.FEW_LINES, message, "lines", HOW.format(key="lines"))
    _check_steps(head, typed, order)
    return Given(tuple(order), tuple(bare(each) for each, _ in marked))


def _check_steps(head: Reader, typed: Sequence[tuple[str, int]], order: Sequence[str]) -> None:
    """A warning where a line lies between the steps of the others."""
    first = next(filter(None, map(lines.width, order)), 0)
    of = [line for each, line in typed if not MARK.search(each)]
    for each, line in zip(order, of, strict=True):
        columns = lines.width(each)
        if columns and columns % first and first % columns:
            message = f"This line is indented by {columns}, and the first such line by {first}."
            (nearest,) = lines.written(lines.read([each], first), first)
            help_ = f"Learners indent in steps: write `{nearest}`."
            head.fault(faults.UNEVEN_STEPS, message, line, help_)
            return


def _some(head: Reader, key: str) -> Node | None:
    """What stands after a key that needs at least one line."""
    node = head.node_of(key, required=True)
    if isinstance(node, reading.Sequence) and not node.items:
        head.fault(reading.EMPTY_VALUE, f"`{key}` is an empty list.", key)
    return node


def _read_lines(head: Reader, key: str, node: Node | None) -> list[tuple[str, int]]:
    """The lines of a block, or the items of a list, each with where it was typed."""
    if isinstance(node, reading.Scalar):
        split = enumerate(node.text.splitlines(), node.line)
        return [(each.rstrip(), line) for line, each in split if each.strip()]
    found = []
    for item in node.items if isinstance(node, reading.Sequence) else ():
        if not isinstance(item, reading.Scalar):
            message = f"`{key}` should be a list of lines and holds something else."
            head.fault(reading.WRONG_KIND, message, item.line, HOW.format(key=key))
        elif "\n" in item.text:
            message = f"An item of `{key}` holds several lines."
            help_ = f"Begin every line with a dash. Or: {HOW.format(key=key)}"
            head.fault(faults.SEVERAL_LINES, message, item.line, help_)
        elif not item.text.strip():
            head.fault(reading.EMPTY_VALUE, f"A line of `{key}` is empty.", item.line)
        else:
            found.append((item.text.rstrip(), item.line))
    if isinstance(node, reading.Mapping_):
        message = f"`{key}` should be a list of lines and is lines `key: value`."
        head.fault(reading.WRONG_KIND, message, node.line, HOW.format(key=key))
    return found


def _read_also(head: Reader) -> Iterator[tuple[list[str], int]]:
    """Other right orders: a list of blocks or of lists; or a single one, as `lines` has it."""
    node = head.node_of("also")
    several = isinstance(node, reading.Sequence) and any(
        not isinstance(each, reading.Scalar) or "\n" in each.text for each in node.items
    )
    for each in node.items if several and isinstance(node, reading.Sequence) else (node,):
        if each is not None:
            order = [typed for typed, _ in _read_lines(head, "also", each)]
            yield lines.without_margin(order), each.line


def _read_wrong(head: Reader, given: Given) -> Iterator[tuple[list[str], str, int]]:
    """Orders that the author expects, each with its feedback."""
    node = head.node_of("wrong")
    if isinstance(node, reading.Mapping_) and "answer" not in node.items:
        message = "An order does not fit before a colon."
        help_ = "Write a list, each item with `answer: |`, lines below it, and `feedback`."
        head.fault(reading.WRONG_KIND, message, "wrong", help_)
        return
    for each in head.entries("wrong"):
        said, answer = each.text("feedback", required=True), _some(each, "answer")
        order = [typed for typed, _ in _read_lines(head, "answer", answer)]
        if given.unit and isinstance(answer, reading.Sequence) and not any(map(lines.width, order)):
            message = "The lines of this list have no indentation."
            each.fault(faults.LOST_INDENTATION, message, "answer", HOW.format(key="answer"))
        elif order:
            yield lines.without_margin(order), said, each.line_of("answer")


def _can_be_laid(head: Reader, key: str, order: Sequence[str], line: int, given: Given) -> bool:
    """Whether an order uses the lines that are given; where there are none, that was said."""
    counts = given.counts()
    for text, count in Counter(map(bare, order)).items() if given.typed else ():
        if text not in counts:
            message = f"`{text}` stands under `{key}` and is none of the lines."
            head.fault(faults.NOT_A_LINE, message, line, did_you_mean(text, counts))
            return False
        if count > counts[text]:
            message = f"`{text}` stands under `{key}` more often than among the lines."
            head.fault(faults.NOT_A_LINE, message, line)
            return False
    return bool(order)


def _is_code(typed: Sequence[str]) -> bool:
    """Whether lines without indentation are Python all the same: something is set or called."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = ast.parse("\n".join(typed))
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    return any(isinstance(each, ast.Assign | ast.AugAssign | ast.Call) for each in ast.walk(found))
