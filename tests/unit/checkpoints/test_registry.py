"""Finding the types of checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from courseware.checkpoints import registry
from courseware.checkpoints.careful import Careful
from courseware.checkpoints.choice import Choice
from courseware.checkpoints.code import Code
from courseware.checkpoints.faults import BROKEN_TYPE, RESERVED_TYPE, UNKNOWN_TYPE
from courseware.checkpoints.numeric import Numeric
from courseware.checkpoints.text import Text
from courseware.errors.diagnostics import Fault

KNOWN = "Known are " + ", ".join(f"`{each}`" for each in registry.BUILT_IN) + "."


@pytest.fixture
def extras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package `extras` with a type `sketch` that works and a type `broken` that does not."""
    (tmp_path / "extras.py").write_text(
        "from courseware.checkpoints.text import Text\n"
        "def sketch():\n    return Text('sketch')\n"
        "def broken():\n    raise OSError('no pencil')\n"
    )
    info = tmp_path / "extras-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: extras\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[courseware.checkpoints]\nsketch = extras:sketch\nbroken = extras:broken\n"
        "gone = extras:gone\nchoice = extras:broken\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    registry.installed.cache_clear()
    yield
    registry.installed.cache_clear()


def test_the_types_of_this_package_are_found_without_looking_at_others() -> None:
    found = [registry.find(name) for name in ("choice", "numeric", "text", "code")]
    assert found == [Choice(), Numeric(), Text(), Code()]


@pytest.mark.usefixtures("extras")
def test_a_type_of_another_package_is_found_and_cannot_replace_ours() -> None:
    assert registry.find("sketch") == Careful(Text("sketch"), "sketch")
    assert registry.find("choice") == Choice()
    assert list(registry.types()) == [*registry.BUILT_IN, "sketch"]


@pytest.mark.usefixtures("extras")
def test_a_type_that_fails_to_load_is_a_fault_that_names_its_package() -> None:
    assert registry.find("broken", 3) == Fault(
        BROKEN_TYPE,
        "The checkpoint type `broken` of extras cannot be loaded: OSError: no pencil",
        3,
        "Update or reinstall extras.",
    )
    gone = registry.find("gone")
    assert isinstance(gone, Fault)
    assert gone.rule == BROKEN_TYPE


def test_an_unknown_type_is_a_fault_that_offers_the_nearest() -> None:
    assert registry.find("numerics", 2) == Fault(
        UNKNOWN_TYPE, "There is no checkpoint type `numerics`.", 2, "Did you mean `numeric`?"
    )


def test_a_reserved_type_is_named_as_such() -> None:
    assert registry.find("blanks") == Fault(
        RESERVED_TYPE,
        "The type `blanks` is reserved for a later version of courseware.",
        None,
        KNOWN,
    )
