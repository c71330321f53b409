"""A verdict as an event holds it, back again, and what it tells the learner."""

from __future__ import annotations

from courseware.checkpoints.protocol import Checkpoint, TestResult, Verdict
from courseware.events import VerdictJSON


def to_json(verdict: Verdict) -> VerdictJSON:
    """The verdict as an event holds it."""
    return {
        "status": verdict.status,
        "score": verdict.score,
        "feedback": verdict.feedback,
        "note": verdict.note,
        "tests": [
            {"name": test.name, "passed": test.passed, "message": test.message}
            for test in verdict.tests
        ],
    }


def from_json(stored: VerdictJSON) -> Verdict:
    """The verdict that an event holds."""
    correct = {"right": True, "recorded": None}.get(stored["status"], False)
    tests = (TestResult(test["name"], test["passed"], test["message"]) for test in stored["tests"])
    return Verdict(stored["score"], correct, stored["feedback"], stored["note"], tuple(tests))


def explanation(checkpoint: Checkpoint) -> str:
    """What the author says once the answer may be known; empty where the key is not here."""
    said = (checkpoint.key or {}).get("explain")
    return said if isinstance(said, str) else ""


def paragraphs(*texts: str) -> str:
    """Markdown of those texts that say something, one after the other."""
    return "\n\n".join(text.strip() for text in texts if text.strip())


def told(checkpoint: Checkpoint, verdict: Verdict, settled: bool) -> str:
    """What a verdict says to the learner; with the explanation where all is `settled`.

    Where nothing was graded, the feedback is what to compare the answer with, and the note leads to
    it.
    """
    explain = explanation(checkpoint) if settled else ""
    if verdict.status == "recorded":
        return paragraphs(verdict.note, verdict.feedback, explain)
    return paragraphs(verdict.feedback, verdict.note, explain)
