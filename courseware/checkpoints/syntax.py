"""Whether a text is Python, and if not, where it stops being it."""

from __future__ import annotations

import ast
import warnings

from attrs import frozen


@frozen
class Slip:
    """Why a text is not Python; `before` and `there` are the parts of its line (counted from 1)
    before and at the place, as Python found it. Without a line the place is not known.
    """

    reason: str
    line: int | None = None
    before: str = ""
    there: str = ""


def slip(source: str) -> Slip | None:
    """What keeps a text from being compiled; None if nothing does. It is not run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "<answer>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return _place(source, error)
    except (RecursionError, MemoryError, OverflowError):
        return Slip("it is nested too deeply")
    except ValueError as error:
        return Slip(str(error))
    return None


def tree(source: str) -> str | None:
    """The syntax tree of a text without its places: equal for texts that differ in layout and
    comments. None if it is not Python.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


def is_empty(source: str) -> bool:
    """Whether there is nothing to run: no text at all, or only comments."""
    return tree(source) == tree("")


def _place(source: str, error: SyntaxError) -> Slip:
    lines = source.splitlines()
    if not error.lineno or not lines:
        return Slip(error.msg)
    number = min(error.lineno, len(lines))
    line = lines[number - 1]
    begin = max((error.offset or 1) - 1, 0)
    on_one_line = error.end_lineno == error.lineno and (error.end_offset or 0) > begin + 1
    end = (error.end_offset or 0) - 1 if on_one_line else len(line)
    return Slip(error.msg, number, line[:begin].strip(), line[begin:end].strip())
