"""The wheel: it holds all that it needs, and works where nothing else is installed."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from courseware import __version__

ROOT = Path(__file__).parents[2]

# Where the wheel puts what Jupyter looks for outside of the package.
SHARED = {
    "courseware/voila/share/": f"courseware-{__version__}.data/data/share/jupyter/voila/",
    "courseware/voila/etc/": f"courseware-{__version__}.data/data/etc/jupyter/",
}

LESSON = {
    "cells": [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "head",
            "metadata": {},
            "outputs": [],
            "source": "%load_ext courseware",
        },
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "lesson",
            "metadata": {},
            "outputs": [],
            "source": "%%lesson\ntitle: A tiny lesson\nskills: [mean]\nminutes: 1\n",
        },
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "sum",
            "metadata": {},
            "outputs": [],
            "source": "%%checkpoint sum\ntype: numeric\nskills: [mean]\nanswer: 4\n---\n2 + 2?\n",
        },
    ],
    "metadata": {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}


def python(*arguments: str | Path) -> None:
    """Run Python to the end; a failure shows what it printed."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def run(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program of an environment that holds the wheel and its core dependencies only."""
    home = tmp_path_factory.mktemp("home")
    bin_folder = home / "venv" / "bin"
    venv.create(home / "venv", with_pip=False)
    into = ("-m", "pip", "--python", bin_folder / "python", "install", "--quiet")
    python(*into, "--constraint", ROOT / "constraints.txt", wheel)
    environment = {
        **{name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ},
        "HOME": str(home),
        "PATH": str(bin_folder),
    }

    def run_one(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [bin_folder / program, *arguments],
            cwd=home,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )

    return run_one


def test_the_wheel_holds_the_package_and_its_shared_data_and_nothing_else(wheel: Path) -> None:
    """Package files stay where they are, Jupyter's are put where Jupyter looks for them."""
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "courseware").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shared = {
        path.replace(inside, outside)
        for inside, outside in SHARED.items()
        for path in sources
        if path.startswith(inside)
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    metadata = {name for name in held if PurePosixPath(name).parts[0].endswith(".dist-info")}

    assert held - metadata == sources | shared


@pytest.mark.parametrize(
    "pattern",
    [
        "courseware/py.typed",
        "courseware/widgets/*.css",
        "courseware/widgets/choice.js",
        "courseware/widgets/code.js",
        "courseware/widgets/numeric.js",
        "courseware/widgets/text.js",
        "*/data/share/jupyter/voila/templates/courseware/*.j2",
        "*/data/etc/jupyter/voila.json",
        "*/data/etc/jupyter/jupyter_server_config.d/courseware.json",
        "*/licenses/LICENSE",
    ],
)
def test_the_wheel_holds_what_no_import_would_miss(wheel: Path, pattern: str) -> None:
    """Scripts, styles, templates and settings are no modules: their absence shows late."""
    held = zipfile.ZipFile(wheel).namelist()

    assert [name for name in held if PurePosixPath(name).match(pattern)] != []


def test_the_installed_command_tells_its_version(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    said = run("courseware", "--version")

    assert (said.returncode, said.stdout.strip(), said.stderr) == (
        0,
        f"courseware {__version__}",
        "",
    )


def test_the_installed_command_checks_a_lesson(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    lesson = tmp_path / "tiny.ipynb"
    lesson.write_text(json.dumps(LESSON))

    said = run("courseware", "check", lesson, "--json")

    assert (said.returncode, json.loads(said.stdout), said.stderr) == (0, [], "")


def test_the_installed_command_plays_a_lesson(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "tiny.ipynb").write_text(json.dumps(LESSON))
    (tmp_path / "answers.yml").write_text("steps:\n  - sum: 5\n  - sum: 4\n")

    said = run("courseware", "play", tmp_path / "tiny.ipynb", tmp_path / "answers.yml", "--json")

    assert (said.returncode, said.stderr) == (0, "")
    assert [step["status"] for step in json.loads(said.stdout)] == ["wrong", "right"]


def test_a_kernel_with_the_core_alone_loads_the_extension(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """Neither numpy nor matplotlib nor nbformat is there to be imported."""
    program = (
        "import sys\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.instance().run_line_magic('load_ext', 'courseware')\n"
        "heavy = {'numpy', 'matplotlib', 'nbformat', 'pydantic'} & set(sys.modules)\n"
        "print('courseware.kernel' in sys.modules, sorted(heavy))\n"
    )

    said = run("python", "-c", program)

    assert (said.returncode, said.stdout, said.stderr) == (0, "True []\n", "")
