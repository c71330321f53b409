"""Whether code draws by chance without a seed, as far as reading it tells."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

DRAWING = frozenset({"random", "numpy.random"})
UNSEEDABLE = frozenset({"secrets", "uuid"})
SEEDED = frozenset({"seed", "default_rng", "Random", "RandomState"})
NUMPY = frozenset({"numpy", "np"})


def draws(*sources: str) -> bool:
    """Whether one of these texts imports what draws by chance, and none of them seeds it.

    A text that is not Python draws nothing.
    """
    nodes = [node for source in sources for node in _nodes(source)]
    modules = {name for node in nodes for name in _modules(node)}
    is_seeded = any(isinstance(node, ast.Call) and _seeds(node) for node in nodes)
    return bool(modules & UNSEEDABLE) or bool(modules & DRAWING and not is_seeded)


def _nodes(source: str) -> list[ast.AST]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return []


def _modules(node: ast.AST) -> Iterator[str]:
    """The modules that a part of a program imports or reaches, by their whole names."""
    match node:
        case ast.Import(names=names):
            yield from (each.name for each in names)
        case ast.ImportFrom(module=str(module), names=names):
            yield module
            yield from (f"{module}.{each.name}" for each in names)
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in NUMPY:
            yield f"numpy.{attr}"


def _seeds(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return name in SEEDED and bool(call.args or call.keywords)
