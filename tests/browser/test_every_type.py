"""Every type in every front end: by mouse, by keyboard alone, by a finger on a narrow screen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from attrs import frozen

from courseware.events import JSON
from courseware.release import release
from tests.browser.hands import Finger, Hand, Keyboard, Mouse, give, holds, waits_for
from tests.browser.lesson_page import LessonPage
from tests.browser.mixed_course import recorded
from tests.browser.notebook_page import NotebookPage, address
from tests.browser.pictures import MIXED, MODE, ORDERED, PAIRS, PARTLY, SOLUTION, WRITTEN
from tests.browser.serving import Served, serving
from tests.conftest import OpenPage
from tests.packaging.test_authoring import write_guide

pytestmark = pytest.mark.timeout(300)

Place = Literal["voila", "lab", "notebook"]
PLACES: tuple[Place, ...] = ("voila", "lab", "notebook")
WAYS: dict[str, Callable[[LessonPage], Hand]] = {
    "mouse": Mouse,
    "keyboard": Keyboard,
    "finger": Finger,
}
WIDTHS = {"mouse": 1200, "keyboard": 1200, "finger": 320}


@frozen
class Given:
    """An answer, its status in the record (None: it is not recorded), and what the card says."""

    checkpoint: str
    kind: str
    response: JSON
    status: str | None
    said: tuple[str, ...]


RIGHT = "Right."
NOTYET = "Not yet."
ANSWERS = (
    Given("pulled", "choice", None, None, ("One moment.",)),
    Given("pulled", "choice", "The median", "wrong", (NOTYET, "value in the middle")),
    Given("pulled", "choice", "The mean", "right", (RIGHT, "with its size")),
    Given("moved", "multiple", [], None, ("One moment.",)),
    Given("moved", "multiple", ["mean"], "partial", ("Partly right.", "two ends")),
    Given("moved", "multiple", ["mean", "range"], "right", (RIGHT,)),
    Given("week", "numeric", "about six", None, ("One moment.", "about six")),
    Given("week", "numeric", "26", "wrong", (NOTYET, "That is the sum.")),
    Given("week", "numeric", "6,5 km", "right", (RIGHT,)),
    Given("middle", "text", "", None, ("One moment.",)),
    Given("middle", "text", "average", "wrong", (NOTYET, "Nothing is added")),
    Given("middle", "text", "mode", "wrong", (NOTYET, "It begins with m")),
    Given("middle", "text", "mean", "wrong", (NOTYET,)),
    Given("print", "predict", "", None, ("One moment.",)),
    Given("print", "predict", "4", "wrong", (NOTYET, "before they were sorted")),
    Given("print", "predict", "5", "right", (RIGHT,)),
    Given("lines", "order", [], None, ("One moment.",)),
    Given("lines", "order", list(MIXED), "wrong", (NOTYET, "Line 2 is the first")),
    Given("lines", "order", list(ORDERED), "right", (RIGHT,)),
    Given("names", "match", {}, None, ("One moment.",)),
    Given("names", "match", {**PAIRS, "mode": PAIRS["median"]}, "partial", ("Partly right.",)),
    Given("names", "match", {"mode": MODE}, "right", (RIGHT,)),
    Given("centre", "code", "def (", None, ("One moment.",)),
    Given("centre", "code", PARTLY, "partial", ("Partly right.",)),
    Given("centre", "code", SOLUTION, "right", (RIGHT,)),
    Given("report", "reflect", {"text": ""}, None, ("One moment.",)),
    Given("report", "reflect", {"text": WRITTEN}, "recorded", ("Recorded.", "6.5 km, is pulled")),
    Given("report", "reflect", {"text": WRITTEN, "rating": 2}, "recorded", ("as you like",)),
)
RESPONSES: dict[str, JSON] = {"The median": "median", "The mean": "mean"}
PAIRED: JSON = {**PAIRS, "mode": MODE}
SHOWN = ("One way to answer.", "median")
OTHERS = ["opened", "hinted", "unlocked", "unlocked", "released", "revealed"]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The guide's lesson, once for each way in each front end; and a home for the record."""
    place = tmp_path_factory.mktemp("every")
    written = write_guide(place)
    source = place / "source"
    source.mkdir()
    (written.parent / "course.yml").rename(source / "course.yml")
    for name in (f"{front_end}-{way}" for front_end in PLACES for way in WAYS):
        (source / name).mkdir()
        (source / name / f"{name}.ipynb").write_bytes(written.read_bytes())
    release(source, place / "student")
    return place / "student", place / "home"


@pytest.fixture(scope="module")
def voila(course: tuple[Path, Path]) -> Iterator[Served]:
    with serving(*course) as served:
        yield served


@pytest.fixture(scope="module")
def jupyter(course: tuple[Path, Path]) -> Iterator[Served]:
    with serving(*course, "--lab") as served:
        yield served


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_every_type_can_be_answered(
    place: Place, way: str, request: pytest.FixtureRequest, open_page: OpenPage
) -> None:
    """Malformed, wrong, partly right, hinted, released, right: the same record in every way."""
    name = f"{place}-{way}"
    page = open_page(width=WIDTHS[way], height=900, has_touch=way == "finger")
    if place == "voila":
        served: Served = request.getfixturevalue("voila")
        lesson = LessonPage(page).open(served.lesson(name))
    else:
        served = request.getfixturevalue("jupyter")
        lesson = NotebookPage(page).open(address(served, place, f"{name}/{name}.ipynb"))
    hand = WAYS[way](lesson)
    lines = lesson.question("lines").card
    hand.press(lines.get_by_role("button", name="Hint", exact=True))
    waits_for(lines, "Before the middle can be found")
    for each in ANSWERS:
        card = lesson.question(each.checkpoint).card
        give(hand, card, each.kind, each.response)
        waits_for(card, *each.said)
    middle = lesson.question("middle").card
    hand.press(middle.get_by_role("button", name="Show how", exact=True))
    waits_for(middle, *SHOWN)
    assert place != "voila" or lesson.errors == []  # those of a notebook's page are not ours
    events = recorded(served, name)
    assert [
        (event["checkpoint"], event["response"], event["verdict"]["status"])
        for event in events
        if event["kind"] == "answered"
    ] == [(each.checkpoint, _raw(each), each.status) for each in ANSWERS if each.status]
    others = [event["kind"] for event in events if event["kind"] != "answered"]
    assert others == OTHERS
    if place == "voila":
        lesson.reload()
        for each in {each.checkpoint: each for each in ANSWERS}.values():
            card = lesson.question(each.checkpoint).card
            holds(card, each.kind, PAIRED if each.kind == "match" else each.response)
            waits_for(card, *(SHOWN if each.checkpoint == "middle" else each.said))


def _raw(given: Given) -> JSON:
    """The response as the page sends it."""
    if given.checkpoint == "names" and given.status == "right":
        return PAIRED
    if isinstance(given.response, str):
        return RESPONSES.get(given.response, given.response)
    return given.response
