"""`match`: to each of several things the learner lays the one that belongs to it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from courseware.checkpoints import parts, reading
from courseware.checkpoints.faults import FEW_PAIRS, NOT_IN_PAIRS, SAID_TWICE, WRONG_IS_RIGHT
from courseware.checkpoints.markdown import bullets, paragraphs, seen
from courseware.checkpoints.protocol import JSON, Job, Malformed, Part, Ran, Samples, Verdict
from courseware.checkpoints.reading import Reader, did_you_mean
from courseware.checkpoints.signs import bare
from courseware.messages import say

FEWEST = 2

Pairs = Mapping[str, str]
Slip = tuple[Pairs, str, int]
"""Pairs that speak when they are laid, what they say, and their line; no right: any wrong one."""


@frozen
class Match:
    """The learner lays a right to every left; the response maps lefts to rights.

    Two lefts may share a right, and some rights may belong nowhere. The score is the share of
    pairs that are right.
    """

    name: str = "match"

    def read(self, head: Reader) -> Part:
        """`pairs`, `extra`, `wrong`."""
        pairs = _read_pairs(head)
        extra = _read_extra(head, pairs)
        rights = list(dict.fromkeys([*pairs.values(), *extra]))
        if pairs and (len(pairs) < FEWEST or len(rights) < FEWEST):
            message = "A match needs at least two pairs, and two different things to lay there."
            head.fault(FEW_PAIRS, message, "pairs")
        looks = [seen(each) for each in rights]
        for each in dict.fromkeys(look for look in looks if looks.count(look) > 1):
            message = f"Two texts on the right read `{each}`."
            head.fault(SAID_TWICE, message, "pairs", "Write them alike, or make them differ.")
        slips = list(_read_slips(head))
        for slip in slips if pairs else ():
            _check_slip(head, slip, pairs, rights)
        return {
            "pairs": pairs,
            "extra": extra,
            "wrong": [{"answer": laid, "feedback": said} for laid, said, _ in slips],
        }

    def split(self, spec: Part) -> tuple[Part, Part]:
        """Both sides are public, the rights in an order that says nothing; the pairs are not."""
        pairs = parts.mapping(spec, "pairs")
        rights: list[str] = sorted(_rights(spec), key=_place)
        return {"lefts": list(pairs), "rights": rights}, {
            "pairs": pairs,
            "wrong": parts.items(spec, "wrong"),
        }

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """A right for every left, in the order of the lefts."""
        if raw is None or raw in ("", []):
            raw = {}
        if not isinstance(raw, Mapping):
            return Malformed(say("match-unread"))
        lefts, rights = parts.texts(public, "lefts"), parts.texts(public, "rights")
        laid = {bare(left): bare(right) for left, right in raw.items() if isinstance(right, str)}
        is_offered = {*lefts} >= laid.keys() and {*rights, ""} >= {*laid.values()}
        if not is_offered or len(laid) < len(raw):
            return Malformed(say("match-unread"))
        still = sum(not laid.get(left) for left in lefts)
        if still:
            return Malformed(say("match-open", count=still))
        return {left: laid[left] for left in lefts}

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """Nothing has to run."""
        return None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Right with every pair; else the share of right ones, and what the others are told."""
        pairs = parts.mapping(key, "pairs")
        laid = response if isinstance(response, Mapping) else {}
        count = sum(laid.get(left) == right for left, right in pairs.items())
        if pairs and count == len(pairs):
            return Verdict(1.0, correct=True)
        return Verdict(
            count / max(len(pairs), 1),
            correct=False,
            feedback=paragraphs(_said(key, laid)) or parts.text(key, "other"),
        )

    def worked(self, public: Part, key: Part) -> str:
        """Every left with its right."""
        pairs = parts.mapping(key, "pairs").items()
        return bullets(f"{left} → {right}" for left, right in pairs)

    def samples(self, spec: Part) -> Samples:
        """The pairs; nothing where it belongs; what leaves something open or was not offered."""
        pairs, rights = parts.mapping(spec, "pairs"), _rights(spec)
        spaced = {f" {left}\n": f"{pairs[left]} " for left in reversed(list(pairs))}
        astray = {
            left: next((each for each in rights if each != right), "")
            for left, right in pairs.items()
        }
        absent = "x" * (max(map(len, (*pairs, *rights)), default=0) + 1)
        first = next(iter(pairs), "")
        malformed: tuple[JSON, ...] = (
            *(None, "", [], {}, 7, absent, [first]),
            {left: right for left, right in pairs.items() if left != first},
            *({**pairs, first: each} for each in ("", absent, [first])),
            {**pairs, absent: absent},
        )
        return Samples(right=(pairs, spaced), wrong=(astray,), malformed=malformed)


