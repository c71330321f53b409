"""The authoring guide keeps its word: its examples are one lesson, its slips told as shown."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from courseware.checkpoints.registry import BUILT_IN
from courseware.lesson.read import read_lesson
from tests.notebooks import Cell, code, text, write_notebook

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "authoring.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(GUIDE)
PICTURES = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", GUIDE)
OTHERS = (
    code("%%checkpoint sum\ntype: numeric\nanswer: 4\nprompt: What is 2 + 2?"),
    text("<!-- branch: more -->\nMore."),
)


def blocks(kind: str) -> list[str]:
    """The fenced blocks of a kind."""
    return [block for found, block in BLOCKS if found == kind]


def write_guide(folder: Path) -> Path:
    """The lesson that the guide's examples are, with its course and its answers."""
    cells: list[Cell] = [
        ("markdown" if kind == "markdown" else "code", block, [])
        for kind, block in BLOCKS
        if kind in {"", "markdown"}
    ]
    course, answers = blocks("yaml")
    notebook = write_notebook(folder / "bicycle" / "bicycle.ipynb", *cells)
    (folder / "bicycle" / "course.yml").write_text(course, encoding="utf-8")
    (folder / "answers.yml").write_text(answers, encoding="utf-8")
    return notebook


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`courseware` in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "courseware", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_of_the_guide_runs_and_finds_no_fault(tmp_path: Path) -> None:
    write_guide(tmp_path)
    (commands,) = blocks("sh")
    for line in commands.split("\n"):
        _, *arguments = line.partition("  #")[0].split()
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stderr) == (0, ""), line


def test_there_is_an_example_and_a_picture_of_each_type(tmp_path: Path) -> None:
    lesson = read_lesson(write_guide(tmp_path))
    assert {each.type for each in lesson.checkpoints.values()} == BUILT_IN.keys()
    stems = {Path(path).stem for _, path in PICTURES}
    assert {each.removeprefix("type-") for each in stems if "type-" in each} == BUILT_IN.keys()
    assert all((ROOT / "docs" / path).exists() for _, path in PICTURES)


@pytest.mark.parametrize(("slip", "said"), list(zip(blocks("slip"), blocks("text"), strict=True)))
def test_a_slip_is_told_as_the_guide_shows(slip: str, said: str, tmp_path: Path) -> None:
    cells = (code(slip), *OTHERS) if slip.startswith("%%lesson") else (_head(), code(slip))
    write_notebook(tmp_path / "slip.ipynb", code("%load_ext courseware"), *cells)
    done = run(tmp_path, "check", "slip.ipynb")
    assert done.stdout.rsplit("\n", 2)[0] == said


def test_links_lead_somewhere() -> None:
    titles = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    places = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    for link in re.findall(r"\]\((?!http)([^)]+)\)", GUIDE):
        assert link.removeprefix("#") in places or (ROOT / "docs" / link).exists(), link


def _head() -> Cell:
    return code("%%lesson\ntitle: A")
