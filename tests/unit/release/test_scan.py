"""A leak is planted in every place that a file of a release has, and found there."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.errors import ReleaseRefused
from courseware.lesson.model import Lesson
from courseware.lesson.read import read_lesson
from courseware.release import release
from courseware.release.scan import coded_forms, plain_forms, scan, secrets_of
from tests.unit.release.conftest import cell, cells, write_lesson

EXPLAIN = "Every value counts with its size."
SOLUTION = "def mean(values):\n    return sum(values) / len(values)\n"


@pytest.fixture
def lesson(course: Path) -> Lesson:
    return read_lesson(course / "01-centre" / "01-centre.ipynb")


@pytest.fixture
def released(course: Path, tmp_path: Path) -> Path:
    release(course, tmp_path / "student", "graded")
    return tmp_path / "student"


Plant = Callable[[dict[str, Any]], object]

PLANTS: dict[str, Plant] = {
    "a cell's text": lambda book: book["cells"][3]["source"].append(EXPLAIN),
    "a comment in a text": lambda book: book["cells"][5]["source"].append(f"# {EXPLAIN}"),
    "lines of a text": lambda book: book["cells"][5].update(
        source=["x = 1\n", *SOLUTION.splitlines(keepends=True)]
    ),
    "JSON in a text": lambda book: book["cells"][5].update(source=json.dumps({"a": SOLUTION})),
    "a tag": lambda book: book["cells"][3]["metadata"].update(tags=[EXPLAIN]),
    "a course": lambda book: book["metadata"]["courseware"].update(course=EXPLAIN),
    "a kernel": lambda book: book["metadata"]["kernelspec"].update({EXPLAIN: 1}),
    "an attachment": lambda book: book["cells"][3]["attachments"].update(
        {"b.txt": {"text/plain": base64.b64encode(f"a: {EXPLAIN}".encode()).decode()}}
    ),
    "an attachment of many lines": lambda book: book["cells"][3]["attachments"].update(
        {"b.txt": {"text/plain": base64.encodebytes(f"{'x' * 100}{SOLUTION}".encode()).decode()}}
    ),
    "an output": lambda book: book["cells"][5].update(
        outputs=[{"output_type": "stream", "name": "stdout", "text": [EXPLAIN]}]
    ),
    "a cell's metadata": lambda book: book["cells"][3]["metadata"].update(note="short"),
    "the notebook's metadata": lambda book: book["metadata"].update(widgets={}),
    "a keyring": lambda book: book["metadata"]["courseware"].update(keyring="short"),
    "our metadata": lambda book: book["metadata"]["courseware"].update(answers="short"),
    "a head's own key": lambda book: book["cells"][4]["source"].insert(2, 'answer: "a"\n'),
    "a head's unknown key": lambda book: book["cells"][4]["source"].insert(2, 'hint: "a"\n'),
    "a head as typed": lambda book: book["cells"][4]["source"].remove("released: 1\n"),
    "another checkpoint": lambda book: book["cells"].append(cell("%%checkpoint x\nreleased: 1\n")),
    "a checkpoint in a text": lambda book: book["cells"][3]["source"].append(
        "\n%%checkpoint x\nanswer: 3\n"
    ),
    "pairs in a text": lambda book: book["cells"][3]["source"].append(
        "\n%%checkpoint x\npairs: {a: b}\n"
    ),
}


def test_a_release_passes(released: Path, lesson: Lesson) -> None:
    scan(released, [lesson])


@pytest.mark.parametrize("place", PLANTS)
def test_a_key_in_a_notebook_is_found(released: Path, lesson: Lesson, place: str) -> None:
    path = released / "01-centre" / "01-centre.ipynb"
    book = json.loads(path.read_text())
    book["cells"][3]["source"] = list(book["cells"][3]["source"])
    PLANTS[place](book)
    path.write_text(json.dumps(book))
    with pytest.raises(ReleaseRefused, match=r"01-centre/01-centre.ipynb would") as caught:
        scan(released, [lesson])
    assert "Every value" not in str(caught.value)
    assert "sum(values)" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        EXPLAIN.encode(),
        b"\xff\x00" + EXPLAIN.encode() + b"\xff",
        json.dumps([SOLUTION]).encode(),
        json.dumps({"deep": [{SOLUTION: 1}]}, indent=2).encode(),
        json.dumps(json.dumps(SOLUTION)).encode(),
        *(base64.b64encode(b"." * offset + EXPLAIN.encode() + b".") for offset in range(5)),
        base64.encodebytes(SOLUTION.encode()),
    ],
)
@pytest.mark.parametrize("name", ["rain.csv", "deep/.hidden"])
def test_a_key_in_a_file_is_found(
    released: Path, lesson: Lesson, name: str, content: bytes
) -> None:
    path = released / "01-centre" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(ReleaseRefused) as caught:
        scan(released, [lesson])
    assert f"01-centre/{name} would give away `" in str(caught.value)
    assert "in lesson 01-centre. Take it out of there" in str(caught.value)


def test_a_declared_file_with_a_key_stops_a_release(course: Path, tmp_path: Path) -> None:
    (course / "01-centre" / "rain.csv").write_text(f"a,b\n1,{EXPLAIN}\n")
    for feedback in ("instant", "graded"):
        with pytest.raises(
            ReleaseRefused, match=r"rain.csv would give away `explain` of .*warm-up"
        ):
            release(course, tmp_path / "student", feedback)
    assert not (tmp_path / "student").exists()
    assert not (course / "keys").exists()


def test_what_a_public_part_or_another_cell_says_is_no_secret(course: Path) -> None:
    path = course / "01-centre" / "01-centre.ipynb"
    before = {(each.checkpoint, each.field) for each in secrets_of([read_lesson(path)])}
    write_lesson(path, [*cells(), cell(f"Remember: {EXPLAIN}", "markdown")])
    after = {(each.checkpoint, each.field) for each in secrets_of([read_lesson(path)])}
    assert before == {
        ("warm-up", "wrong"),
        ("warm-up", "other"),
        ("warm-up", "explain"),
        ("length", "explain"),
        ("centre", "solution"),
        ("centre", "tests"),
    }
    assert before - after == {("warm-up", "explain")}


def test_what_an_author_cell_says_stays_secret(course: Path) -> None:
    path = course / "01-centre" / "01-centre.ipynb"
    before = secrets_of([read_lesson(path)])
    write_lesson(path, [*cells(), cell(EXPLAIN, "markdown", metadata={"tags": ["author"]})])
    assert secrets_of([read_lesson(path)]) == before


@given(st.text(min_size=8), st.binary(max_size=5), st.binary(max_size=5))
def test_a_text_is_found_in_base64_wherever_it_begins(
    text: str, before: bytes, after: bytes
) -> None:
    data = before + text.encode("utf-8", "replace") + after
    assert any(form in base64.b64encode(data).decode() for form in coded_forms(text))


@given(st.text(min_size=8), st.booleans(), st.booleans())
def test_a_text_is_found_in_json_and_in_json_within_json(
    text: str, once: bool, twice: bool
) -> None:
    inner = json.dumps(f"a{text}b", ensure_ascii=once)
    outer = json.dumps({"a": inner}, ensure_ascii=twice)
    for place in (f"a{text}b", inner, outer):
        assert any(form in place for form in plain_forms(text))
