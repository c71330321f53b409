"""Real widgets of a real session in a real browser, without a server between them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ipywidgets
from attrs import define, field
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route

from courseware import widgets
from courseware.events import JSON
from courseware.session import Session
from courseware.widgets.widget import Widget
from tests.unit.widgets.stage import Wire, schedule, wire

ORIGIN = "http://lesson.test"
HTML = Path(__file__).with_name("harness.html").read_text("utf-8")


@define(slots=False)
class LessonPage:
    """A page with the widgets of a session.

    `alive` says whether the kernel hears anything, `deaf` what it only acknowledges, and `server`
    what the page's server says of it: an execution state, a status number, or nothing at all.
    `asked` and `heard` hold the addresses and the kinds of messages that came from the page.
    """

    page: Page
    session: Session
    wire: Wire
    alive: bool = True
    deaf: set[str] = field(factory=set)
    server: str | int | None = "idle"
    asked: list[str] = field(factory=list)
    heard: list[str] = field(factory=list)
    shown: dict[str, Widget] = field(factory=dict)

    def show(self, *names: str) -> None:
        """Show the header, the test (`diagnostic`), a checkpoint by its id, or `gate NAME`."""
        made = {name: self._make(name) for name in names}
        self.shown |= made
        known = ipywidgets.widgets.widget._instances  # noqa: SLF001  it has no other way
        sources = {each.module: known[each.module] for each in made.values() if each.module}
        states = [
            {"id": each.model_id, "state": each.get_state()}
            for each in (*sources.values(), *made.values())
        ]
        self.page.evaluate("widgets => window.show(widgets)", states)

    def _make(self, name: str) -> Widget:
        if name == "header":
            return widgets.header_widget(self.session)
        if name == "diagnostic":
            return widgets.diagnostic_widget(self.session)
        if name.startswith("gate "):
            return widgets.gate_widget(self.session, name.removeprefix("gate "))
        return widgets.checkpoint_widget(self.session, name, schedule)

    def kernel(self, model: str, content: dict[str, Any]) -> list[dict[str, Any]]:
        """Hand a message of the page to its widget; returns what the kernel says to it."""
        if not self.alive:
            return []
        self.heard.append(content["kind"])
        if content["kind"] in self.deaf:
            content = {"kind": "ping", "n": content["n"]}
        widget = next(each for each in self.shown.values() if each.model_id == model)
        self.wire.say(widget, {"method": "custom", "content": content})
        return list(self.wire.heard)

    def do(self, name: str, kind: str, **content: JSON) -> None:
        """Do something in the kernel, as if another page had asked for it, and show it here."""
        self.wire.tell(self.shown[name], kind, **content)
        self.page.evaluate("said => said.forEach(window.receive)", list(self.wire.heard))

    def answer_for_server(self, route: Route) -> None:
        """Serve the page, and what a server says about its kernel."""
        path = route.request.url.removeprefix(ORIGIN)
        if path == "/":
            route.fulfill(body=HTML, content_type="text/html")
            return
        self.asked.append(path)
        if self.server is None:
            route.abort()
        elif isinstance(self.server, int):
            route.fulfill(status=self.server)
        else:
            route.fulfill(json={"execution_state": self.server})

    def in_voila(self) -> None:
        """Let the page say, as Voilà's does, which kernel is its own."""
        config = json.dumps({"baseUrl": "/", "kernelId": "k1"})
        self.page.evaluate(
            """config => {
                const script = document.createElement("script");
                Object.assign(script, { id: "jupyter-config-data", type: "application/json" });
                script.textContent = config;
                document.body.append(script);
            }""",
            config,
        )

    def card(self, name: str) -> Locator:
        """The frame of a checkpoint, by its name for those who do not see it."""
        return self.page.get_by_role("region", name=name, exact=True)

    def violations(self) -> list[str]:
        """What axe-core finds wrong."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than its window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@contextmanager
def lesson_page(page: Page, session: Session) -> Iterator[LessonPage]:
    """An empty page, connected to the widgets of a session that it will show."""
    errors: list[str] = []
    with wire() as connection:
        lesson = LessonPage(page, session, connection)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route("**/*", lesson.answer_for_server)
        page.expose_function("kernel", lesson.kernel)
        page.goto(f"{ORIGIN}/")
        yield lesson
    assert errors == []
