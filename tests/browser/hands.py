"""The three ways to answer: by mouse, by keyboard alone, and by a finger on a narrow screen."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen
from playwright.sync_api import Locator, expect

from courseware.events import JSON
from tests.browser.lesson_page import MANY_TABS, SOON, LessonPage, depth

WAY = """place => {
  const here = document.activeElement;
  if (here === place) return null;
  if (place.type === "radio" && here.name === place.name) return ["ArrowDown"];
  const [list, row] = [place.closest("ol, ul"), place.closest("li")];
  const isInList = place.tabIndex < 0 && list?.contains(here);
  if (isInList && here === here.closest("li").querySelector("button")) {
    const rows = [...list.children];
    return [rows.indexOf(here.closest("li")) < rows.indexOf(row) ? "ArrowDown" : "ArrowUp"];
  }
  const goal = place.tabIndex < 0 && !isInList ? list : place;
  const ahead = Node.DOCUMENT_POSITION_FOLLOWING;
  const isAhead = !isInList && here.compareDocumentPosition(goal) & ahead;
  return [...(here.matches("textarea") ? ["Escape"] : []), isAhead ? "Tab" : "Shift+Tab"];
}"""
"""What to press next to get from where the focus is to a place; null: it is there."""


class Hand(Protocol):
    """What a learner does with the things on a page."""

    def press(self, place: Locator) -> None:
        """Press a button, or choose a radio button or a checkbox."""
        ...

    def write(self, field: Locator, text: str) -> None:
        """Put a text into a field in place of what is there."""
        ...

    def choose(self, box: Locator, chip: Locator, words: str) -> None:
        """Bring a chip into a box, or choose its words there."""
        ...


@frozen
class Mouse:
    """Clicks and drags."""

    lesson: LessonPage

    def press(self, place: Locator) -> None:
        """Click."""
        place.click()

    def write(self, field: Locator, text: str) -> None:
        """Click, select all, type."""
        field.click()
        field.fill(text)

    def choose(self, box: Locator, chip: Locator, words: str) -> None:
        """Drag the chip."""
        del words
        mouse = self.lesson.page.mouse
        chip.scroll_into_view_if_needed()
        chip.hover(position={"x": 12, "y": 12})
        mouse.down()
        box.hover(force=True)
        box.hover(force=True)
        mouse.up()


@frozen
class Keyboard:
    """Tab, Space, arrows and letters."""

    lesson: LessonPage

    def to(self, place: Locator) -> None:
        """Press Tab or Shift+Tab until this has the focus; Escape lets out of an editor."""
        expect(place).to_be_visible(timeout=SOON)
        for _ in range(MANY_TABS):
            way = place.evaluate(WAY)
            if way is None:
                return
            for key in way:
                self.lesson.page.keyboard.press(key)
        raise AssertionError(f"the keyboard does not lead to {place}")

    def press(self, place: Locator) -> None:
        """Go there, and press Space; among radio buttons arrows lead on, and choose."""
        self.to(place)
        if not place.evaluate("place => place.type === 'radio' && place.checked"):
            self.lesson.page.keyboard.press("Space")

    def write(self, field: Locator, text: str) -> None:
        """Go there, select all, type."""
        self.to(field)
        self.lesson.page.keyboard.press("ControlOrMeta+a")
        self.lesson.page.keyboard.press("Backspace")
        self.lesson.page.keyboard.insert_text(text)

    def choose(self, box: Locator, chip: Locator, words: str) -> None:
        """Go to the box, and type how the words begin."""
        del chip
        self.to(box)
        self.lesson.page.keyboard.type(words)


@frozen
class Finger:
    """Taps, and drags with the finger on the glass."""

    lesson: LessonPage

    def press(self, place: Locator) -> None:
        """Tap."""
        place.tap()

    def write(self, field: Locator, text: str) -> None:
        """Tap, and write."""
        field.tap()
        field.fill(text)

    def choose(self, box: Locator, chip: Locator, words: str) -> None:
        """Choose in the list that a phone shows for a box."""
        del chip
        box.select_option(label=words)


def give(hand: Hand, card: Locator, kind: str, response: JSON) -> None:
    """Lay out an answer of a type, whatever was there, and check it."""
    match kind, response:
        case "choice", str(option):
            hand.press(card.get_by_role("radio", name=option, exact=True))
        case "multiple", list(options):
            _tick(hand, card, [str(each) for each in options])
        case "order", list(lines):
            _lay(hand, card, [str(line) for line in lines])
        case "match", dict(pairs):
            for left, right in pairs.items():
                chip = card.get_by_role("listitem").filter(has_text=str(right))
                box = card.get_by_role("combobox", name=left, exact=True)
                hand.choose(box, chip, str(right))
                expect(box).to_have_value(str(right))
        case "reflect", {"text": str(text), **rest}:
            hand.write(card.get_by_role("textbox"), text)
            if isinstance(place := rest.get("rating"), int):
                hand.press(card.get_by_role("radio").nth(place))
        case _, str(text):
            hand.write(card.get_by_role("textbox"), text)
    button = "Record answer" if kind == "reflect" else "Check"
    hand.press(card.get_by_role("button", name=button, exact=True))


def _tick(hand: Hand, card: Locator, options: Sequence[str]) -> None:
    for box in card.get_by_role("checkbox").all():
        if box.is_checked() != (box.get_attribute("value") in options):
            hand.press(box)


def _lay(hand: Hand, card: Locator, lines: Sequence[str]) -> None:
    """Take all lines back, then add those of the answer."""
    for back in reversed(card.get_by_role("button", name="Take line", exact=False).all()):
        hand.press(back)
    for place, line in enumerate(lines, 1):
        hand.press(card.get_by_role("button", name=f"Add {line.strip()}", exact=True))
        for _ in range(depth(line)):
            hand.press(card.get_by_role("button", name=f"Indent line {place}", exact=True))


def holds(card: Locator, kind: str, response: JSON) -> None:
    """Wait until a card holds an answer of its type."""
    match kind, response:
        case "choice", str(option):
            radio = card.get_by_role("radio", name=option, exact=True)
            expect(radio).to_be_checked(timeout=SOON)
        case "multiple", list(options):
            expect(card.get_by_role("checkbox", checked=True)).to_have_count(len(options))
            for option in options:
                expect(card.locator(f"input[value={option}]")).to_be_checked()
        case "order", list(lines):
            rows = card.get_by_role("list", name="Your answer").get_by_role("listitem")
            expect(rows).to_have_count(len(lines), timeout=SOON)
            for row, line in zip(rows.all(), lines, strict=True):
                expect(row).to_contain_text(str(line).strip())
        case "match", dict(pairs):
            for left, right in pairs.items():
                box = card.get_by_role("combobox", name=left, exact=True)
                expect(box).to_have_value(str(right), timeout=SOON)
        case "reflect", {"text": str(text), "rating": int(place)}:
            expect(card.get_by_role("textbox")).to_have_value(text, timeout=SOON)
            expect(card.get_by_role("radio").nth(place)).to_be_checked()
        case _, str(text):
            expect(card.get_by_role("textbox")).to_have_value(text, timeout=SOON)


def waits_for(card: Locator, *words: str) -> None:
    """Wait until the strips of a card say all this."""
    for each in words:
        expect(card.get_by_role("status")).to_contain_text(each, timeout=SOON)
