"""Where the record cannot be written, the learner is told at once and can take it along."""

import json
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenLesson
from tests.browser.lesson_page import SOON, LessonPage
from tests.browser.mixed_course import answers, kernels, write_copy
from tests.browser.serving import serving

pytestmark = pytest.mark.timeout(300)


def download(lesson: LessonPage, id_: str) -> list[tuple[str, str]]:
    """The answers in the file that *Save my record* gives, those that are not saved too."""
    with lesson.page.expect_download() as saved:
        lesson.question(id_).press("Save my record")
    assert saved.value.suggested_filename == f"mixed-{lesson.name}.jsonl"
    events = [json.loads(line) for line in saved.value.path().read_text().splitlines()]
    return [(each["checkpoint"], each["response"]) for each in events if each["kind"] == "answered"]


def test_where_no_record_can_be_written_every_answer_says_so(
    tmp_path: Path, open_lesson: OpenLesson
) -> None:
    """A file stands where the folder of the record should be; then it is taken away."""
    copy, record = write_copy(tmp_path, "unsaved"), tmp_path / "home" / "record"
    record.parent.mkdir()
    record.write_text("in the way")
    with serving(copy, tmp_path / "home") as served:
        lesson = open_lesson(served, "unsaved")
        expect(lesson.header.get_by_role("status")).to_contain_text("Not saved.", timeout=SOON)
        expect(lesson.page.get_by_text("Not saved.")).to_have_count(1)
        lesson.question("colour").pick("Green").check().says("Not saved.")
        lesson.stays_closed("More of it").question("colour").says_nothing_of("Right.")
        lesson.question("sum").type("12").check().says("Not saved.", str(record))
        assert download(lesson, "sum") == [("colour", "green"), ("sum", "12")]
        record.unlink()
        lesson.question("sum").check().says("Right.").says_nothing_of("Not saved.")
        assert answers(served, "unsaved") == [("sum", "12", "right")]


def test_a_disk_that_fills_up_loses_no_answer_whose_feedback_was_shown(
    tmp_path: Path, open_lesson: OpenLesson
) -> None:
    """No file of the kernel may grow any more; then there is room again."""
    with serving(write_copy(tmp_path, "full"), tmp_path / "home") as served:
        lesson = open_lesson(served, "full")
        lesson.question("sum").type("13").check().says("Not yet.", "One too many.")
        kernel = kernels(served)[lesson.kernel]
        unlimited = kernel.rlimit(psutil.RLIMIT_FSIZE)
        size = max(each.stat().st_size for each in (tmp_path / "home").rglob("*.jsonl"))
        kernel.rlimit(psutil.RLIMIT_FSIZE, (size + 20, unlimited[1]))
        lesson.question("colour").pick("Green").check().says("Not saved.")
        lesson.stays_closed("More of it").question("colour").says_nothing_of("Right.")
        assert download(lesson, "colour") == [("sum", "13"), ("colour", "green")]
        kernel.rlimit(psutil.RLIMIT_FSIZE, unlimited)
        lesson.question("colour").check().says("Right.").says_nothing_of("Not saved.")
        lesson.opens("More of it").reload().question("colour").picked("Green").says("Right.")
        lesson.question("sum").holds("13").says("One too many.")
        assert answers(served, "full") == [("sum", "13", "wrong"), ("colour", "green", "right")]
