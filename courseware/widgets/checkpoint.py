"""The frame of every checkpoint: about-line, prompt, answer, actions, hints and feedback."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.about import about, label, points
from courseware.widgets.feedback import strips
from courseware.widgets.markdown import is_line, render, render_line
from courseware.widgets.outline import paragraphs, question
from courseware.widgets.pictures import Pictures
from courseware.widgets.strips import Strip
from courseware.widgets.widget import Widget, words

if TYPE_CHECKING:
    from courseware.session import CheckpointView, Session

Schedule = Callable[[Coroutine[Any, Any, None]], None]
Button = tuple[str, str, str]
"""A button: its kind, its label and its class (`main`, `line` or none)."""


class CheckpointWidget(Widget):
    """A checkpoint of any type; a subclass says what it puts into the frame."""

    def __init__(self, session: Session, checkpoint: str, schedule: Schedule) -> None:
        """Show a checkpoint of the session; `schedule` runs what grades an answer."""
        self._id = checkpoint
        self._schedule = schedule
        self._again = False
        self._note: Strip | None = None
        self._face: dict[str, JSON] | None = None
        super().__init__(session, checkpoint)

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """What the face of the type needs: what it asks and nothing that answers it."""
        raise NotImplementedError

    def _look(self) -> dict[str, Any]:
        view = self._session.view(self._id, again=self._again)
        text = view.checkpoint.prompt
        note = self._trouble or self._note
        said = strips(view, is_answer=not self._again and self._note is None)
        return {
            "id": self._id,
            "n": self._heard,
            "label": label(view),
            "about": [about(view), points(view)],
            "short": is_line(text),
            "prompt": self._prompt(text),
            "answer": self._faced(view),
            "response": view.response,
            "settled": self._settled(view),
            "buttons": [list(button) for button in self._buttons(view)],
            "strips": [strip.json() for strip in ((note, *said) if note else said)],
            "words": words("checking"),
        }

    def _faced(self, view: CheckpointView) -> dict[str, JSON]:
        """What the face needs now; where a face of another package fails later on, what it had."""
        try:
            self._face = self.answer(view)
        except Exception:
            if self._face is None:
                raise
            self.log.exception("courseware: the face of `%s` failed", view.checkpoint.type)
        return self._face

    def _prompt(self, text: str) -> str:
        if "![" in text:
            return render(text, inline=Pictures.of(self._session.lesson))
        return render_line(text) if is_line(text) else render(text)

    def _outline(self) -> str:
        view = self._session.view(self._id)
        line = " · ".join(part for part in (label(view), about(view), points(view)) if part)
        said = (f"**{strip.word}** {strip.text}".strip() for strip in strips(view))
        return paragraphs(f"**{line}**", question(view.checkpoint, view.response), *said)

    def _settled(self, view: CheckpointView) -> bool:
        """Whether there is nothing to do here any more, unless the learner wants to."""
        if self._again:
            return False
        is_other = view.asks_review or (view.is_drawn and view.attempts > 0)
        return view.status == "right" or (is_other and not view.changed)

    def _buttons(self, view: CheckpointView) -> Iterator[Button]:
        if self._settled(view):
            is_right = view.status == "right"
            label = "another" if view.is_drawn else "try-again"
            yield (
                "again",
                say("review" if view.asks_review else label),
                "line" if is_right else "main",
            )
            if view.can_reveal and not view.worked and not is_right:
                yield "reveal", say("show-how"), ""
            return
        is_graded_later = self._session.lesson.feedback == "graded"
        yield "answer", say("record-answer" if is_graded_later else "check"), "main"
        shown, total = len(view.hints), view.hints_total
        if shown < total and not view.worked:
            first = say("hint") if shown == 0 else None
            yield "hint", first or say("hint-of", number=shown + 1, total=total), ""
        if view.can_reveal and not view.worked:
            yield "reveal", say("show-how"), ""

    def _act(self, kind: str, content: Mapping[str, Any], n: int | None) -> None:
        match kind:
            case "answer":
                self._schedule(self._answer(content.get("response"), n))
            case "reveal":
                self._schedule(self._reveal(n))
            case _:
                with self._doing(n):
                    if kind == "hint":
                        self._session.hint(self._id)
                    elif kind == "again":
                        self._again, self._note = True, None

    async def _reveal(self, n: int | None) -> None:
        with self._doing(n):
            await self._session.reveal(self._id)

    async def _answer(self, raw: JSON, n: int | None) -> None:
        with self._doing(n):
            outcome = await self._session.answer(self._id, raw)
            self._note = None
            if outcome.status in {"malformed", "closed"}:
                self._note = Strip(
                    f"{outcome.status}-{n}",
                    "note",
                    say(outcome.status),
                    outcome.feedback,
                    icon="no",
                )
            else:
                self._again = False
