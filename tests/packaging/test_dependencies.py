"""The declared dependencies: bounded on both sides, locked, and all that the code imports."""

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CORE = PROJECT["dependencies"]
EXTRAS = PROJECT["optional-dependencies"]
OWNERS = packages_distributions()

# The parts that need one of these extras; what is not named here works with the core alone.
NEEDS = {
    "fitting": ("instructor",),
    "release": ("instructor", "lab", "voila"),
    "voila": ("voila",),
}


def requirements(lines: Iterable[str]) -> Iterator[Requirement]:
    """The outside libraries of these lines of the project file."""
    for requirement in map(Requirement, lines):
        if requirement.name != PROJECT["name"]:
            yield requirement


def everything() -> list[Requirement]:
    """Every outside library that the project or one of its extras asks for."""
    return [*requirements(CORE), *requirements(line for extra in EXTRAS.values() for line in extra)]


def names(lines: Iterable[str]) -> set[str]:
    """The canonical names of the libraries of these lines."""
    return {canonicalize_name(each.name) for each in requirements(lines)}


def pins(constraints: str) -> dict[str, Version]:
    """The pinned versions of a constraints file by canonical name."""
    lines = (ROOT / constraints).read_text().splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def bounds(requirement: Requirement) -> dict[str, Version]:
    """The versions of a requirement by operator."""
    return {part.operator: Version(part.version) for part in requirement.specifier}


class Imports(ast.NodeVisitor):
    """Collects what a module imports when it runs; imports for annotations alone do not count."""

    def __init__(self, module: Path) -> None:
        self.found: set[str] = set()
        self.visit(ast.parse(module.read_text()))

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) != "TYPE_CHECKING":
            self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.found.update(alias.name for alias in node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module and not node.level:
            self.found.add(node.module)


def imported(module: Path) -> set[str]:
    """The distributions that a module imports."""
    tops = {name.split(".")[0] for name in Imports(module).found}
    outside = tops - {PROJECT["name"]} - sys.stdlib_module_names
    return {canonicalize_name(owner) for top in outside for owner in OWNERS[top]}


def test_every_dependency_has_one_lower_and_one_upper_bound() -> None:
    odd = [str(each) for each in everything() if sorted(bounds(each)) != ["<", ">="]]

    assert odd == []


def test_the_oldest_supported_versions_are_the_lower_bounds() -> None:
    lowest = {canonicalize_name(each.name): bounds(each)[">="] for each in everything()}

    assert pins("constraints-lowest.txt") == lowest


def test_the_locked_versions_lie_within_the_bounds() -> None:
    locked = pins("constraints.txt")
    outside = [
        str(each)
        for each in everything()
        if locked[canonicalize_name(each.name)] not in each.specifier
    ]

    assert outside == []


def test_binder_installs_the_locked_versions() -> None:
    binder = pins("binder/requirements.txt")
    locked = pins("constraints.txt")

    assert binder == {name: locked[name] for name in binder}


def test_the_extra_all_is_every_other_extra() -> None:
    (all_of_them,) = map(Requirement, EXTRAS["all"])

    assert all_of_them.extras == EXTRAS.keys() - {"all"}


def test_what_a_learner_s_kernel_imports_is_pure_python() -> None:
    wheels = {each.name: distribution(each.name).read_text("WHEEL") for each in requirements(CORE)}
    compiled = [name for name, wheel in wheels.items() if "Tag: py3-none-any" not in (wheel or "")]

    assert compiled == []


def test_a_module_imports_only_what_its_part_declares() -> None:
    undeclared = {}
    for module in sorted((ROOT / "courseware").rglob("*.py")):
        part = module.relative_to(ROOT / "courseware").parts[0]
        extras = [names(EXTRAS[extra]) for extra in NEEDS.get(part, ())]
        shared = set.intersection(*extras) if extras else set()
        if surplus := imported(module) - names(CORE) - shared:
            undeclared[str(module.relative_to(ROOT))] = surplus

    assert undeclared == {}


def test_nothing_is_declared_that_the_core_does_not_import() -> None:
    used = set().union(*(imported(module) for module in (ROOT / "courseware").rglob("*.py")))

    assert names(CORE) - used == set()
