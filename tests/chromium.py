"""A Chromium for the browser tests, found on this machine or installed.

`python -m tests.chromium` prints where it is, or fails with one sentence.
Looked for in this order: the environment variable `COURSEWARE_CHROMIUM`, a system browser on the
PATH, Playwright's own. Where there is none, Playwright's download and then the system's package
manager are tried.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

VARIABLE = "COURSEWARE_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGE = "chromium"
SECONDS_TO_ANSWER = 30
SECONDS_TO_INSTALL = 600

# Headless test runs on servers: no graphics card, and no calls home.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)


class NoChromium(Exception):
    """There is no Chromium that runs; the message says what to do."""


def flags() -> list[str]:
    """The command-line flags to launch Chromium with, as this user on this system."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, "--no-sandbox"] if is_root else list(FLAGS)


def find() -> Path:
    """The Chromium to use; raises `NoChromium` where none runs."""
    named = os.environ.get(VARIABLE)
    if named:
        if runs(Path(named)):
            return Path(named)
        raise NoChromium(f"{VARIABLE} names {named}, which is not a Chromium that runs.")
    for command in COMMANDS:
        path = shutil.which(command)
        if path and runs(Path(path)):
            return Path(path)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if runs(own):
        return own
    raise NoChromium(
        "The browser tests need Chromium and none was found: install Chromium or Chrome, "
        f"or name one with {VARIABLE}=/path/to/chromium."
    )


def runs(path: Path) -> bool:
    """Whether this is a browser that starts (some systems ship a stub that only asks for one)."""
    try:
        said = subprocess.run(
            [path, "--version"], capture_output=True, timeout=SECONDS_TO_ANSWER, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and b"Chrom" in said.stdout


def install() -> None:
    """Try Playwright's own browser, then the system's package manager, until one of them runs."""
    playwright = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for commands in (playwright, apt_get()):
        if all(done(command) for command in commands):
            try:
                find()
            except NoChromium:
                continue
            return


def done(command: list[str]) -> bool:
    """Run a command and say in a line what became of it."""
    try:
        ran = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_INSTALL,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired) as failure:
        print(f"no Chromium yet: {failure}", flush=True)
        return False
    faults = [
        line for line in ran.stderr.splitlines() if line.startswith(("E: ", "Error: ", "sudo: "))
    ]
    outcome = f"failed. {' '.join(faults[:1])}" if ran.returncode else "done."
    print(f"{' '.join(command)}: {outcome}", flush=True)
    return ran.returncode == 0


def apt_get() -> list[list[str]]:
    """The commands that install Chromium on Debian and its relatives; none elsewhere."""
    if not shutil.which("apt-get"):
        return []
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    return [
        [*root, "apt-get", "update"],
        [*root, "apt-get", "install", "--yes", PACKAGE],
    ]


def main() -> int:
    """Find a Chromium, or install one, and print where it is."""
    try:
        try:
            path = find()
        except NoChromium:
            if os.environ.get(VARIABLE):
                raise
            install()
            path = find()
    except NoChromium as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"Chromium for the tests: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
