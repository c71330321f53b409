"""A text shows the pictures that its lesson declares or its cell brings, and no others."""

from pathlib import Path

import pytest

from courseware.widgets.pictures import Pictures

PNG = "iVBORw0KGgo="


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("map.png", "data:image/png;base64,bWFw"),
        ("attachment:own.png", f"data:image/png;base64,{PNG}"),
        ("attachment:none.png", None),
        ("other.png", None),
        ("gone.png", None),
        ("rain.csv", None),
        ("../map.png", None),
    ],
)
def test_only_declared_and_attached_pictures_are_shown(
    tmp_path: Path, address: str, expected: str | None
) -> None:
    for name in ("map.png", "other.png", "rain.csv"):
        (tmp_path / name).write_bytes(b"map")
    files = ("map.png", "gone.png", "rain.csv")
    pictures = Pictures(tmp_path, files, {"own.png": {"image/png": PNG}})
    assert pictures(address) == expected
