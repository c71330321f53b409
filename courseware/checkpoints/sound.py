"""Whether what a type of another package gives is what it should be, down to its fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import TypeGuard

from courseware.checkpoints.protocol import Job, Part, Samples, TestResult, Verdict
from courseware.errors.diagnostics import Fault, Rule


def is_text(found: object) -> TypeGuard[str]:
    """Whether it is text that can be written down: half of a surrogate pair cannot."""
    return isinstance(found, str) and _can_be_written(found)


def is_part(found: object) -> TypeGuard[Part]:
    """Whether it is a mapping that is JSON through and through."""
    return isinstance(found, Mapping) and _can_be_written(dict(found))


def is_fault(found: object) -> TypeGuard[Fault]:
    """Whether it is a fault that can be told."""
    if not isinstance(found, Fault):
        return False
    fields: tuple[object, ...] = (found.rule, found.line, found.help)
    rule, line, help_ = fields
    is_placed = line is None or (isinstance(line, int) and not isinstance(line, bool))
    is_helped = help_ is None or is_text(help_)
    return isinstance(rule, Rule) and is_text(found.message) and is_placed and is_helped


def is_verdict(found: object) -> TypeGuard[Verdict]:
    """Whether it is a verdict that can be written down and shown."""
    if not isinstance(found, Verdict):
        return False
    fields: tuple[object, ...] = (found.score, found.correct, found.tests)
    score, correct, tests = fields
    is_scored = score is None or (_is_number(score) and 0 <= score <= 1)
    is_tested = isinstance(tests, tuple) and all(map(_is_result, tests))
    is_said = is_text(found.feedback) and is_text(found.note)
    return is_scored and is_tested and is_said and (correct is None or isinstance(correct, bool))


def is_job(found: object) -> TypeGuard[Job]:
    """Whether it is a job that can be handed to a process."""
    if not isinstance(found, Job):
        return False
    is_limited = _is_number(found.seconds) and found.seconds > 0
    is_counted = all(_is_number(each) and each == int(each) for each in (found.seed, found.again))
    return is_text(found.program) and _can_be_written(found.payload) and is_limited and is_counted


def is_samples(found: object) -> TypeGuard[Samples]:
    """Whether it is three times several answers."""
    if not isinstance(found, Samples):
        return False
    several: tuple[object, ...] = (found.right, found.wrong, found.malformed)
    return all(isinstance(each, tuple | list) and _can_be_written(each) for each in several)


def _is_result(found: object) -> bool:
    if not isinstance(found, TestResult):
        return False
    passed: object = found.passed
    return is_text(found.name) and is_text(found.message) and isinstance(passed, bool)


def _is_number(found: object) -> TypeGuard[float]:
    return isinstance(found, int | float) and not isinstance(found, bool) and isfinite(found)


def _can_be_written(found: object) -> bool:
    try:
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        return False
    return True
