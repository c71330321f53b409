"""The form in which a question is put: which variant, in which context, with which numbers.

A form depends on the learner, the number of the try and the interest, and on nothing else: the
same learner sees the same question again after a reload. An event keeps the form of its answer,
from which the answer can be graded again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, field, frozen

from courseware.checkpoints.draws import dealt, from_json
from courseware.checkpoints.filling import filled
from courseware.checkpoints.functions import NotCalculable
from courseware.checkpoints.protocol import JSON, Checkpoint, Part

LONGEST = 100  # characters of a drawn number or a context, in a record of anybody's


@frozen
class Form:
    """Which form of a checkpoint was put: None and nothing where there is no choice."""

    variant: int | None = None
    context: str | None = None
    given: Mapping[str, str] = field(factory=dict)
    counts_as: str | None = None

    def json(self) -> JSON:
        """The form as an event keeps it; None where there is nothing to keep."""
        known: dict[str, JSON] = {}
        if self.variant is not None:
            known["variant"] = self.variant
        if self.context is not None:
            known["context"] = self.context
        if self.given:
            known["given"] = dict(self.given)
        if self.counts_as is not None:
            known["as"] = self.counts_as
        return known or None

    @classmethod
    def from_json(cls, value: JSON) -> Form:
        """The form that an event keeps; what cannot be meant counts as nothing."""
        if not isinstance(value, Mapping):
            return cls()
        variant, context, given = value.get("variant"), value.get("context"), value.get("given")
        drawn = given.items() if isinstance(given, Mapping) else ()
        return cls(
            variant if isinstance(variant, int) and not isinstance(variant, bool) else None,
            _short(context),
            {name: text for name, text in drawn if isinstance(text, str) and _short(text)},
            _short(value.get("as")),
        )


def form_of(checkpoint: Checkpoint, learner: str, attempt: int, interest: str | None) -> Form:
    """The form in which a learner meets a checkpoint at a try (counted from 1).

    Variants come in an order of the learner's own, one after the other; numbers are others at
    every try, until there are none left. Without a context for the interest the common prompt is
    taken, or else the first one.
    """
    variant, question, count = None, checkpoint, 1
    if checkpoint.variants:
        count = len(checkpoint.variants)
        seed = f"{learner}\0{checkpoint.id}"
        order = sorted(range(count), key=lambda at: _digest(f"{seed}\0variant {at}"))
        variant = order[(attempt - 1) % count]
        question = checkpoint.variants[variant]
    context = interest if interest in question.contexts else None
    if context is None and not question.prompt:
        context = next(iter(question.contexts), None)
    seed, turn = f"{learner}\0{checkpoint.id}\0{variant}", (attempt - 1) // count
    given = dealt(from_json(question.given), seed, turn) if question.given else {}
    return Form(variant, context, given, checkpoint.group or None)


def posed(checkpoint: Checkpoint, form: Form) -> Checkpoint:
    """The checkpoint in one of its forms, as if there were no other."""
    question = checkpoint
    if checkpoint.variants:
        at = form.variant or 0
        question = checkpoint.variants[at if 0 <= at < len(checkpoint.variants) else 0]
    prompt = question.contexts.get(form.context or "", question.prompt)
    question = evolve(question, prompt=prompt)
    return with_numbers(question, form.given) if question.given else question


def with_numbers(question: Checkpoint, given: Mapping[str, str]) -> Checkpoint:
    """The question with these numbers in all its texts, and in its key."""

    def put(text: str) -> str:
        try:
            return filled(text, given)
        except NotCalculable:
            return text  # of a record or a copy that somebody has changed

    return evolve(
        question,
        prompt=put(question.prompt),
        hints=tuple(map(put, question.hints)),
        public=_each(question.public, put),
        key=None if question.key is None else _each(question.key, put),
    )


def _each(part: Part, put: Callable[[str], str]) -> Part:
    return {name: _text(value, put) for name, value in part.items()}


def _text(value: JSON, put: Callable[[str], str]) -> JSON:
    if isinstance(value, str):
        return put(value)
    if isinstance(value, Mapping):
        return {name: _text(each, put) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_text(each, put) for each in value]
    return value


def _short(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST else None


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
