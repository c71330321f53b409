"""Options to tick and pairs to lay are accessible in every state, and fit their window."""

from collections.abc import Callable, Mapping
from typing import Literal

import pytest
from attrs import evolve

from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.conftest import OpenPage
from tests.unit.widgets.several import RIGHT, SWAPPED, several
from tests.unit.widgets.stage import session


def fresh(lesson: LessonPage) -> None:
    del lesson


def miss(lesson: LessonPage) -> None:
    """Partly right, hinted, released and shown, and with something open."""
    lesson.do("moved", "hint")
    lesson.do("moved", "answer", response=["mean", "median"])
    for _ in range(3):
        lesson.do("names", "answer", response=SWAPPED)
    lesson.do("names", "reveal")
    lesson.do("signs", "answer", response={})


def master(lesson: LessonPage) -> None:
    """Everything right."""
    lesson.do("moved", "answer", response=["mean", "range"])
    lesson.do("names", "answer", response=RIGHT)
    key = lesson.session.lesson.checkpoints["signs"].key
    assert key is not None
    lesson.do("signs", "answer", response=key["pairs"])


def carry(lesson: LessonPage) -> None:
    """A chip is under way, above a box."""
    chip = lesson.card("Checkpoint 2").get_by_role("listitem").first
    box = lesson.card("Checkpoint 2").get_by_role("combobox").last
    chip.scroll_into_view_if_needed()
    chip.hover()
    lesson.page.mouse.down()
    box.hover(force=True)
    lesson.page.locator(".slot[data-over]").wait_for()


SCENES: Mapping[str, Callable[[LessonPage], None]] = {
    "fresh": fresh,
    "missed": miss,
    "mastered": master,
    "carried": carry,
}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("width", "scheme"), [(900, "light"), (320, "dark")])
def test_a_scene_is_accessible_and_fits_its_window(
    scene: str, width: int, scheme: Literal["light", "dark"], open_page: OpenPage
) -> None:
    page = open_page(width=width, height=900, color_scheme=scheme, reduced_motion="reduce")
    with lesson_page(page, session(several())) as lesson:
        lesson.show("header", "moved", "names", "signs")
        SCENES[scene](lesson)
        assert lesson.violations() == []
        assert not lesson.scrolls_sideways()
        small = page.locator("button:visible, select:visible, .option, .chip:visible").evaluate_all(
            """all => all.filter(each => each.getBoundingClientRect().height < 41)
                .map(each => each.outerHTML)"""
        )
        assert small == []


def test_options_and_lefts_that_are_formulas_have_names(open_page: OpenPage) -> None:
    whole = several()
    moved = whole.checkpoints["moved"]
    public = {**moved.public, "options": {"mean": r"$\frac12$", "range": "$x$"}}
    checkpoints = {
        "moved": evolve(moved, public={**public, "order": ["mean", "range"]}),
        "choice": evolve(
            moved, id="choice", type="choice", public={**public, "order": ["mean", "range"]}
        ),
    }
    page = open_page()
    with lesson_page(page, session(evolve(whole, checkpoints=checkpoints))) as lesson:
        lesson.show("header", "moved", "choice")
        assert lesson.violations() == []
