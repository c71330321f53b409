from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.log import home
from courseware.log.place import file_name, id_of


def test_records_lie_where_courseware_home_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEWARE_HOME", "~/records")
    assert home() == Path.home() / "records"


def test_a_home_of_nobody_is_a_folder_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEWARE_HOME", "~nobody-of-this-name/records")
    assert home() == Path("~nobody-of-this-name/records").absolute()


def test_records_lie_in_jupyters_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSEWARE_HOME", raising=False)
    monkeypatch.setenv("JUPYTER_DATA_DIR", "/somewhere/jupyter")
    assert home() == Path("/somewhere/jupyter/courseware")


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ("data-with-uncertainty", "data-with-uncertainty"),
        ("Größen_1.2", "Größen_1.2"),
        ("a/b\\c:d e", "a%2Fb%5Cc%3Ad%20e"),
        ("..", "%.."),
        (".hidden", "%.hidden"),
        ("con", "%con"),
        ("nul.txt", "%nul.txt"),
        ("constant", "constant"),
        ("", "%"),
    ],
)
def test_a_file_name_is_safe_and_tells_the_id(identity: str, name: str) -> None:
    assert file_name(identity) == name
    assert id_of(name) == identity


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_file_name_is_one_name_and_another_id_has_another(one: str, two: str) -> None:
    name = file_name(one)
    assert Path("folder", name).parent == Path("folder")
    assert len(name.encode()) < 130
    assert (name == file_name(two)) == (one == two)
