"""Checkpoints as their authors type them, read and answered without a lesson around them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from attrs import frozen

from courseware.checkpoints.protocol import JSON, Malformed, Part, Preparing, Samples, Type, Verdict
from courseware.checkpoints.reading import Reader
from courseware.checkpoints.registry import BUILT_IN
from courseware.errors.diagnostics import Fault
from courseware.lesson.head import read_head
from courseware.runner import ProcessRunner

RUNNER = ProcessRunner()


def read(type_: str, head: str) -> tuple[Part, tuple[Fault, ...]]:
    """The spec of a head, and what is wrong with it."""
    typed = read_head(head)
    reader = Reader(typed.node)
    reader.text("other")
    spec = BUILT_IN[type_].read(reader)
    reader.finish()
    return spec, (*typed.faults, *reader.faults)


def found(type_: str, head: str) -> list[str]:
    """The codes of a head's faults."""
    return [fault.rule.code for fault in read(type_, head)[1]]


@frozen
class Asked:
    """A checkpoint that can be answered, its parts as they are after a journey through JSON."""

    type: Type
    spec: Part
    public: Part
    key: Part

    def parse(self, raw: JSON) -> JSON | Malformed:
        """The response to what was typed."""
        return self.type.parse(self.public, raw)

    def answer(self, raw: JSON) -> Verdict | Malformed:
        """What becomes of an answer."""
        response = self.parse(raw)
        if isinstance(response, Malformed):
            return response
        job = self.type.job(self.public, self.key, response)
        ran = RUNNER.run_now(job) if job is not None else None
        return self.type.grade(self.public, self.key, response, ran)

    def status(self, raw: JSON) -> str:
        """The answer's status in a word."""
        verdict = self.answer(raw)
        return "malformed" if isinstance(verdict, Malformed) else verdict.status

    def feedback(self, raw: JSON) -> str:
        """What is said to an answer."""
        verdict = self.answer(raw)
        return verdict.message if isinstance(verdict, Malformed) else verdict.feedback

    def note(self, raw: JSON) -> str:
        """What is said beside a right answer."""
        verdict = self.answer(raw)
        assert isinstance(verdict, Verdict)
        return verdict.note

    @property
    def samples(self) -> Samples:
        """Answers made from the spec."""
        return self.type.samples(self.spec)


def asked(type_: str, head: str) -> Asked:
    """A checkpoint without faults."""
    spec, faults = read(type_, head)
    assert faults == ()
    return built(type_, spec, other=Reader(read_head(head).node).text("other"))


def built(type_: str, spec: Part, *, other: str = "") -> Asked:
    """A checkpoint of a spec; what its key lacks is found by running it."""
    kind = BUILT_IN[type_]
    public, key = kind.split(spec)
    job = kind.prepare(public, key) if isinstance(kind, Preparing) else None
    if isinstance(kind, Preparing) and job is not None:
        found = kind.complete(key, RUNNER.run_now(job))
        assert isinstance(found, Mapping)
        key, spec = found, {**spec, **found}
    return Asked(kind, spec, _sent(public), _sent({**key, "other": other, "explain": ""}))


def _sent(part: Part) -> Part:
    return cast("Part", json.loads(json.dumps(part)))
