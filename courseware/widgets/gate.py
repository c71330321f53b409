"""The card at a branch that is not open: what is missing, and the ways forward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.markdown import render_line
from courseware.widgets.outline import paragraphs
from courseware.widgets.places import card, places
from courseware.widgets.widget import Widget, words

if TYPE_CHECKING:
    from courseware.gates.needs import Need
    from courseware.session import GateView, Session


class GateWidget(Widget):
    """The card of one branch; it shows nothing once the branch is open."""

    noun = "gate"

    def __init__(self, session: Session, branch: str) -> None:
        """Show the card of this branch."""
        self._branch = branch
        super().__init__(session)

    def _look(self) -> dict[str, Any]:
        gate = self._session.gate(self._branch)
        title, sentence, needs = told(gate)
        return {
            "n": self._heard,
            "places": [card(self._branch)],
            "state": "hidden" if gate.hidden and gate.state == "locked" else gate.state,
            "title": render_line(title),
            "sentence": render_line(sentence),
            "needs": [
                {
                    "html": render_line(need.text),
                    "met": need.met,
                    "places": need.checkpoint and places(self._session.lesson, need.checkpoint),
                }
                for need in needs
            ],
            "buttons": list(buttons(gate)),
            "strips": [self._trouble.json()] if self._trouble else [],
            "words": {**words(), "opened": say("opened", title=title)},
        }

    def _outline(self) -> str:
        gate = self._session.gate(self._branch)
        if gate.hidden or gate.state not in {"locked", "offered"}:
            return ""
        title, sentence, needs = told(gate)
        lines = "\n".join(f"- [{'x' if need.met else ' '}] {need.text}" for need in needs)
        return paragraphs(f"**{title}**", sentence, lines)

    def _act(self, kind: str, content: Mapping[str, Any], n: int | None) -> None:
        with self._doing(n):
            match kind, content:
                case (("open" | "skip"), _):
                    self._session.open(self._branch)
                case "interest", {"interest": (str() | None) as interest}:
                    self._session.choose(interest)


def told(gate: GateView) -> tuple[str, str, tuple[Need, ...]]:
    """Title, sentence and needs; where only a choice is missing the card is that question."""
    if gate.interests and all(need.choice for need in gate.needs):
        return say("interest-question"), say("interest-opens"), ()
    return gate.branch.title or gate.branch.name, gate.sentence, gate.needs


def buttons(gate: GateView) -> Iterator[list[JSON]]:
    """The ways forward: kind, label and class, and for a choice the interest."""
    for id_, title in gate.interests.items():
        yield ["interest", render_line(title), "line", id_]
    if gate.interests:
        yield ["interest", say("no-preference"), "line", None]
    if "open" in gate.actions:
        yield ["open", say("open-it"), "main"]
    if "skip" in gate.actions:
        yield ["skip", say("skip-ahead"), ""]
