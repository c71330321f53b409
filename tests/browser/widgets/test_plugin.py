"""The face of a type of another package, in a page; and what is shown where it fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from courseware.lesson.model import Lesson
from courseware.lesson.read import read_lesson
from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.notebooks import code, write_notebook
from tests.plugin.installed import CHECKPOINT, LESSON, install, installed
from tests.unit.widgets.stage import session

FAILING = "raise OSError('no slider')\n"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Where the package is installed and found."""
    with installed(install(tmp_path / "site")):
        yield tmp_path / "site" / "courseware_estimate"


def estimates(folder: Path) -> Lesson:
    cells = (code("%load_ext courseware"), code(LESSON), code(CHECKPOINT))
    found = read_lesson(write_notebook(folder / "estimates.ipynb", *cells))
    assert found.diagnostics == ()
    return found


@pytest.fixture
def lesson(page: Page, place: Path, tmp_path: Path) -> Iterator[LessonPage]:
    del place
    with lesson_page(page, session(estimates(tmp_path))) as empty:
        page.emulate_media(reduced_motion="reduce")
        yield empty


def test_its_face_stands_in_our_frame_and_is_answered_by_keyboard(lesson: LessonPage) -> None:
    lesson.show("header", "height")
    card = lesson.card("Checkpoint 1")
    slider = card.get_by_role("slider", name="How tall is a grown-up, in centimetres?")
    expect(card.locator("output")).to_have_text("150 of 300")
    slider.press("Home")
    card.get_by_role("button", name="Check").press("Enter")
    expect(card).to_contain_text("Not yet. Look at the scale again.")
    for _ in range(2):
        slider.press("End")
        card.get_by_role("button", name="Check").press("Enter")
    expect(card.get_by_role("button", name="Show how")).to_be_visible()
    slider.fill("172")
    card.get_by_role("button", name="Check").press("Enter")
    expect(card).to_contain_text("Right. Most grown-ups are that tall.")
    expect(slider).to_be_disabled()
    assert lesson.violations() == []


def test_it_is_shown_again_after_a_reload(lesson: LessonPage) -> None:
    lesson.show("height")
    lesson.do("height", "answer", response=20)
    lesson.page.reload()
    lesson.session = session(lesson.session.lesson, lesson.session.log)
    lesson.show("height")
    expect(lesson.card("Checkpoint 1").get_by_role("slider")).to_have_value("20")


def test_where_its_face_is_broken_it_is_answered_in_words(
    place: Path, page: Page, tmp_path: Path
) -> None:
    (place / "face.py").write_text(FAILING)
    with lesson_page(page, session(estimates(tmp_path))) as lesson:
        lesson.show("height")
        card = lesson.card("Checkpoint 1")
        card.get_by_role("textbox").fill("170")
        card.get_by_role("button", name="Check").click()
        expect(card.get_by_role("status")).to_contain_text("Right.")


@pytest.mark.parametrize(
    ("step", "said", "kept"),
    [
        ("parse", "One moment. This question has a mistake of its own", []),
        ("grade", "Recorded. Your answer is kept.", ["recorded"] * 3),
        ("worked", "Why. Most grown-ups are that tall.", ["wrong"] * 3),
    ],
)
def test_where_the_type_fails_the_learner_gets_a_sentence_and_keeps_the_answer(
    step: str, said: str, kept: list[str], place: Path, page: Page
) -> None:
    module = place / "estimate.py"
    failing = f"    def {step}(self, *_):\n        1 / 0\n\n    def un{step}("
    module.write_text(module.read_text().replace(f"    def {step}(", failing))
    with lesson_page(page, session(estimates(place.parent))) as lesson:
        lesson.show("header", "height")
        for _ in range(3):
            lesson.do("height", "answer", response=20)
        lesson.do("height", "reveal")
        card = lesson.card("Checkpoint 1")
        expect(card).to_contain_text(said)
        expect(card.get_by_role("slider")).to_be_enabled()
        answered = [each for each in lesson.session.log.read() if each.kind == "answered"]
        assert [each.verdict and each.verdict["status"] for each in answered] == kept
