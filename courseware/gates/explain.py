"""Why a branch is closed, what would open it, and the ways forward, in words for the learner."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve, field, frozen

from courseware.gates.branches import Branch, Branches, State, Value, values
from courseware.gates.conditions import plain
from courseware.gates.facts import Facts
from courseware.gates.needs import Asker, Joint, Need, each_once, joined
from courseware.gates.words import Words
from courseware.messages import say


@frozen
class Card:
    """What stands in the place of a closed branch: a sentence, and what it announces."""

    sentence: str = ""
    needs: tuple[Need, ...] = ()

    @property
    def choice(self) -> bool:
        """Whether the choice of an interest is missing."""
        return any(need.choice for need in self.needs)


@frozen
class Guide:
    """Explains the branches of a lesson to a learner of whom `facts` are known."""

    branches: Branches
    facts: Facts
    opened: Collection[str]
    words: Words
    _value: Value = field(init=False)
    _asker: Asker = field(init=False)

    @_value.default
    def _known(self) -> Value:
        return values(self.branches, self.facts, self.opened).get

    @_asker.default
    def _asking(self) -> Asker:
        seen = evolve(self.facts, opened=lambda name: self._value(name) is True)
        return Asker(seen, self.words)

    def card(self, name: str, state: State) -> Card:
        """The card of a branch in this state; an empty one where it is open."""
        branch = self.branches[name]
        if state == "locked":
            return self._locked(branch)
        if state == "offered":
            return Card(" ".join((say("gate-offered"), *_about(branch))))
        return Card()

    def _locked(self, branch: Branch) -> Card:
        if self._value(branch.name) is True:  # another kernel's news, not on record yet
            return Card(say("gate-soon"))
        joint, needs = self._own_needs(branch)
        if branch.within is not None and branch.within not in self.opened:
            text = say("need-opened", name=self.words.of("branch", branch.within))
            outer = Need(text, met=False)
            needs = (outer, joined(needs, joint)) if joint == "or" and needs else (outer, *needs)
            joint = "and"
        sentence = _sentence(branch, joint, needs)
        offered = self._asker.needs(plain(branch.offer.condition)) if branch.offer else ("or", ())
        told = {each.text for each in needs}
        if all(each.text in told for each in offered[1]):
            return Card(sentence, needs)
        offer = joined(offered[1], offered[0])
        return Card(sentence, (*needs, evolve(offer, text=say("need-offer", need=offer.text))))

    def _own_needs(self, branch: Branch) -> tuple[Joint, tuple[Need, ...]]:
        if branch.open is not None:
            return self._asker.needs(plain(branch.open.condition))
        seen = {branch.within} if branch.within else set()
        waited = (need for name in branch.otherwise for need in self._undecided(name, seen))
        return "and", each_once(waited, "and")

    def _undecided(self, name: str, seen: set[str]) -> Iterator[Need]:
        """What has to be known before it is clear whether a branch opens."""
        branch = self.branches.get(name)
        if branch is None or name in seen or self._value(name) is not None:
            return
        seen.add(name)
        if branch.open is not None:
            yield from self._asker.undecided(plain(branch.open.condition))
        for other in branch.waits_for:
            yield from self._undecided(other, seen)


def _sentence(branch: Branch, joint: Joint, needs: tuple[Need, ...]) -> str:
    if not needs:
        return " ".join(_about(branch))
    if any(need.depends for need in needs):
        return " ".join((*_about(branch), say("gate-depends")))
    if joint == "or" and len(needs) > 1:
        return " ".join((*_about(branch), say("gate-any")))
    said = say("gate-all", count=len(needs), number=_number(len(needs)))
    if branch.minutes is not None:
        more = say("gate-more", count=branch.minutes, number=_number(branch.minutes))
        said = f"{more}, {said}"
    return said[:1].upper() + said[1:]


def _about(branch: Branch) -> tuple[str, ...]:
    if branch.minutes is None:
        return ()
    return (say("gate-about", count=branch.minutes, number=f"{branch.minutes:g}"),)


def _number(count: float) -> str:
    """A number as a word where it has one."""
    numbers = say("number-words").split()
    return numbers[int(count)] if count in range(len(numbers)) else f"{count:g}"
