"""What the command line says where the world is not as it should be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from courseware.cli import main


@pytest.mark.parametrize(
    "command",
    [["check"], ["play", "answers.yml"], ["release", "student"]],
    ids=lambda each: each[0],
)
def test_a_name_that_no_file_can_have_is_told_in_a_sentence(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    name = "n" * 300
    assert main([command[0], name, *command[1:]]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert printed.err.startswith("courseware: ")
    assert name in printed.err


def test_who_stops_reading_is_not_shown_an_error(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "code", "metadata": {}, "source": f"%%checkpoint q{number}\ntype: odd"}
        for number in range(2000)
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (tmp_path / "faulty.ipynb").write_text(json.dumps(notebook))
    command = [sys.executable, "-c", "from courseware.cli import main; raise SystemExit(main())"]
    with subprocess.Popen(
        [*command, "check", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141
