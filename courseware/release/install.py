"""Putting a release where students find it, beside the work that they have done there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import date
from itertools import count
from pathlib import Path

from courseware.log.slice import FOLDER

MANIFEST = Path(FOLDER, "release.json")
FORMAT = 1


def install(draft: Path, dest: Path, today: date) -> tuple[str, ...]:
    """Move the files of a draft to the student's folder; the names under which work was kept.

    A file that the student has changed since it was released, or made, stays beside the new one.
    Nothing else of the folder is touched.

    Raises:
        OSError: a file cannot be moved.
    """
    known = _read_manifest(dest)
    names = sorted(path.relative_to(draft) for path in draft.rglob("*") if path.is_file())
    kept = []
    for name in names:
        old, new = dest / name, draft / name
        digest = _digest(new)
        old.parent.mkdir(parents=True, exist_ok=True)
        if old.exists() and _digest(old) not in (digest, known.get(name.as_posix())):
            beside = _beside(old, today)
            old.rename(beside)
            kept.append(beside.relative_to(dest).as_posix())
        known[name.as_posix()] = digest
        new.replace(old)
    _write_manifest(dest, known)
    return tuple(kept)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _beside(path: Path, today: date) -> Path:
    """A name for the student's own file: `01-centre (yours, 2026-11-22).ipynb`."""
    stem = f"{path.stem} (yours, {today.isoformat()})"
    names = (f"{stem}{f' {number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    return next(found for name in names if not os.path.lexists(found := path.with_name(name)))


def _read_manifest(dest: Path) -> dict[str, str]:
    """What was released here before, as digests by name; a damaged list counts as none."""
    try:
        found = json.loads((dest / MANIFEST).read_bytes())
        return {str(name): str(digest) for name, digest in found["files"].items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def _write_manifest(dest: Path, files: Mapping[str, str]) -> None:
    path = dest / MANIFEST
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps({"format": FORMAT, "files": files}, indent=1, sort_keys=True))
    draft.replace(path)
