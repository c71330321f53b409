"""Where records lie: one folder per course in the home of all records."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import quote, unquote

SUFFIX = ".jsonl"
IMPORTED = "import-"  # begins the name of a file that no writer wrote line by line

_LONGEST = 100  # bytes of a file name's stem, well below what file systems allow
_reserved = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE).match


def home() -> Path:
    """The folder of all records: `COURSEWARE_HOME`, else `courseware` in Jupyter's data folder."""
    chosen = os.environ.get("COURSEWARE_HOME")
    if chosen:
        return Path(os.path.expanduser(chosen)).absolute()  # noqa: PTH111  it never raises
    from jupyter_core.paths import jupyter_data_dir  # noqa: PLC0415 - rarely needed

    return Path(jupyter_data_dir(), "courseware").absolute()


def file_name(identity: str) -> str:
    """A file name for an id, the same on every system, and safe whatever the id is."""
    name = "".join(sign if sign.isalnum() or sign in "-_." else _quoted(sign) for sign in identity)
    if not name or name.startswith(".") or name.endswith(".") or _reserved(name):
        name = "%" + name
    if len(name.encode()) <= _LONGEST:
        return name
    mark = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{name.encode()[:_LONGEST].decode(errors='ignore')}-{mark}"


def id_of(name: str) -> str:
    """The id that a file name stands for, as far as the name still tells."""
    return unquote(name.removeprefix("%") if re.match(r"%(?![0-9A-F]{2})", name) else name)


def _quoted(sign: str) -> str:
    return quote(sign, safe="", errors="surrogatepass")
