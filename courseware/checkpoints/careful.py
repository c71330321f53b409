"""A type of another package, held so that whatever it does no lesson breaks.

What it raises is logged, and told in a sentence: to the author where a head is read, to the learner
where an answer comes. An answer that it cannot grade is recorded, and nobody has to wait for it.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence
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
    Type,
    Verdict,
)
from courseware.checkpoints.reading import Reader
from courseware.checkpoints.sound import is_fault, is_job, is_part, is_samples, is_text, is_verdict
from courseware.errors.diagnostics import Fault
from courseware.messages import say

T = TypeVar("T")

TAKEN = {
    *("released", "type", "title", "prompt", "skills", "points", "hints", "tries"),
    *("notes", "given", "as", "variants"),
}
"""Keys of a head that mean the same for every type, and cannot be public parts of one."""

log = logging.getLogger(__name__)


@frozen
class Careful:
    """The type `kind`, which may raise or return anything at all."""

    kind: Type
    name: str = field()

    @property
    def prompt(self) -> str:
        """The type's own question."""
        kind = self.kind
        found: object = self._safe(lambda: kind.prompt if isinstance(kind, Prompting) else "", "")
        return found if is_text(found) else ""

    def read(self, head: Reader) -> Part:
        """Read, and part what was read while there is a head to say it at where that fails."""
        faults = len(head.faults)
        try:
            spec = self.kind.read(head)
            if not _has_errors(head.faults[faults:]):
                self._parted(spec)
        except (RecursionError, MemoryError):
            raise
        except Exception as error:
            log.exception("courseware: the checkpoint type `%s` failed", self.name)
            message = f"The checkpoint type `{self.name}` failed: {type(error).__name__}: {error}"
            head.faults[faults:] = filter(is_fault, head.faults[faults:])
            head.fault(BROKEN_TYPE, message, "type", "Look for a newer version of its package.")
            head.know_all()
            return {}
        return spec

    def split(self, spec: Part) -> tuple[Part, Part]:
        """What it parted once already; nothing where that fails now."""
        nothing: tuple[Part, Part] = ({}, {})
        return self._safe(lambda: self._parted(spec), nothing)

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """The response; where that fails, a sentence that costs the learner nothing."""
        failed: JSON | Malformed = Malformed(say("type-failed"))
        found = self._safe(lambda: self.kind.parse(public, raw), failed)
        return failed if isinstance(found, Malformed) and not _says(found) else found

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """What has to run; nothing where that fails."""
        found: object = self._safe(lambda: self.kind.job(public, key, response), None)
        return found if is_job(found) else None

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """The verdict; where there is none, the answer is recorded and the learner goes on.

        In a graded copy the key is empty: nothing else is expected there.
        """
        if not key:
            with contextlib.suppress(Exception):
                found = self.kind.grade(public, key, response, ran)
                return found if is_verdict(found) else Verdict(None, None)
            return Verdict(None, None)
        ungraded = Verdict(None, None, note=say("type-ungraded"))
        found = self._safe(lambda: self.kind.grade(public, key, response, ran), ungraded)
        return found if is_verdict(found) else ungraded

    def worked(self, public: Part, key: Part) -> str:
        """The worked answer; nothing where that fails."""
        found: object = self._safe(lambda: self.kind.worked(public, key), "")
        return found if is_text(found) else ""

    def samples(self, spec: Part) -> Samples:
        """Its samples; none where that fails."""
        found: object = self._safe(lambda: self.kind.samples(spec), Samples())
        return found if is_samples(found) else Samples()

    def prepare(self, public: Part, key: Part) -> Job | None:
        """What has to run before the key is whole; nothing for most types."""
        kind = self._preparing()
        found: object = self._safe(lambda: kind and kind.prepare(public, key), None)
        return found if is_job(found) else None

    def complete(self, key: Part, ran: Ran) -> Part | tuple[Fault, ...]:
        """The whole key; a fault where that fails."""
        kind = self._preparing()
        if kind is None:
            return key
        fault = Fault(BROKEN_TYPE, f"The checkpoint type `{self.name}` failed at its key.")
        found: object = self._safe(lambda: kind.complete(key, ran), None)
        if is_part(found):
            return found
        faults = tuple(filter(is_fault, found)) if isinstance(found, tuple) else ()
        return faults or (fault,)

    def _preparing(self) -> Preparing | None:
        """The type, where its key needs a run."""
        kind = self.kind
        return self._safe(lambda: kind if isinstance(kind, Preparing) else None, None)

    def _parted(self, spec: Part) -> tuple[Part, Part]:
        """The two parts of a spec, which can be written down beside what all types share."""
        if not is_part(spec):
            raise TypeError("`read` gives something else than JSON")
        public, key = self.kind.split(spec)
        if not is_part(public) or not is_part(key):
            raise TypeError("`split` gives something else than JSON")
        if taken := TAKEN.intersection(public):
            names = ", ".join(sorted(taken))
            raise ValueError(f"its public part uses keys that all types share: {names}")
        return public, key

    def _safe(self, step: Callable[[], T], otherwise: T) -> T:
        try:
            return step()
        except Exception:
            log.exception("courseware: the checkpoint type `%s` failed", self.name)
            return otherwise


def _says(found: Malformed) -> bool:
    return is_text(found.message) and bool(found.message.strip())


def _has_errors(faults: Sequence[Fault]) -> bool:
    if not all(map(is_fault, faults)):
        raise TypeError("`read` records something else than faults")
    return any(each.rule.severity == "error" for each in faults)
