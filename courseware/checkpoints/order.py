"""`order`: lines that the learner brings into their order, with indentation where it matters."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from courseware.checkpoints import lines, parts
from courseware.checkpoints.astray import Astray, astray
from courseware.checkpoints.lines import Lines
from courseware.checkpoints.markdown import block
from courseware.checkpoints.order_head import read_order
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import Reader
from courseware.checkpoints.signs import bare
from courseware.messages import say

DEEPEST = 5
SHUFFLES = 20


@frozen
class Order:
    """The learner lays lines below each other; the response is the list of them, indented.

    Equal lines are interchangeable, and some may belong nowhere. Depths of indentation are
    compared where the author's lines are indented, and nowhere else.
    """

    name: str = "order"

    def read(self, head: Reader) -> Part:
        """`lines`, `distractors`, `also`, `wrong`, `code`."""
        return read_order(head)

    def split(self, spec: Part) -> tuple[Part, Part]:
        """The lines are public in an order that says nothing; the right orders are not."""
        right = parts.texts(spec, "lines")
        unit = lines.step(right)
        orders = [right, *map(_texts, parts.items(spec, "also"))]
        depths = [each.depth for order in orders for each in lines.read(order, unit)]
        public: Part = {
            "lines": _mixed(spec, orders),
            "indent": unit,
            "deepest": max(DEEPEST, *depths) if unit else 0,
            "code": parts.flag(spec, "code"),
        }
        return public, {name: parts.items(spec, name) for name in ("lines", "also", "wrong")}

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """Lines that were given, none more often than given, indented in whole steps."""
        if raw is None or raw in ("", []):
            return Malformed(say("order-empty"))
        given = Counter(parts.texts(public, "lines"))
        laid = _texts(raw)
        if not isinstance(raw, Sequence) or not 0 < len(raw) == len(laid) <= given.total():
            return Malformed(say("order-unread"))
        unit = _unit(public)
        found = lines.read(laid, unit)
        if not Counter(each.text for each in found) <= given:
            return Malformed(say("order-unread"))
        return lines.written(found, unit)

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Right or wrong; and where the first line is that is out of place, not what belongs."""
        laid, unit = lines.read(_texts(response), _unit(public)), _unit(public)
        if laid and laid in _orders(public, key):
            return Verdict(1.0, correct=True)
        expected = (
            parts.text(each, "feedback")
            for each in parts.mappings(key, "wrong")
            if lines.read(parts.texts(each, "answer"), unit) == laid
        )
        first = first_astray(public, key, response)
        return Verdict(
            0.0,
            correct=False,
            feedback=next(expected, parts.text(key, "other")),
            note=say(f"order-{first.matter}", line=first.place) if first else "",
        )

    def worked(self, public: Part, key: Part) -> str:
        """The right order."""
        right = parts.texts(key, "lines")
        if parts.flag(public, "code") or _unit(public):
            return block("\n".join(right)) if right else ""
        return "\n".join(f"{number}. {text.strip()}" for number, text in enumerate(right, 1))

    def samples(self, spec: Part) -> Samples:
        """The right orders; orders that are none; what was not given, or not so often."""
        right = list(parts.texts(spec, "lines"))
        also = [list(_texts(each)) for each in parts.items(spec, "also")]
        public, key = self.split(spec)
        orders = _orders(public, key)
        astray = [
            *([*each] for each in (reversed(right), right[:-1], right[1:])),
            [*right, *parts.texts(spec, "distractors")],
            [each.strip() for each in right],
            *(list(parts.texts(each, "answer")) for each in parts.mappings(spec, "wrong")),
        ]
        absent = "x" * (max(map(len, parts.texts(public, "lines")), default=0) + 1)
        return Samples(
            right=(right, [f"{each} \t" for each in right], *also),
            wrong=tuple(each for each in astray if lines.read(each, _unit(public)) not in orders),
            malformed=(
                *(None, "", [], {}, 7, absent, [absent], [right], [""]),
                [*parts.texts(public, "lines"), *right[:1]],
                right[:1] * (right.count(right[0]) + 1) if right else [],
            ),
        )


def first_astray(public: Part, key: Part, response: JSON) -> Astray | None:
    """Where an answer leaves the right orders; None for a right one, and without a key."""
    return astray(lines.read(_texts(response), _unit(public)), _orders(public, key))


def _orders(public: Part, key: Part) -> list[Lines]:
    orders = [parts.texts(key, "lines"), *map(_texts, parts.items(key, "also"))]
    return [lines.read(each, _unit(public)) for each in orders if each]


def _mixed(spec: Part, orders: Sequence[Sequence[str]]) -> list[str]:
    """All lines, in an order that depends on nothing but what they say, and is no right one."""
    right, wrong = (parts.texts(spec, name) for name in ("lines", "distractors"))
    given = [bare(each) for each in (*right, *wrong)]
    texts = [[bare(each) for each in order] for order in orders]
    mixed = given
    for salt in range(SHUFFLES):
        mixed = sorted(given, key=lambda text: _place(f"{salt}\0{text}"))
        if not any(_within(order, mixed) for order in texts):
            break
    return mixed


def _within(order: Sequence[str], mixed: Sequence[str]) -> bool:
    """Whether the lines of an order follow each other so, whatever is between them."""
    ahead = iter(mixed)
    return all(each in ahead for each in order)


def _place(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _unit(public: Part) -> int:
    return int(parts.number(public, "indent"))


def _texts(found: JSON) -> tuple[str, ...]:
    return parts.texts({"": found}, "")
