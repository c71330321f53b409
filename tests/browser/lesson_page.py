"""A lesson as a learner uses it in the browser: by mouse or keyboard, by the words it shows."""

import json
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from attrs import define, field, frozen
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Locator, Page, Request, expect

SOON = 30_000
"""Milliseconds after which what should have appeared will not: generous, for busy machines."""
MANY_TABS = 250
HERE = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|(data|blob|about):")


def depth(line: str) -> int:
    """How many steps a line of code is indented."""
    return (len(line) - len(line.lstrip())) // 4


@frozen
class Question:
    """A checkpoint on the page, answered by mouse."""

    card: Locator

    def pick(self, option: str) -> Self:
        """Choose an option by its words."""
        self.card.get_by_role("radio", name=option, exact=True).click()
        return self

    def tick(self, *options: str) -> Self:
        """Tick options by their words, or take their ticks away."""
        for option in options:
            self.card.get_by_role("checkbox", name=option, exact=True).click()
        return self

    def match(self, pairs: Mapping[str, str]) -> Self:
        """Choose to each of the lefts what belongs to it."""
        for left, right in pairs.items():
            self.card.get_by_role("combobox", name=left, exact=True).select_option(right)
        return self

    def lay(self, lines: str) -> Self:
        """Add lines to an answer that has none, each as deep as it is typed."""
        for place, line in enumerate(lines.splitlines(), 1):
            self.press(f"Add {line.strip()}")
            for _ in range(depth(line)):
                self.press(f"Indent line {place}")
        return self

    def type(self, answer: str) -> Self:
        """Put an answer into the field or the editor, in place of what is there."""
        self.card.get_by_role("textbox").fill(answer)
        return self

    def check(self) -> Self:
        """Press *Check*."""
        return self.press("Check")

    def press(self, button: str) -> Self:
        """Press a button of the card."""
        self.card.get_by_role("button", name=button, exact=True).click()
        return self

    def says(self, *texts: str) -> Self:
        """Wait until the strips below the question say all this."""
        for text in texts:
            expect(self.card.get_by_role("status")).to_contain_text(text, timeout=SOON)
        return self

    def says_nothing_of(self, text: str) -> Self:
        """Wait until the strips do not, or no longer, say this."""
        expect(self.card.get_by_role("status")).not_to_contain_text(text, timeout=SOON)
        return self

    def about(self, text: str) -> Self:
        """Wait until the line above the question says this: points and tries."""
        expect(self.card.locator(".about")).to_contain_text(text, timeout=SOON)
        return self

    def holds(self, answer: str | re.Pattern[str]) -> Self:
        """Wait until the field or the editor holds this answer."""
        expect(self.card.get_by_role("textbox")).to_have_value(answer, timeout=SOON)
        return self

    def picked(self, option: str) -> Self:
        """Wait until this option is chosen."""
        radio = self.card.get_by_role("radio", name=option, exact=True)
        expect(radio).to_be_checked(timeout=SOON)
        return self

    def has_ended(self) -> Self:
        """Wait until the page says here that the lesson no longer listens."""
        banner = self.card.locator("xpath=..").get_by_role("alert")
        expect(banner).to_contain_text("This session has ended.", timeout=SOON)
        expect(banner).to_contain_text("Your progress is kept.")
        expect(self.card.get_by_role("button", name="Check")).to_be_visible(timeout=SOON)
        return self


@define(slots=False)
class LessonPage:
    """A lesson in a tab, and everything that the tab asked for, was told, or stumbled over."""

    root = "#lesson"
    ours: ClassVar[str | None] = None
    """What axe-core is to look at; None: the whole page."""

    page: Page
    asked: list[str] = field(factory=list)
    errors: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Watch from the beginning."""
        self.page.on("request", self._note)
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dismiss)

    @property
    def elsewhere(self) -> list[str]:
        """The addresses it asked for that are not on this machine."""
        return [address for address in self.asked if not HERE.match(address)]

    def open(self, address: str) -> Self:
        """Go to a lesson and wait until its header can be used."""
        self.page.goto(address, timeout=2 * SOON)
        return self.is_there()

    def reload(self) -> Self:
        """Load the page again, with a kernel of its own."""
        self.page.reload(timeout=2 * SOON)
        return self.is_there()

    def is_there(self) -> Self:
        """Wait until the lesson's header can be used."""
        expect(self.header).to_be_visible(timeout=2 * SOON)
        return self

    @property
    def header(self) -> Locator:
        """The header of the lesson."""
        return self.page.locator("header.lesson-header")

    def question(self, id_: str) -> Question:
        """A checkpoint by its id."""
        return Question(self.page.locator(f"#cw-{id_}"))

    def card(self, title: str) -> Locator:
        """The card of a closed branch."""
        return self.page.locator(".gate").filter(
            has=self.page.get_by_role("heading", name=title, exact=True)
        )

    def heading(self, title: str) -> Locator:
        """A heading in the text of the lesson (not the one on a card)."""
        return self.page.locator(".jp-RenderedHTMLCommon").get_by_role(
            "heading", name=title, exact=True
        )

    def opens(self, title: str) -> Self:
        """Wait until the text of a branch is here, and its card is not."""
        expect(self.heading(title)).to_be_visible(timeout=SOON)
        expect(self.card(title)).to_be_hidden(timeout=SOON)
        return self

    def stays_closed(self, title: str) -> Self:
        """See that there is nothing of a branch but its card, if that."""
        expect(self.heading(title)).to_have_count(0)
        return self

    def interest(self, name: str) -> Locator:
        """A button of the header's choice of interests."""
        return self.header.get_by_role("button", name=name, exact=True)

    def step(self, number: int, state: str) -> Self:
        """Wait until a checkpoint has this state in the row of all of them."""
        link = self.header.get_by_role("link", name=f"{number}, {state}", exact=True)
        expect(link).to_be_visible(timeout=SOON)
        return self

    def says(self, text: str) -> Self:
        """Wait until the page says this somewhere in the lesson."""
        expect(self.page.locator(self.root)).to_contain_text(text, timeout=SOON)
        return self

    def look_again(self) -> Self:
        """Come back to the tab, as far as the page can tell."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        return self

    def tab_to(self, place: Locator, key: str = "Tab") -> Self:
        """Press Tab (or Shift+Tab) until this has the focus."""
        expect(place).to_be_visible(timeout=SOON)
        for _ in range(MANY_TABS):
            if place.evaluate("each => each === document.activeElement"):
                return self
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not lead to {place}")

    def keys(self, *keys: str) -> Self:
        """Press keys, one after the other; what is no name of a key is typed."""
        for key in keys:
            if re.fullmatch(r"(Shift\+)?[A-Z][A-Za-z]+", key):
                self.page.keyboard.press(key)
            else:
                self.page.keyboard.type(key)
        return self

    @property
    def name(self) -> str:
        """The name of the lesson in its address."""
        return urlsplit(self.page.url).path.split("/")[-2]

    @property
    def kernel(self) -> str:
        """The id of the kernel behind the page."""
        config = self.page.locator("#jupyter-config-data").text_content() or "{}"
        return str(json.loads(config)["kernelId"])

    def violations(self) -> list[str]:
        """What axe-core finds wrong in the colours of now."""
        found: list[dict[str, Any]] = Axe().run(self.page, self.ours).response["violations"]
        return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than its window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)

    def _dismiss(self, dialog: Dialog) -> None:
        self.errors.append(f"a dialog: {dialog.message}")
        dialog.dismiss()
