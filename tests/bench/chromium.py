"""The Chromium that is measured in: the one of the tests, with no way off this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import find, flags

# Voilà's own page asks for two style sheets of the internet: here they fail at once.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(), args=[*flags(), ALONE], headless=True
        )
        yield browser
        browser.close()
