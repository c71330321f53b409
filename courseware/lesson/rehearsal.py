"""A lesson's checkpoints, tried with their own samples. Nothing runs here: `run` is handed in."""

from __future__ import annotations

from collections.abc import Iterator

from courseware.checkpoints.draws import from_json
from courseware.checkpoints.faults import RIGHT_IS_NOT, WRONG_IS_NOT
from courseware.checkpoints.markdown import span
from courseware.checkpoints.posing import with_numbers
from courseware.checkpoints.protocol import (
    JSON,
    Checkpoint,
    Malformed,
    Part,
    Samples,
    Type,
    Verdict,
)
from courseware.checkpoints.reading import Mapping_, Reader
from courseware.checkpoints.registry import find
from courseware.errors.diagnostics import Diagnostic, Fault
from courseware.lesson.forms import templated, trials, variants
from courseware.lesson.head import read_head
from courseware.lesson.keys import Run, aimed
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Lesson
from courseware.lesson.notebook import placed


def rehearse(lesson: Lesson, run: Run) -> Iterator[Diagnostic]:
    """What is wrong with a source whose keys are whole: a right answer that is not, a wrong one
    that is right.
    """
    for cell in lesson.cells:
        checkpoint, magic = lesson.checkpoints.get(cell.checkpoint or ""), magic_of(cell.source)
        if checkpoint is None or checkpoint.key is None or magic is None:
            continue
        kind = find(checkpoint.type)
        if isinstance(kind, Fault):
            continue
        for form, node in _forms(checkpoint, Reader(read_head(magic.body).node)):
            spec = kind.read(Reader(node))
            samples = kind.samples({**spec, **_added(kind, spec, form.key or {})})
            for fault in _tried(kind, form, samples, run):
                yield placed(aimed(fault, cell), lesson.path, cell)


def _forms(checkpoint: Checkpoint, head: Reader) -> Iterator[tuple[Checkpoint, Mapping_]]:
    """Every form of a question with the head that makes it; of numbers, their ends and some."""
    questions = checkpoint.variants or (checkpoint,)
    for question, node in zip(questions, variants(head) or (head.node,), strict=True):
        numbers = from_json(question.given)
        for values, filled_in in trials(templated(node, question.type, numbers), numbers):
            yield with_numbers(question, values) if values else question, filled_in


def _added(kind: Type, spec: Part, key: Part) -> Part:
    """What running found, besides what the author wrote."""
    written = kind.split(spec)[1].keys() | {"other", "explain"}
    return {name: value for name, value in key.items() if name not in written}


def _tried(kind: Type, checkpoint: Checkpoint, samples: Samples, run: Run) -> Iterator[Fault]:
    for raw in samples.right:
        said = _answered(kind, checkpoint, raw, run)
        if isinstance(said, Malformed):
            message = f"{_shown(raw)} should be right, and is refused."
            yield Fault(RIGHT_IS_NOT, message, None, said.message)
        elif not said.correct:
            failed = [
                f"does not pass the test `{test.name}`" for test in said.tests if not test.passed
            ]
            for how in failed or [f"is {said.status}"]:
                message = f"{_shown(raw)} should be right, and {how}."
                yield Fault(RIGHT_IS_NOT, message, None, _first_line(said.feedback))
    for raw in samples.wrong:
        said = _answered(kind, checkpoint, raw, run)
        if isinstance(said, Verdict) and said.correct:
            message = f"{_shown(raw)} should be wrong, and is right."
            help_ = "Look at what is accepted besides the answer."
            yield Fault(WRONG_IS_NOT, message, None, help_)


def _answered(kind: Type, checkpoint: Checkpoint, raw: JSON, run: Run) -> Verdict | Malformed:
    public, key = checkpoint.public, checkpoint.key or {}
    response = kind.parse(public, raw)
    if isinstance(response, Malformed):
        return response
    job = kind.job(public, key, response)
    return kind.grade(public, key, response, None if job is None else run(job))


def _shown(raw: JSON) -> str:
    return span(raw if isinstance(raw, str) else str(raw))


def _first_line(text: str) -> str | None:
    return text.strip().partition("\n")[0] or None
