"""Faults of a lesson as data: a code, a place, what is wrong and what to do."""

from __future__ import annotations

from typing import Literal, TypedDict

from attrs import frozen

Severity = Literal["error", "warning"]


@frozen
class Rule:
    """One kind of fault: its code, its kebab-case name and how much it weighs."""

    code: str
    name: str
    severity: Severity = "error"


@frozen
class Fault:
    """A fault as its finder knows it: `line` is counted from 1 within the text it was read from."""

    rule: Rule
    message: str
    line: int | None = None
    help: str | None = None


class DiagnosticJSON(TypedDict):
    """A diagnostic as `courseware check --json` prints it; cells and lines are counted from 1."""

    code: str
    name: str
    severity: Severity
    file: str
    cell: int | None
    cell_id: str | None
    line: int | None
    message: str
    help: str | None


@frozen
class Diagnostic:
    """A fault with its place: file, cell (from 1), cell id and line in the cell (from 1)."""

    code: str
    name: str
    severity: Severity
    file: str
    cell: int | None
    cell_id: str | None
    line: int | None
    message: str
    help: str | None = None

    def json(self) -> DiagnosticJSON:
        """The diagnostic as a JSON object."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity,
            "file": self.file,
            "cell": self.cell,
            "cell_id": self.cell_id,
            "line": self.line,
            "message": self.message,
            "help": self.help,
        }

    def __str__(self) -> str:
        """The diagnostic as one or two lines of text, as compilers write them."""
        place = self.file
        if self.cell is not None:
            place += f", cell {self.cell}"
        if self.line is not None:
            place += f", line {self.line}"
        text = f"{place}: {self.severity} {self.code} {self.name}: {self.message}"
        return f"{text}\n    {self.help}" if self.help else text
