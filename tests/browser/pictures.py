"""The pictures of the authoring guide, taken of its own examples.

    python -m tests.browser.pictures

Look at the difference before you commit it.
"""

import base64
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen
from playwright.sync_api import Browser, sync_playwright

from courseware.events import JSON
from courseware.lesson.model import Lesson
from courseware.lesson.read import read_lesson
from tests import chromium
from tests.browser.widgets.harness import lesson_page
from tests.packaging.test_authoring import ROOT, write_guide
from tests.unit.widgets.stage import session

WIDTH = 640
"""Of one state, in pixels."""
PAGE = """<!doctype html><style>
  body {{ margin: 0; font: 15px system-ui, sans-serif; color: #555; background: #fff }}
  main {{ columns: 2; column-gap: 24px; padding: 16px; width: {width}px }}
  figure {{ margin: 0 0 20px; break-inside: avoid }}
  figcaption {{ padding: 0 4px 6px }}
  img {{ width: {each}px; display: block }}
</style><main>{figures}</main>"""
PARTLY = """def centre(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
"""
SOLUTION = """def centre(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
"""
MIXED = ("def middle(values):", "    half = len(ordered) // 2", "    ordered = sorted(values)")
ORDERED = (MIXED[0], MIXED[2], MIXED[1], "    return ordered[half]")
PAIRS = {"mean": "add up and divide", "median": "sort and take the middle"}
MODE = "count and take the commonest"
WRITTEN = "The median, 5 km: three of the four rides are close to it, and one was long."


@frozen
class Scene:
    """A state of a checkpoint: what it is called, the answers that lead to it, and a last step."""

    caption: str
    answers: Sequence[JSON] = ()
    then: str = ""


SCENES: Mapping[str, Sequence[Scene]] = {
    "pulled": (
        Scene("Asked"),
        Scene("An answer that you expect", ["median"]),
        Scene("Right", ["mean"]),
        Scene("After three tries", ["mode", "median", "mode"], then="reveal"),
    ),
    "moved": (
        Scene("Asked"),
        Scene("Something is missing", [["mean"]]),
        Scene("Right", [["mean", "range"]]),
        Scene("Not an answer yet", [[]]),
    ),
    "week": (
        Scene("Asked", then="hint"),
        Scene("An answer that you expect", ["26"]),
        Scene("Right", ["6,5 km"]),
        Scene("Not an answer yet", ["about six"]),
    ),
    "middle": (
        Scene("Asked"),
        Scene("An answer that you expect", ["average"]),
        Scene("Right, with a slip of the keyboard", ["medain"]),
    ),
    "print": (Scene("Asked"), Scene("An answer that you expect", ["4"]), Scene("Right", ["5"])),
    "lines": (
        Scene("Asked"),
        Scene("Out of place", [list(MIXED)]),
        Scene("Right", [list(ORDERED)]),
    ),
    "names": (
        Scene("Asked"),
        Scene("Partly right", [{**PAIRS, "mode": PAIRS["median"]}]),
        Scene("Right", [{**PAIRS, "mode": MODE}]),
    ),
    "centre": (
        Scene("Asked"),
        Scene("Partly right", [PARTLY]),
        Scene("Right", [SOLUTION]),
    ),
    "report": (
        Scene("Asked"),
        Scene("Written: now it is rated", [{"text": WRITTEN}]),
        Scene("Recorded", [{"text": WRITTEN, "rating": 2}]),
    ),
}


FORMS = (
    Scene("Asked"),
    Scene("Not yet", ["1"]),
    Scene("Another one", ["1"], then="again"),
)
TEST: Sequence[tuple[str, Mapping[str, str]]] = (
    ("Offered", {}),
    ("Running", {"diagnostic": "begin"}),
    (
        "Ended",
        {
            "diagnostic": "begin",
            "know-median": "3",
            "know-mean": "4",
            "know-median-too": "5",
            "know-mean-too": "5",
        },
    ),
)


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lesson = read_lesson(write_guide(Path(folder)))
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.flags(), headless=True
        )
        for id_, scenes in SCENES.items():
            kind = lesson.checkpoints[id_].type
            path = ROOT / "docs" / "pictures" / f"type-{kind}.png"
            path.write_bytes(_together(browser, _figures(browser, lesson, id_, scenes)))
        forms = _together(browser, _figures(browser, lesson, "speed", FORMS))
        (ROOT / "docs" / "pictures" / "form-given.png").write_bytes(forms)
        test = _together(browser, _test(browser, lesson))
        (ROOT / "docs" / "pictures" / "diagnostic.png").write_bytes(test)
        browser.close()


def _together(browser: Browser, figures: Iterator[str]) -> bytes:
    """Pictures beside each other, as a PNG."""
    page = browser.new_page(viewport={"width": 2 * WIDTH + 56, "height": 600})
    page.set_content(PAGE.format(width=2 * WIDTH + 24, each=WIDTH, figures="".join(figures)))
    taken = page.locator("main").screenshot()
    page.close()
    return taken


def _figures(browser: Browser, lesson: Lesson, id_: str, scenes: Sequence[Scene]) -> Iterator[str]:
    for scene in scenes:
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce")
        with lesson_page(page, session(lesson)) as shown:
            shown.show(id_)
            for answer in scene.answers:
                shown.do(id_, "answer", response=answer)
            if scene.then:
                shown.do(id_, scene.then)
            taken = page.locator(".checkpoint").screenshot()
        page.close()
        yield _figure(scene.caption, taken)


def _test(browser: Browser, lesson: Lesson) -> Iterator[str]:
    """The card of the test before the lesson, as it goes on."""
    for caption, steps in TEST:
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce")
        with lesson_page(page, session(lesson)) as shown:
            shown.show("diagnostic")
            for name, said in steps.items():
                if name == "diagnostic":
                    shown.do(name, said)
                else:
                    shown.show(name)
                    shown.do(name, "answer", response=said)
            taken = page.locator(".diagnostic").screenshot()
        page.close()
        yield _figure(caption, taken)


def _figure(caption: str, taken: bytes) -> str:
    data = base64.b64encode(taken).decode()
    image = f'<img alt="" src="data:image/png;base64,{data}">'
    return f"<figure><figcaption>{caption}</figcaption>{image}</figure>"


if __name__ == "__main__":
    main()