def _read_pairs(head: Reader) -> dict[str, str]:
    typed = head.mapping("pairs", required=True)
    pairs = {bare(left): bare(right) for left, right in typed.items()}
    node = head.node_of("pairs")
    for left, right in pairs.items():
        if not right and isinstance(node, reading.Mapping_):
            line = node.lines.get(left, node.line)
            head.fault(reading.EMPTY_VALUE, f"`{left}` has nothing that belongs to it.", line)
    return pairs


def _read_extra(head: Reader, pairs: Pairs) -> list[str]:
    """Rights that belong to no left, each of them new."""
    extra = [bare(each) for each in head.texts("extra")]
    if not all(extra):
        head.fault(reading.EMPTY_VALUE, "An item of `extra` is empty.", "extra")
    for each in dict.fromkeys(filter(None, extra)):
        if each in pairs.values():
            head.fault(
                SAID_TWICE,
                f"`{each}` stands in `pairs`, and in `extra` too.",
                "extra",
                "In `extra` stands what belongs nowhere.",
            )
        elif extra.count(each) > 1:
            head.fault(SAID_TWICE, f"`{each}` stands twice in `extra`.", "extra")
    return extra


def _read_slips(head: Reader) -> Iterable[Slip]:
    """Lines `left: feedback`, or a list of pairs under `answer` with their `feedback`."""
    if not isinstance(head.node_of("wrong"), reading.Sequence):
        for left, said, line in head.pairs("wrong"):
            yield {bare(left): ""}, said, line
        return
    for each in head.entries("wrong"):
        said, line = each.text("feedback", required=True), each.line_of("answer")
        if not isinstance(each.node_of("answer"), reading.Mapping_):
            for left in each.texts("answer", required=True):
                yield {bare(left): ""}, said, line
            continue
        typed = each.mapping("answer", required=True)
        laid = {bare(left): bare(right) for left, right in typed.items()}
        for left, right in laid.items():
            if not right:
                each.fault(reading.EMPTY_VALUE, f"What is laid to `{left}`?", "answer")
        yield laid, said, line


def _check_slip(head: Reader, slip: Slip, pairs: Pairs, rights: Collection[str]) -> None:
    laid, _, line = slip
    for left, right in laid.items():
        if left not in pairs:
            message = f"`{left}` is not on the left of a pair."
            head.fault(NOT_IN_PAIRS, message, line, did_you_mean(left, pairs))
        if right and right not in rights:
            message = f"`{right}` is on the right of no pair, and not in `extra`."
            head.fault(NOT_IN_PAIRS, message, line, did_you_mean(right, rights))
    if laid and all(pairs.get(left) == right for left, right in laid.items()):
        message = "These pairs are right, and stand under `wrong`."
        help_ = "What is said to a right answer goes into `explain`."
        head.fault(WRONG_IS_RIGHT, message, line, help_)


def _said(key: Part, laid: Mapping[str, JSON]) -> Iterable[str]:
    """What is told to those who laid these pairs; what speaks of a pair outdoes a mere left."""
    pairs = parts.mapping(key, "pairs")
    slips = [
        (parts.mapping(each, "answer"), parts.text(each, "feedback"))
        for each in parts.mappings(key, "wrong")
    ]
    met = [(slip, said) for slip, said in slips if slip and _fits(slip, laid, pairs)]
    named = {left for slip, _ in met for left, right in slip.items() if right}
    for slip, said in met:
        if any(slip.values()) or named.isdisjoint(slip):
            yield said


def _fits(slip: Mapping[str, JSON], laid: Mapping[str, JSON], pairs: Mapping[str, JSON]) -> bool:
    return all(
        laid.get(left) == right if right else left in laid and laid[left] != pairs.get(left)
        for left, right in slip.items()
    )


def _rights(spec: Part) -> list[str]:
    """Everything that can be laid, each once."""
    pairs = parts.mapping(spec, "pairs")
    texts = [right for right in pairs.values() if isinstance(right, str)]
    return list(dict.fromkeys([*texts, *parts.texts(spec, "extra")]))


def _place(text: str) -> bytes:
    """A place that depends on nothing but the text itself."""
    return hashlib.sha256(text.encode()).digest()
