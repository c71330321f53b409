"""What a rule asks for, as things that a learner can do.

A need says what to do, never what to get wrong: where a rule waits for a wrong answer, or for a
certain one, it only says that it depends on the answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import evolve, frozen

from courseware.gates.conditions import (
    FLIPPED,
    All,
    Call,
    Compare,
    Condition,
    Not,
    Sign,
    Some,
    calls,
)
from courseware.gates.evaluate import evaluate
from courseware.gates.facts import Facts
from courseware.gates.words import Words
from courseware.messages import say

Joint = Literal["and", "or"]
AT_LEAST: tuple[Sign, ...] = (">", ">=")
# What may be told of a call that should be true, or false.
TOLD: dict[tuple[str, bool], str] = {
    ("passed", True): "need-passed",
    ("done", True): "need-done",
    ("mastered", True): "need-mastered",
    ("known", True): "need-known",
    ("interest", True): "need-interest",
    ("interest", False): "need-other-interest",
    ("opened", True): "need-opened",
    ("opened", False): "need-not-opened",
}


def troubles(condition: Condition) -> Iterator[Call]:
    """The calls by which a plain condition waits for something else than success."""
    match condition:
        case All(parts) | Some(parts):
            for part in parts:
                yield from troubles(part)
        case Call():
            if (condition.name, True) not in TOLD:
                yield condition
        case Compare(Call(), sign, int() | float()) if sign in AT_LEAST:
            return
        case Compare(int() | float(), sign, Call()) if FLIPPED[sign] in AT_LEAST:
            return
        case _:
            yield from calls(condition)


@frozen
class Need:
    """One thing that opens a branch: in words, whether it is there, and the checkpoint to go to.

    `depends` says that it decides whether the branch is needed at all, `choice` that what is
    missing is the choice of an interest.
    """

    text: str
    met: bool
    checkpoint: str | None = None
    depends: bool = False
    choice: bool = False


@frozen
class Asker:
    """Puts conditions into words, with what is known of a learner.

    Conditions are those of `conditions.plain`: `Not` stands before calls only.
    """

    facts: Facts
    words: Words

    def needs(self, condition: Condition) -> tuple[Joint, tuple[Need, ...]]:
        """What the condition asks for: with `or` any of it will do, with `and` all is needed."""
        if isinstance(condition, Some):
            parts = (joined(self._all(part), "and") for part in condition.parts)
            return "or", each_once(parts, "or")
        return "and", each_once(self._all(condition), "and")

    def undecided(self, condition: Condition) -> Iterator[Need]:
        """What is missing of a condition's evidence, whichever way it will go."""
        match condition:
            case All(parts) | Some(parts):
                for part in parts:
                    yield from self.undecided(part)
            case _ if evaluate(condition, self.facts) is None:
                for call in calls(condition):
                    yield self._evidence(call, met=False)

    def _all(self, condition: Condition) -> Iterator[Need]:
        match condition:
            case All(parts):
                for part in parts:
                    yield from self._all(part)
            case Some():
                yield joined(self.needs(condition)[1], "or")
            case Call() | Not() | Compare():
                yield self._leaf(condition)
            case _:
                return

    def _leaf(self, leaf: Condition) -> Need:
        met = evaluate(leaf, self.facts) is True
        said = None
        match leaf:
            case Call():
                said = self._said(leaf, wanted=True)
            case Not(Call() as call):
                said = self._said(call, wanted=False)
            case Compare(Call() as call, sign, int() | float() as number):
                said = self._compared(call, sign, number)
            case Compare(int() | float() as number, sign, Call() as call):
                said = self._compared(call, FLIPPED[sign], number)
        asked = calls(leaf)
        if said is None:
            return joined((self._evidence(call, met=met) for call in asked), "and")
        return Need(said, met, next((_checkpoint(call) for call in asked), None))

    def _said(self, call: Call, *, wanted: bool) -> str | None:
        """What a call that should be true (or false) asks for; None where that is not told."""
        names = self._names(call)
        own = call.function.words if wanted else call.function.negated
        if own:
            return own.format(*names)
        key = (call.name, wanted)
        is_told = key in TOLD and (call.name != "interest" or self.facts.asked)
        return say(TOLD[key], name=names[0]) if is_told else None

    def _compared(self, call: Call, sign: Sign, number: float) -> str | None:
        """What a number that should be large enough asks for."""
        if sign not in AT_LEAST:
            return None
        names = self._names(call)
        if call.function.words:
            return f"{call.function.words.format(*names)} {sign} {number:g}"
        if call.name == "attempts":
            count = math.floor(number) + 1 if sign == ">" else math.ceil(number)
            return say("need-attempts", name=names[0], count=count)
        if call.name == "score" and number >= 1:
            return say("need-passed", name=names[0])
        skill = "skill-" if call.function.takes == ("skill",) else ""
        key = f"need-{skill}more" if sign == ">" else f"need-{skill}least"
        return say(key, name=names[0], percent=f"{100 * number:g}")

    def _evidence(self, call: Call, *, met: bool) -> Need:
        """What a call looks at, without saying what it should find."""
        name, takes = self._names(call)[0], (*call.function.takes, "text")[0]
        if takes == "checkpoint":
            checkpoint = _checkpoint(call)
            is_known = self.facts.checkpoint(str(checkpoint)).attempts > 0
            key = "need-done" if is_known and not met else "need-answered"
            return Need(say(key, name=name), met, checkpoint, depends=True)
        if takes == "interest":
            return Need(say("need-choice"), met, depends=True, choice=not self.facts.asked)
        key = {"skill": "need-practised", "branch": "need-opened"}.get(takes, "need-other")
        return Need(say(key, name=name), met, depends=True)

    def _names(self, call: Call) -> list[str]:
        """The names of a call's arguments; its own name where it has none."""
        named = zip(call.function.takes, call.args, strict=True)
        return [self.words.of(takes, arg) for takes, arg in named] or [call.name]


def joined(needs: Iterable[Need], joint: Joint) -> Need:
    """Several needs as one."""
    parts = each_once(needs, joint)
    if len(parts) == 1:
        return parts[0]
    unmet = [need.checkpoint for need in parts if need.checkpoint and not need.met]
    return Need(
        f" {say(f'need-{joint}')} ".join(need.text for need in parts),
        (all if joint == "and" else any)(need.met for need in parts),
        unmet[0] if unmet else None,
        depends=any(need.depends for need in parts),
        choice=any(need.choice for need in parts),
    )


def each_once(needs: Iterable[Need], joint: Joint) -> tuple[Need, ...]:
    """The needs in order, those of the same words as one."""
    found: dict[str, Need] = {}
    for need in needs:
        same = found.setdefault(need.text, need)
        met = (same.met and need.met) if joint == "and" else (same.met or need.met)
        found[need.text] = evolve(same, met=met)
    return tuple(found.values())


def _checkpoint(call: Call) -> str | None:
    named = zip(call.function.takes, call.args, strict=True)
    return next((str(arg) for takes, arg in named if takes == "checkpoint"), None)
