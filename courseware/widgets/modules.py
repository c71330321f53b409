"""The linker: a widget's ES module and what it imports as the one string that anywidget takes.

The modules stay plain ES modules of one noun each. Linking puts the imported modules before the
importing one, each once, and takes away the imports, the word `export` before a declaration,
comments (each has lines of its own), the ends of lines that go on, and blanks around signs that
no text of a module holds. A style sheet that is imported becomes a string.

A face of another package is any ES module. Where it takes over the frame that all checkpoints have,
it imports from `courseware/checkpoint.js` and its neighbours, and is linked by `linked`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

_IMPORT = re.compile(r"^import (?P<names>.+?) from '\./(?P<name>[\w.]+)';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\b)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*$", re.MULTILINE | re.DOTALL)
_BLANK = re.compile(r"\n\s*")
_GOES_ON = re.compile(r"([{;,(])\n")
_JOINT = re.compile(r" (=>|===|!==|&&|\|\|) ")
_FRAME = re.compile(
    r"""^import \{(?P<names>[^}]*)\} from (['"])courseware/(?P<name>[\w.]+)\2;?[ \t]*$""",
    re.MULTILINE,
)


@cache
def module(noun: str) -> str:
    """The linked ES module `noun`.js of this package."""
    linked: dict[str, str] = {}
    _link(f"{noun}.js", linked)
    return "\n".join(linked.values())


def linked(path: Path) -> str:
    """An ES module of another package with what it imports from `courseware/NAME.js`.

    That goes before it, in a scope of its own; the rest of the module stays as it is.
    """
    source = path.read_text("utf-8")
    ours: dict[str, str] = {}
    names: dict[str, None] = {}
    for found in _FRAME.finditer(source):
        _link(found["name"], ours)
        names |= dict.fromkeys(each.split(" as ")[0].strip() for each in _names(found))
    if not ours:
        return source
    scope = "\n".join([*ours.values(), f"return {{ {', '.join(names)} }};"])
    return f"const courseware = (() => {{\n{scope}\n}})();\n{_FRAME.sub(_taken, source)}"


def _taken(found: re.Match[str]) -> str:
    """What stands for an import from the frame: its names, taken out of the scope."""
    names = ", ".join(each.replace(" as ", ": ") for each in _names(found))
    return f"const {{ {names} }} = courseware;"


def _names(found: re.Match[str]) -> list[str]:
    return [" ".join(each.split()) for each in found["names"].split(",") if each.strip()]


def _link(name: str, linked: dict[str, str]) -> None:
    """Add a file to what is linked, behind everything that it imports."""
    if name in linked:
        return
    source = (files("courseware.widgets") / name).read_text("utf-8")
    styles = []
    for found in _IMPORT.finditer(source):
        if found["name"].endswith(".css"):
            styles.append(f"const {found['names']} = {json.dumps(style(found['name']))};")
        else:
            _link(found["name"], linked)
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    body = _BLANK.sub("\n", _COMMENT.sub("", body)).strip()
    linked[name] = "\n".join([*styles, _JOINT.sub(r"\1", _GOES_ON.sub(r"\1", body))])


@cache
def style(name: str) -> str:
    """A style sheet of this package without its comments and needless space."""
    text = (files("courseware.widgets") / name).read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r" ?([{};,>]) ?", r"\1", re.sub(r"\s+", " ", text)).strip()
    return text.replace(": ", ":").replace(";}", "}")
