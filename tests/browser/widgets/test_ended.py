"""A widget whose kernel is gone says so, once, and what to do; a busy one is waited for."""

import pytest
from playwright.sync_api import expect

from tests.browser.widgets.harness import LessonPage

PATIENCE = 4_100  # milliseconds


def click_check(lesson: LessonPage) -> None:
    card = lesson.card("Checkpoint 2")
    card.get_by_role("textbox").fill("12")
    card.get_by_role("button", name="Check").click()


@pytest.mark.parametrize("server", [404, 403, None, "idle"])
def test_no_acknowledgement_from_a_kernel_that_is_not_busy_is_the_end(
    lesson: LessonPage, server: str | int | None
) -> None:
    lesson.page.clock.install()
    lesson.show("six", "word")
    lesson.in_voila()
    lesson.alive, lesson.server = False, server
    click_check(lesson)
    alerts = lesson.page.get_by_role("alert").filter(has_text="This session has ended.")
    expect(alerts).to_have_count(0)
    lesson.page.clock.fast_forward(PATIENCE)
    expect(alerts).to_have_count(1)
    expect(alerts).to_have_text(
        "This session has ended. Your progress is kept. Start again to go on where you were."
    )
    expect(lesson.card("Checkpoint 2").get_by_role("button", name="Check")).to_have_text("Check")
    assert lesson.asked == ["/api/kernels/k1"]
    with lesson.page.expect_navigation():
        alerts.get_by_role("link", name="Start again").click()


def test_a_busy_kernel_is_waited_for_and_its_answer_takes_the_note_away(lesson: LessonPage) -> None:
    lesson.page.clock.install()
    lesson.show("six")
    lesson.in_voila()
    lesson.alive, lesson.server = False, "busy"
    click_check(lesson)
    lesson.page.clock.fast_forward(PATIENCE)
    alert = lesson.page.get_by_role("alert")
    expect(alert).to_contain_text("still working")
    expect(lesson.card("Checkpoint 2").get_by_role("button", name="Checking…")).to_be_visible()
    with lesson.page.expect_response("**/api/kernels/k1"):
        lesson.page.clock.fast_forward(PATIENCE)
    expect(alert).to_contain_text("still working")
    lesson.server = 404
    lesson.page.clock.fast_forward(PATIENCE)
    expect(alert).to_contain_text("This session has ended.")


def test_outside_voila_the_learner_is_told_to_run_the_cells(lesson: LessonPage) -> None:
    lesson.page.clock.install()
    lesson.show("six")
    lesson.alive = False
    click_check(lesson)
    lesson.page.clock.fast_forward(PATIENCE)
    expect(lesson.page.get_by_role("alert")).to_contain_text("Run the cells of this notebook again")
    assert lesson.asked == []


def test_outside_voila_a_busy_kernel_is_waited_for_too(lesson: LessonPage) -> None:
    lesson.page.clock.install()
    lesson.show("six")
    lesson.page.evaluate("() => { window.connection.status = 'busy'; }")
    lesson.alive = False
    click_check(lesson)
    lesson.page.clock.fast_forward(PATIENCE)
    alert = lesson.page.get_by_role("alert")
    expect(alert).to_contain_text("still working")
    lesson.page.evaluate("() => { window.connection.status = 'idle'; }")
    lesson.page.clock.fast_forward(PATIENCE)
    expect(alert).to_contain_text("Run the cells of this notebook again")


def test_a_late_answer_takes_the_banner_away(lesson: LessonPage) -> None:
    lesson.page.clock.install()
    lesson.show("six")
    lesson.alive = False
    click_check(lesson)
    lesson.page.clock.fast_forward(PATIENCE)
    alert = lesson.page.get_by_role("alert")
    expect(alert).to_contain_text("This session has ended.")
    lesson.alive = True
    click_check(lesson)
    expect(alert).to_have_text("")
    expect(lesson.card("Checkpoint 2").get_by_role("status")).to_contain_text("Right.")


def test_a_connection_that_refuses_is_the_end_too(lesson: LessonPage) -> None:
    lesson.page.clock.install()
    lesson.show("six")
    lesson.page.evaluate("() => { window.kernel = () => { throw new Error('Cannot send'); }; }")
    click_check(lesson)
    lesson.page.clock.fast_forward(PATIENCE)
    expect(lesson.page.get_by_role("alert")).to_contain_text("This session has ended.")


def test_a_kernel_that_dies_at_an_answer_is_found_out(lesson: LessonPage) -> None:
    lesson.page.clock.install()
    lesson.show("six")
    lesson.in_voila()
    lesson.deaf = {"answer"}
    click_check(lesson)
    lesson.page.clock.fast_forward(PATIENCE)
    expect(lesson.page.get_by_role("alert")).to_have_text("")
    lesson.alive, lesson.server = False, 404
    lesson.page.clock.fast_forward(PATIENCE)
    lesson.page.clock.fast_forward(PATIENCE)
    expect(lesson.page.get_by_role("alert")).to_contain_text("This session has ended.")


def test_the_header_looks_after_the_kernel_while_the_page_is_visible(lesson: LessonPage) -> None:
    lesson.page.clock.install()
    lesson.show("header")
    lesson.in_voila()
    alert = lesson.page.get_by_role("alert")
    with lesson.page.expect_response("**/api/kernels/k1"):
        lesson.page.clock.fast_forward(30_100)
    expect(alert).to_have_text("")
    lesson.server = 404
    lesson.page.clock.fast_forward(30_100)
    expect(alert).to_contain_text("This session has ended.")


def test_one_failed_request_is_not_yet_the_end_for_the_header(lesson: LessonPage) -> None:
    lesson.page.clock.install()
    lesson.show("header")
    lesson.in_voila()
    lesson.server = None
    with lesson.page.expect_event("requestfailed"):
        lesson.page.clock.fast_forward(30_100)
    alert = lesson.page.get_by_role("alert")
    expect(alert).to_have_text("")
    with lesson.page.expect_event("requestfailed"):
        lesson.page.clock.fast_forward(3_100)
    expect(alert).to_contain_text("This session has ended.")
