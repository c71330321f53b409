"""Lessons served by `courseware start`, for tests that look at them from outside."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, Protocol

import pytest

from courseware.release import release
from tests.browser.lesson_page import LessonPage
from tests.browser.serving import Served, serving
from tests.conftest import OpenPage

LESSONS = Path(__file__).parents[2] / "lessons"

StartLessons = Callable[[Path], Served]


@pytest.fixture(scope="module")
def start_lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartLessons]:
    """Serves a fresh student copy of a source with a fresh record; ended after the module."""
    with ExitStack() as running:

        def start(source: Path) -> Served:
            place = tmp_path_factory.mktemp("served")
            release(source, place / "student")
            return running.enter_context(serving(place / "student", place / "home"))

        yield start


class OpenLesson(Protocol):
    """Opens a lesson of a server in a browser of its own, `width` pixels wide."""

    def __call__(
        self,
        served: Served,
        name: str,
        *,
        width: int = 1024,
        color_scheme: Literal["light", "dark"] = "light",
    ) -> LessonPage: ...


@pytest.fixture
def open_lesson(open_page: OpenPage) -> Iterator[OpenLesson]:
    """Opens lessons; of no page may a script fail or a request leave this machine."""
    opened: list[LessonPage] = []

    def open_one(
        served: Served,
        name: str,
        *,
        width: int = 1024,
        color_scheme: Literal["light", "dark"] = "light",
    ) -> LessonPage:
        lesson = LessonPage(open_page(width=width, color_scheme=color_scheme))
        opened.append(lesson)
        return lesson.open(served.lesson(name))

    yield open_one
    for lesson in opened:
        assert lesson.elsewhere == []
        assert lesson.errors == []
