"""What a careful reader of the whole lesson notices: names out of reach, pictures unsaid."""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence

from courseware.errors.diagnostics import Fault, Rule
from courseware.gates.branches import Branch
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Cell

LOCKED_NAME = Rule("CW435", "name-in-locked-cell", "warning")
NO_ALT_TEXT = Rule("CW113", "no-alt-text", "warning")

FENCE = re.compile(r"^(`{3,}|~{3,}).*?(?:^\1|\Z)", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`[^`\n]+`")
PICTURE = re.compile(
    r"!\[\s*\][(\[]|<img\b(?![^>]{0,500}\balt\s*=\s*[\"']?[^\"'\s>])[^>]{0,500}>", re.IGNORECASE
)

Branches = Mapping[str, Branch]


def check_pictures(cell: Cell) -> Iterator[Fault]:
    """A warning for each picture whose alternative text is empty."""
    if cell.kind != "markdown" and magic_of(cell.source) is None:
        return
    blank = CODE.sub(_blanked, FENCE.sub(_blanked, cell.source))
    for found in PICTURE.finditer(blank):
        line = blank.count("\n", 0, found.start()) + 1
        message = "This picture has no alternative text for those who do not see it."
        yield Fault(NO_ALT_TEXT, message, line, "Say between `![` and `]` what it shows.")


def _blanked(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def check_names(cells: Sequence[Cell], branches: Branches) -> Iterator[tuple[Cell, Fault]]:
    """A warning for each name that a cell uses and only cells define that may be locked then."""
    code = [cell for cell in cells if cell.kind == "code" and magic_of(cell.source) is None]
    trees = {cell.number: _tree(cell.source) for cell in code}
    definers: dict[str, list[Cell]] = {}
    for cell in code:
        for name in _defined(trees[cell.number]):
            definers.setdefault(name, []).append(cell)
    for cell in code:
        sure = _sure(cell.branches, branches)
        own = set(_defined(trees[cell.number]))
        told: set[str] = set()
        for name, line in _used(trees[cell.number]):
            where = definers.get(name, [])
            if name in own or name in told or not where or hasattr(builtins, name):
                continue
            if any(sure.issuperset(each.branches) for each in where) or _covered(where, branches):
                continue
            told.add(name)
            branch = next(each for each in where[0].branches if each not in sure)
            message = (
                f"`{name}` is defined in the branch `{branch}` only, which may be locked here."
            )
            help_ = f"Define `{name}` in a cell that is always open before this one."
            yield cell, Fault(LOCKED_NAME, message, line, help_)


def _tree(source: str) -> ast.Module:
    """The syntax tree of a cell without its magics; empty where the cell is not Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse("\n".join(map(_python, source.split("\n"))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def _python(line: str) -> str:
    """The line, or `pass` in its place where only IPython understands it."""
    bare = line.lstrip()
    magic = bare.startswith(("%", "!", "?")) or bare.rstrip().endswith("?")
    return line[: len(line) - len(bare)] + "pass" if magic else line


def _defined(tree: ast.Module) -> Iterator[str]:
    """The names that running a cell creates."""
    ahead: list[ast.AST] = [tree]
    while ahead:
        node = ahead.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        if not isinstance(node, ast.Lambda | ast.comprehension):
            ahead.extend(ast.iter_child_nodes(node))


def _used(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The names that a cell reads, with their lines, except those that it sets itself."""
    local = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    local |= {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    read = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in local
    )
    for node in sorted(read, key=lambda each: (each.lineno, each.col_offset)):
        yield node.id, node.lineno


def _sure(names: Collection[str], branches: Branches) -> set[str]:
    """The branches that are open wherever all of these are."""
    sure: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in sure:
            sure.add(name)
            within = branches[name].within if name in branches else None
            ahead.extend([] if within is None else [within])
    return sure


def _covered(where: Sequence[Cell], branches: Branches) -> bool:
    """Whether one of the cells is open in any case: one branch opens where the others do not."""
    among = {name for cell in where for name in cell.branches}
    return any(
        branches[name].otherwise and among.issuperset(branches[name].otherwise)
        for name in among
        if name in branches
    )
