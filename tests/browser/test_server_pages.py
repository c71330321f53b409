"""The server's own pages and a lesson's page around its widgets, in a real Chromium."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.serving import Served, serving
from tests.browser.small_course import CLOSED, write_copy
from tests.conftest import OpenPage

Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small course, served with a record of its own."""
    place = tmp_path_factory.mktemp("pages")
    with serving(write_copy(place), place / "home") as served:
        yield served


def open_lesson(page: Page, server: Served) -> None:
    """Open the first lesson and wait until its checkpoint is there."""
    page.goto(server.lesson("01-first"))
    page.get_by_role("button", name="Check").wait_for()


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1024, 320])
def test_the_list_can_be_read_by_everybody(
    server: Served, open_page: OpenPage, scheme: Scheme, width: int
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    page.goto(server.url)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.title() == "A small course"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1024, 320])
def test_a_lesson_s_page_can_be_read_by_everybody(
    server: Served, open_page: OpenPage, scheme: Scheme, width: int
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    open_lesson(page, server)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.title() == "The first lesson"
    assert page.locator("main").count() == 1
    column = page.locator("main").bounding_box()
    assert column is not None
    assert column["width"] == min(width, 704)


def test_the_page_follows_the_scheme_of_the_system(server: Served, page: Page) -> None:
    open_lesson(page, server)
    background = "getComputedStyle(document.body).backgroundColor"
    body = page.locator("body")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    expect(body).to_have_attribute("data-jp-theme-light", "true")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(background) == "rgb(21, 24, 29)"
    expect(body).to_have_attribute("data-jp-theme-light", "false")


def test_from_the_list_to_a_lesson_and_back_with_the_keyboard(server: Served, page: Page) -> None:
    page.goto(server.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Check").wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the lesson")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("link", name="All lessons").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A small course")


def test_the_token_does_not_stay_in_the_address(server: Served, page: Page) -> None:
    page.goto(server.url)
    assert page.url == f"http://127.0.0.1:{server.port}/"
    page.get_by_role("link", name="The first lesson").click()
    page.get_by_role("button", name="Check").wait_for()
    assert page.url == f"http://127.0.0.1:{server.port}/lessons/01-first/"


def test_a_cell_that_fails_says_so_and_the_lesson_goes_on(server: Served, page: Page) -> None:
    open_lesson(page, server)
    expect(page.locator(".failed")).to_have_text(
        "A part of this lesson could not be run. The rest works without it."
    )
    assert "ZeroDivisionError" not in page.content()
    expect(page.get_by_text("The end.")).to_be_visible()


def test_text_pictures_tables_and_formulas_of_open_cells_are_shown(
    server: Served, page: Page
) -> None:
    open_lesson(page, server)
    expect(page.get_by_role("heading", name="Before you begin")).to_be_visible()
    expect(page.get_by_role("cell", name="1")).to_be_visible()
    picture = page.get_by_role("img", name="A map of nothing")
    assert picture.evaluate("it => it.complete && it.naturalWidth") == 1
    expect(page.locator("main math").first).to_be_visible()


def test_the_page_logs_no_error(server: Served, page: Page) -> None:
    errors: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_lesson(page, server)
    assert errors == []


def test_without_scripts_one_sentence_says_what_is_needed(server: Served) -> None:
    """Read from the source: a Chromium whose scripts are off by remote control ignores it."""
    page = server.ask("/lessons/02-second/").text
    inside = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "A lesson needs JavaScript: switch it on" in inside
    assert "#loading { display: none }" in inside


def test_the_list_tells_how_far_the_learner_is(server: Served, page: Page) -> None:
    open_lesson(page, server)
    page.get_by_label("The mean").check()
    page.get_by_role("button", name="Check").click()
    page.get_by_text(CLOSED.upper(), exact=True).wait_for()
    page.goto(server.url)
    row = page.get_by_role("listitem").first
    expect(row.locator(".how")).to_have_text("done")
    expect(page.get_by_role("listitem").nth(1).locator(".how")).to_have_text("5 min")
