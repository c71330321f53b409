"""The browser that every tier may ask for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import chromium


class OpenPage(Protocol):
    """Opens an empty page of this size in pixels and colour scheme, in a profile of its own."""

    def __call__(
        self,
        *,
        width: int = 1024,
        height: int = 768,
        color_scheme: Literal["light", "dark"] = "light",
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        has_touch: bool = False,
    ) -> Page: ...


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium of this machine; its absence fails the test, with what to do."""
    return chromium.find()


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """A running Chromium.

    Playwright keeps an event loop running in this thread: it ends with its module, so that tests
    of other modules may run loops of their own.
    """
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium_path, args=chromium.flags(), headless=True
        )
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages that do not know of each other; they are closed after the test."""
    contexts: list[BrowserContext] = []

    def open_one(
        *,
        width: int = 1024,
        height: int = 768,
        color_scheme: Literal["light", "dark"] = "light",
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        has_touch: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=color_scheme,
            reduced_motion=reduced_motion,
            has_touch=has_touch,
        )
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page of common size, in light colours."""
    return open_page()
