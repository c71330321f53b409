"""A table of responses, as files hold them."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite, nan
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import BadZipFile

import numpy as np

from courseware.errors import UsageError

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "learner": ("learner", "student", "user_id", "user", "student_id"),
    "item": ("item", "item_id", "checkpoint", "problem", "question_id"),
    "score": ("score", "correct"),
    "skills": ("skills", "skill", "skill_id", "kc"),
    "seconds": ("time", "t", "timestamp", "seconds"),
}
OPTIONAL = {"skills", "seconds"}


class Row(NamedTuple):
    """One response: the score in [0, 1], and when, in seconds of some clock."""

    learner: str
    item: str
    skills: tuple[str, ...]
    score: float
    seconds: float = 0.0


def read_table(path: Path, matrix: Path | None = None) -> list[Row]:
    """The responses of a CSV or TSV file, gzipped or not, in its order.

    Skills are separated by `;`, or stand in a sparse item x skill matrix (`.npz`, as SciPy writes
    it; items are then its row numbers). Without a `matrix` that of the same name is taken:
    `NAME.q_mat.npz` beside `NAME.csv` or `NAME.test.csv`. A row whose score is negative or empty
    is no answer, and left out.

    Raises:
        UsageError: the file cannot be read as such a table.
    """
    if not path.is_file():
        raise UsageError(f"{path} is no file")
    if matrix is None:
        beside = path.with_name(path.name.split(".")[0] + ".q_mat.npz")
        matrix = beside if beside.is_file() else None
    skills = None if matrix is None else read_matrix(matrix)
    try:
        with _open(path) as file:
            rows = list(_rows(path, file, skills))
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    if not rows:
        raise UsageError(f"there is no answer in {path}")
    return rows


def is_table(path: Path) -> bool:
    """Whether a path is named as a table is, and not as a record."""
    return bool({".csv", ".tsv"} & set(path.suffixes))


def read_matrix(path: Path) -> list[tuple[str, ...]]:
    """The skills of each item, by the row number of the item, from a matrix in CSR form.

    Raises:
        UsageError: it is none.
    """
    try:
        with np.load(path, allow_pickle=False) as found:
            form = found["format"].tolist() if "format" in found else b"csr"
            indices, bounds = found["indices"].tolist(), found["indptr"].tolist()
            rows = [tuple(map(str, indices[begin:end])) for begin, end in pairwise(bounds)]
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise UsageError(f"{path} is no sparse matrix in CSR form: {error}") from error
    if form not in (b"csr", "csr"):
        raise UsageError(f"{path} is no sparse matrix in CSR form: its form is {form!r}")
    return rows


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _rows(path: Path, file: IO[str], matrix: Sequence[tuple[str, ...]] | None) -> Iterator[Row]:
    head = file.readline()
    delimiter = "\t" if "\t" in head else ","
    if delimiter not in head and ";" in head:
        raise UsageError(f"{path} has `;` between its columns; it should have commas or tabs")
    places = _places(path, next(csv.reader([head], delimiter=delimiter), []))
    for number, cells in enumerate(csv.reader(file, delimiter=delimiter), 2):
        if not cells:
            continue
        try:
            found = {name: cells[place].strip() for name, place in places.items()}
            for name in ("learner", "item"):
                _there(found[name], name)
            score = _number(found["score"] or "-1", "score")
            skills = _skills(found.get("skills", ""))
            if matrix is not None:
                skills = matrix[_row(found["item"], len(matrix))]
            seconds = _number(found.get("seconds") or "0", "time")
        except IndexError:
            raise UsageError(f"{path}, line {number}: it has {len(cells)} columns only") from None
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: {error}") from error
        if score > 1:
            raise UsageError(f"{path}, line {number}: the score {score:g} is above 1")
        if score >= 0:
            yield Row(found["learner"], found["item"], skills, score, seconds)


def _places(path: Path, names: Sequence[str]) -> dict[str, int]:
    """Where each column stands; the first name of it that is there counts."""
    there = {name.strip().lower(): place for place, name in reversed([*enumerate(names)])}
    places = {
        column: there[known[0]]
        for column, names in COLUMNS.items()
        if (known := [name for name in names if name in there])
    }
    if missing := COLUMNS.keys() - places.keys() - OPTIONAL:
        wanted = ", ".join(f"`{column}`" for column in COLUMNS if column in missing)
        raise UsageError(f"{path} has no column {wanted}; it has {', '.join(names) or 'none'}")
    return places


def _skills(text: str) -> tuple[str, ...]:
    return tuple(sorted({skill for each in text.split(";") if (skill := each.strip())}))


def _row(item: str, rows: int) -> int:
    """The row of an item in a matrix."""
    if not (item.isascii() and item.isdecimal() and int(item) < rows):
        raise ValueError(f"the item {item!r} is no row of the matrix, which has {rows}")
    return int(item)


def _there(text: str, column: str) -> None:
    if not text:
        raise ValueError(f"the {column} is missing")


def _number(text: str, column: str) -> float:
    try:
        number = nan if "_" in text else float(text)
    except ValueError:
        number = nan
    if not isfinite(number):
        raise ValueError(f"the {column} {text!r} is not a number in digits, as in 0.5")
    return number
