"""A page that shows the widgets of a new learner."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.unit.widgets.stage import session


@pytest.fixture
def lesson(page: Page) -> Iterator[LessonPage]:
    """An empty page for the widgets of somebody at the beginning of the lesson."""
    with lesson_page(page, session()) as empty:
        yield empty
