"""A notebook file read from its JSON, whatever is in it: what cannot be used becomes a fault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from attrs import field, frozen

from courseware.errors import UsageError
from courseware.errors.diagnostics import Diagnostic, Fault, Rule
from courseware.lesson.magics import tidy
from courseware.lesson.model import Cell
from courseware.lesson.versions import NEWEST, newer

NOT_UTF8 = Rule("CW101", "not-utf-8")
NOT_JSON = Rule("CW102", "not-json")
NOT_A_NOTEBOOK = Rule("CW103", "not-a-notebook")
OTHER_NBFORMAT = Rule("CW104", "other-nbformat")
BAD_CELL = Rule("CW105", "bad-cell")

NBFORMAT = 4
SAVE_AGAIN = "Open the notebook in Jupyter and save it again."
LARGEST = 100 << 20  # bytes: notebooks of this size open in no editor


@frozen
class Notebook:
    """The cells of a notebook, what courseware wrote into its metadata, and its faults."""

    path: Path
    cells: tuple[Cell, ...] = ()
    metadata: Mapping[str, Any] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def placed(fault: Fault, path: Path, cell: Cell | None = None) -> Diagnostic:
    """A fault with its place."""
    return Diagnostic(
        fault.rule.code,
        fault.rule.name,
        fault.rule.severity,
        str(path),
        None if cell is None else cell.number,
        None if cell is None else cell.id,
        fault.line,
        fault.message,
        fault.help,
    )


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    if not path.is_file():
        reason = "is a folder, not a file" if path.is_dir() else "does not exist"
        raise UsageError(f"{path} {reason}.")
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is larger than {LARGEST >> 20} MB.")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error


def open_notebook(path: Path) -> Notebook:
    """Read a notebook file; whatever it holds, nothing but its absence is an error.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _useless(path, Fault(NOT_UTF8, "The file is not UTF-8.", line, SAVE_AGAIN))
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"The file is not JSON: {error.msg}."
        return _useless(path, Fault(NOT_JSON, message, error.lineno, SAVE_AGAIN))
    except (ValueError, RecursionError):
        return _useless(path, Fault(NOT_JSON, "The JSON of the file goes beyond all measure."))
    return notebook_of(path, content)


def _useless(path: Path, fault: Fault) -> Notebook:
    return Notebook(path, diagnostics=(placed(fault, path),))


def notebook_of(path: Path, content: object) -> Notebook:
    """The notebook that the JSON of a file is, whatever that may be."""
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        return _useless(path, Fault(NOT_A_NOTEBOOK, "The file is JSON, but not a notebook."))
    if content["nbformat"] != NBFORMAT:
        message = f"The notebook is of nbformat {content['nbformat']}, and {NBFORMAT} is read."
        return _useless(path, Fault(OTHER_NBFORMAT, message, None, SAVE_AGAIN))
    if not isinstance(content.get("cells"), list):
        return _useless(path, Fault(NOT_A_NOTEBOOK, "The notebook has no list of cells."))
    cells, diagnostics = [], []
    for number, raw in enumerate(content["cells"], 1):
        cell, problems = _cell(number, raw)
        cells.append(cell)
        if problems:
            message = f"This cell is damaged: {', '.join(problems)}."
            diagnostics.append(placed(Fault(BAD_CELL, message, None, SAVE_AGAIN), path, cell))
    metadata = content.get("metadata")
    ours = metadata.get("courseware") if isinstance(metadata, dict) else None
    found = ours if isinstance(ours, dict) else {}
    if isinstance(found.get("format"), int) and found["format"] > NEWEST:
        fault = newer("This notebook", found["format"])
        return Notebook(path, diagnostics=(placed(fault, path),))
    return Notebook(path, tuple(cells), found, tuple(diagnostics))


def _cell(number: int, raw: object) -> tuple[Cell, list[str]]:
    """One cell and what is wrong with it; what is unusable in it is left out."""
    if not isinstance(raw, dict):
        return Cell(number, None, "raw", ""), ["it is not an object"]
    problems = []
    kind = raw.get("cell_type")
    if kind not in ("code", "markdown", "raw"):
        problems.append("its `cell_type` is not `code`, `markdown` or `raw`")
        kind = "raw"
    source = _joined(raw.get("source"))
    if source is None:
        problems.append("its `source` is neither a text nor a list of texts")
        source = ""
    metadata = raw.get("metadata")
    tags = metadata.get("tags", []) if isinstance(metadata, dict) else None
    if not isinstance(tags, list) or not all(isinstance(each, str) for each in tags):
        problems.append("its tags are not a list of texts")
        tags = [tags] if isinstance(tags, str) else []
    cell_id = raw.get("id")
    cell = Cell(
        number,
        _sound(cell_id) if isinstance(cell_id, str) else None,
        cast("Any", kind),
        tidy(_sound(source)),
        frozenset(map(_sound, tags)),
        attachments=_attachments(raw.get("attachments")),
        folded=_is_folded(metadata),
    )
    return cell, problems


def _is_folded(metadata: object) -> bool:
    """Whether a notebook shows the cell's output alone (JupyterLab's own key)."""
    jupyter = metadata.get("jupyter") if isinstance(metadata, dict) else None
    return isinstance(jupyter, dict) and jupyter.get("source_hidden") is True


def _attachments(raw: object) -> dict[str, dict[str, str]]:
    """Pictures by name and kind, as far as they are what they should be."""
    found: dict[str, dict[str, str]] = {}
    for name, kinds in raw.items() if isinstance(raw, dict) else ():
        if isinstance(kinds, dict):
            joined = {kind: _joined(data) for kind, data in kinds.items()}
            found[name] = {kind: data for kind, data in joined.items() if data is not None}
    return found


def _joined(raw: object) -> str | None:
    """A text, which notebooks may hold as a list of its lines; None for anything else."""
    if isinstance(raw, list) and all(isinstance(each, str) for each in raw):
        return "".join(raw)
    return raw if isinstance(raw, str) else None


def _sound(text: str) -> str:
    """The text without halves of characters, which JSON can spell and UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
