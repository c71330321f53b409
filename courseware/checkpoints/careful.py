"""A type of another package, held so that whatever it does no lesson breaks.

What it raises is logged, and told in a sentence: to the author where a head is read, to the learner
where an answer comes. An answer that it cannot grade is recorded, and nobody has to wait for it.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable
from typing import TypeVar

from attrs import field, frozen

from courseware.checkpoints.faults import BROKEN_TYPE
from courseware.checkpoints.protocol import (
    JSON,
    Job,
    Malformed,
    Part,
    Preparing,
    Prompting,
    Ran,
    Samples,
    TestResult,
    Type,
    Verdict,
)
from courseware.checkpoints.reading import Reader
from courseware.errors.diagnostics import Fault
from courseware.messages import say

T = TypeVar("T")

log = logging.getLogger(__name__)


@frozen
class Careful:
    """The type `kind`, which may raise or return anything at all."""

    kind: Type
    name: str = field()

    @property
    def prompt(self) -> str:
        """The type's own question."""
        prompt: object = self.kind.prompt if isinstance(self.kind, Prompting) else ""
        return prompt if isinstance(prompt, str) else ""

    def read(self, head: Reader) -> Part:
        """Read, and part what was read while there is a head to say it at where that fails."""
        faults = len(head.faults)
        try:
            spec = self.kind.read(head)
            if len(head.faults) == faults:
                public, key = self.kind.split(spec)
                json.dumps([dict(public), dict(key)], allow_nan=False)
        except (RecursionError, MemoryError):
            raise
        except Exception as error:
            log.exception("courseware: the checkpoint type `%s` failed", self.name)
            message = f"The checkpoint type `{self.name}` failed: {type(error).__name__}: {error}"
            head.fault(BROKEN_TYPE, message, "type", "Look for a newer version of its package.")
            head.know_all()
            return {}
        return spec

    def split(self, spec: Part) -> tuple[Part, Part]:
        """What it parted once already."""
        return self.kind.split(spec)

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """The response; where that fails, a sentence that costs the learner nothing."""
        failed: JSON | Malformed = Malformed(say("type-failed"))
        found = self._safe(lambda: self.kind.parse(public, raw), failed)
        return failed if isinstance(found, Malformed) and not _says(found.message) else found

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """What has to run; nothing where that fails."""
        found: object = self._safe(lambda: self.kind.job(public, key, response), None)
        return found if isinstance(found, Job) else None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """The verdict; where there is none, the answer is recorded and the learner goes on.

        In a graded copy the key is empty: nothing else is expected there.
        """
        if not key:
            with contextlib.suppress(Exception):
                found = self.kind.grade(public, key, response, ran)
                return found if _is_sound(found) else Verdict(None, None)
            return Verdict(None, None)
        ungraded = Verdict(None, None, note=say("type-ungraded"))
        found = self._safe(lambda: self.kind.grade(public, key, response, ran), ungraded)
        return found if _is_sound(found) else ungraded

    def worked(self, public: Part, key: Part) -> str:
        """The worked answer; nothing where that fails."""
        found: object = self._safe(lambda: self.kind.worked(public, key), "")
        return found if isinstance(found, str) else ""

    def samples(self, spec: Part) -> Samples:
        """Its samples; none where that fails."""
        found: object = self._safe(lambda: self.kind.samples(spec), Samples())
        return found if isinstance(found, Samples) else Samples()

    def prepare(self, public: Part, key: Part) -> Job | None:
        """What has to run before the key is whole; nothing for most types."""
        kind = self.kind
        if not isinstance(kind, Preparing):
            return None
        found: object = self._safe(lambda: kind.prepare(public, key), None)
        return found if isinstance(found, Job) else None

    def complete(self, key: Part, ran: Ran) -> Part | tuple[Fault, ...]:
        """The whole key; a fault where that fails."""
        kind = self.kind
        if not isinstance(kind, Preparing):
            return key
        fault = Fault(BROKEN_TYPE, f"The checkpoint type `{self.name}` failed at its key.")
        failed: Part | tuple[Fault, ...] = (fault,)
        return self._safe(lambda: kind.complete(key, ran), failed)

    def _safe(self, step: Callable[[], T], otherwise: T) -> T:
        try:
            return step()
        except Exception:
            log.exception("courseware: the checkpoint type `%s` failed", self.name)
            return otherwise


def _is_sound(verdict: object) -> bool:
    """Whether it is a verdict that can be written down and shown."""
    if not isinstance(verdict, Verdict):
        return False
    score: object = verdict.score
    is_scored = isinstance(score, int | float) and 0 <= score <= 1
    tests: object = verdict.tests
    texts: list[object] = [verdict.feedback, verdict.note]
    for test in tests if isinstance(tests, tuple) else [None]:
        texts += [test.name, test.message] if isinstance(test, TestResult) else [None]
    return (score is None or is_scored) and all(isinstance(each, str) for each in texts)


def _says(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())
