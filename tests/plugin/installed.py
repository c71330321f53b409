"""The example package, installed into a place of its own, as somebody else's package is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from courseware.checkpoints import registry
from courseware.widgets import faces

PACKAGE = Path(__file__).with_name("courseware_estimate")
LESSON = "%%lesson\ntitle: Estimates\nskills: [size]"
CHECKPOINT = """\
%%checkpoint height
type: estimate
skills: [size]
low: 0
high: 300
answer: 170
near: 20
explain: Most grown-ups are that tall.
---
How tall is a grown-up, in centimetres?
"""


def install(place: Path) -> Path:
    """Install the package into a folder, from nothing but what is here."""
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", *offline]
    subprocess.run([*command, "--target", str(place), str(PACKAGE)], check=True)
    return place


@contextmanager
def installed(place: Path) -> Iterator[None]:
    """Let this process find what is installed in a folder."""
    caches = (registry.installed, faces.installed)
    sys.path.insert(0, str(place))
    for each in caches:
        each.cache_clear()
    try:
        yield
    finally:
        sys.path.remove(str(place))
        for each in caches:
            each.cache_clear()
        for name in [each for each in sys.modules if each.startswith(PACKAGE.name)]:
            del sys.modules[name]
