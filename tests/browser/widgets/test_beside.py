"""A question looks the same whichever others stand on its page: their styles do not meet."""

from pathlib import Path

from courseware.lesson.read import read_lesson
from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.conftest import OpenPage
from tests.packaging.test_authoring import write_guide
from tests.unit.widgets.stage import session

LOOKS = """card => [card, ...card.querySelectorAll("*")].map((each) => {
  const style = getComputedStyle(each);
  return [each.className, ...["fontSize", "color", "padding", "margin", "display", "width",
    "backgroundColor", "borderColor"].map((name) => style[name])].join(" | ");
})"""


def looks(lesson: LessonPage, id_: str) -> list[str]:
    """How everything in the card of a question looks."""
    found: list[str] = lesson.page.locator(f"#cw-{id_}").evaluate(LOOKS)
    return found


def test_every_type_looks_alone_as_it_does_beside_all_others(
    open_page: OpenPage, tmp_path: Path
) -> None:
    guide = read_lesson(write_guide(tmp_path))
    with lesson_page(open_page(reduced_motion="reduce"), session(guide)) as together:
        together.show("header", "gate core", *guide.checkpoints)
        beside = {id_: looks(together, id_) for id_ in guide.checkpoints}
    for id_ in guide.checkpoints:
        with lesson_page(open_page(reduced_motion="reduce"), session(guide)) as alone:
            alone.show(id_)
            assert looks(alone, id_) == beside[id_]
