"""The README keeps its word: every command in it runs, and its first lesson does what it says."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notebooks import Cell, write_notebook

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
SECONDS = 60


def blocks(kind: str) -> list[str]:
    """The fenced blocks of a kind."""
    return [text for found, text in BLOCK.findall(README) if found == kind]


def commands() -> list[str]:
    """The command lines of the shell blocks, without their comments."""
    return [line.partition("  #")[0].strip() for text in blocks("sh") for line in text.split("\n")]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with what the README tells to write."""
    cells: list[Cell] = [
        ("markdown" if kind == "markdown" else "code", text, [])
        for kind, text in BLOCK.findall(README)
        if kind in {"", "markdown"}
    ]
    write_notebook(tmp_path / "first" / "first.ipynb", *cells)
    (tmp_path / "answers.yml").write_text(blocks("yaml")[0], encoding="utf-8")
    return tmp_path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    tools = str(Path(sys.executable).parent)
    # a newcomer's make is not run by another make, with its own arguments
    outer = {"ARGS", "MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS"}
    return {
        **{name: value for name, value in os.environ.items() if name not in outer},
        "PATH": os.pathsep.join((tools, os.environ["PATH"])),
        "COURSEWARE_HOME": str(tmp_path / "record"),
        "BROWSER": "true",
    }


def test_the_commands_are_those_that_are_tried_here() -> None:
    assert commands() == [
        "make start",
        "make test",
        "courseware check first",
        "courseware start first",
        "courseware play first answers.yml",
    ]


@pytest.mark.parametrize("command", ["courseware check first", "courseware play first answers.yml"])
def test_a_command_runs_and_finds_no_fault(
    place: Path, environment: dict[str, str], command: str
) -> None:
    done = subprocess.run(
        command.split(), cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("command", "lesson"),
    [("courseware start first", "Doubling"), ("make start", "The centre of data")],
)
def test_the_first_lesson_opens_in_the_browser(
    place: Path, environment: dict[str, str], command: str, lesson: str
) -> None:
    """`BROWSER` is told the address: here it is a program that fetches the page and keeps it."""
    browser = place / "browser"
    browser.write_text(
        f"#!{sys.executable}\nimport sys, urllib.request\n"
        f"page = urllib.request.urlopen(sys.argv[1]).read()\n"
        f"open({str(place / 'page.new')!r}, 'wb').write(page)\n"
        f"import os; os.replace({str(place / 'page.new')!r}, {str(place / 'page.html')!r})\n"
        f"os.open({str(place / 'seen')!r}, os.O_WRONLY)\n"
    )
    browser.chmod(0o755)
    os.mkfifo(place / "seen")
    words = command.split()
    folder = place if words[0] == "courseware" else ROOT
    with subprocess.Popen(
        words,
        cwd=folder,
        env={**environment, "BROWSER": f"{browser} %s"},
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as process:
        try:
            (place / "seen").read_bytes()  # opens once the browser has the page
            page = (place / "page.html").read_text("utf-8")
        finally:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(SECONDS)
    assert lesson in page


def test_make_test_checks_everything() -> None:
    """`make test` cannot run itself; what it would run is looked at."""
    planned = subprocess.run(
        ["make", "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for each in ("ruff check", "ruff format --check", "mypy", "lint-imports", "-m pytest"):
        assert each in planned


def test_links_lead_somewhere() -> None:
    for link in _links():
        assert (ROOT / link).exists(), link


def _links() -> Iterator[str]:
    yield from re.findall(r"\]\((?!http)([^)#]+)\)", README)
    yield from re.findall(r'(?:src|srcset)="([^"]+)"', README)


def test_the_first_lesson_has_six_lines_besides_its_text_and_question(place: Path) -> None:
    """A plain notebook becomes a gated one with few lines."""
    cells = json.loads((place / "first" / "first.ipynb").read_text())["cells"]
    own = [cell["source"] for cell in cells[:2]] + ["\n".join(["<!-- branch -->"] * 2)]
    assert sum(len(each.split("\n")) for each in own) <= 8
