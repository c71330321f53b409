"""What stands for a widget where none can be: in a saved notebook, in a grader's pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from courseware.checkpoints import parts
from courseware.checkpoints.markdown import block, bullets, span
from courseware.checkpoints.protocol import Checkpoint
from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.markdown import render


@frozen
class Outline:
    """A text in Markdown, which is read as it is or as HTML."""

    text: str

    def bundle(self) -> dict[str, str]:
        """The text by MIME type."""
        return {"text/plain": self.text, "text/html": render(self.text)}

    def _repr_mimebundle_(self, **_options: object) -> Mapping[str, str]:
        return self.bundle()


def question(checkpoint: Checkpoint, response: JSON = None) -> str:
    """A question with what it offers, and the learner's answer."""
    return paragraphs(checkpoint.prompt, _answer(checkpoint, response))


def _answer(checkpoint: Checkpoint, response: JSON) -> str:
    """The options with the picked ones marked, or the pairs; else what was written."""
    options = parts.mapping(checkpoint.public, "options")
    if options:
        return _options(options, response, "[]" if checkpoint.type == "multiple" else "()")
    if checkpoint.type == "match":
        return _pairs(checkpoint, response)
    if checkpoint.type == "order":
        return _lines(checkpoint, response)
    if checkpoint.type == "reflect":
        return _rated(checkpoint, response)
    listing = parts.text(checkpoint.public, "code")
    if response is None:
        listing = listing or parts.text(checkpoint.public, "starter")
    return paragraphs(block(listing) if listing else "", _typed(checkpoint, response))


def _typed(checkpoint: Checkpoint, response: JSON) -> str:
    """The answer as it was typed."""
    if response is None:
        return f"{say('your-answer')}: {say('no-answer')}"
    typed = response if isinstance(response, str) else str(response)
    if "\n" in typed or checkpoint.type == "code":
        return paragraphs(f"{say('your-answer')}:", block(typed))
    return f"{say('your-answer')}: {span(typed)}"


def _rated(checkpoint: Checkpoint, response: JSON) -> str:
    """The text, and the description that its writer chose for it."""
    given = response if isinstance(response, Mapping) else {"text": response}
    text, rating = given.get("text"), given.get("rating")
    rubric = parts.texts(checkpoint.public, "rubric")
    chosen = [each for place, each in enumerate(rubric) if place == rating]
    return paragraphs(_typed(checkpoint, text), bullets(chosen))


def _options(options: Mapping[str, JSON], response: JSON, marks: str) -> str:
    picked = response if isinstance(response, list | tuple) else (response,)
    return "\n".join(
        f"- {marks[0]}{'x' if id_ in picked else ' '}{marks[1]} {text}"
        for id_, text in options.items()
    )


def _pairs(checkpoint: Checkpoint, response: JSON) -> str:
    """Every left with what was laid there, and what there is to lay."""
    lefts, rights = (parts.texts(checkpoint.public, side) for side in ("lefts", "rights"))
    laid = response if isinstance(response, Mapping) else {}
    chosen = ((left, laid.get(left)) for left in lefts)
    return paragraphs(
        bullets(f"{left} → {right if right in rights else '…'}" for left, right in chosen),
        say("match-from", rights=" · ".join(rights)),
    )


def _lines(checkpoint: Checkpoint, response: JSON) -> str:
    """The lines as they are offered, and those that were laid."""
    is_code = parts.flag(checkpoint.public, "code")

    def shown(lines: Sequence[str]) -> str:
        return block("\n".join(lines)) if is_code else bullets(lines)

    laid = parts.texts({"laid": response}, "laid")
    answer = [f"{say('your-answer')}:", shown(laid)] if laid else [_typed(checkpoint, None)]
    given = parts.texts(checkpoint.public, "lines")
    return paragraphs(say("order-lines"), shown(given), *answer)


def paragraphs(*texts: str) -> str:
    """Texts below each other, without the empty ones."""
    return "\n\n".join(text for text in texts if text)
