"""Installed packages add mastery rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from courseware.mastery.registry import faults, installed, model
from courseware.mastery.streak import Streak


@pytest.fixture
def more_mastery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed package with a rule `patient` that works and a rule `broken` that does not."""
    (tmp_path / "more_mastery.py").write_text(
        "from courseware.mastery.streak import Streak\n"
        "class Patient(Streak):\n    name = 'patient'\n"
    )
    info = tmp_path / "more_mastery-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: more_mastery\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[courseware.mastery]\npatient = more_mastery:Patient\nbroken = more_mastery:gone\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    installed.cache_clear()
    yield
    installed.cache_clear()


@pytest.mark.usefixtures("more_mastery")
def test_a_rule_of_another_package_is_found() -> None:
    found = model({"rule": "patient", "length": 2})
    assert isinstance(found, Streak)
    assert (found.name, found.length) == ("patient", 2)


@pytest.mark.usefixtures("more_mastery")
def test_a_rule_that_cannot_be_loaded_is_a_fault_and_stops_no_other() -> None:
    (fault,) = faults({"rule": "broken"})
    assert fault.message.startswith("The mastery rule `broken` cannot be loaded: AttributeError:")
    assert fault.help == "Update or reinstall its package."
    assert faults({"rule": "patient"}) == ()


@pytest.mark.usefixtures("more_mastery")
def test_an_unknown_rule_lists_those_that_are_known() -> None:
    (fault,) = faults({"rule": "strek"})
    assert fault.help == "Known are `streak`, `m_of_n`, `filter`, `bkt`, `patient`, `broken`."
