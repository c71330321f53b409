"""A visit to a page: how long until its first field can be used, and how many bytes it took."""

from base64 import b64decode
from typing import Any

from attrs import frozen
from playwright.sync_api import Browser, CDPSession, Page

SECONDS = 60
FIELD = ".checkpoint input, .widget-text input, .widget-radio-box input"
ALL = "document.querySelectorAll('.checkpoint, .jupyter-button').length"

# Looks in every frame whether a field can be seen; the clock starts when the page is asked for.
STOPWATCH = """
(function look() {
  const field = document.querySelector("%s");
  if (field && !field.disabled && field.checkVisibility()) window.usable = performance.now();
  else requestAnimationFrame(look);
})();
"""


@frozen
class Visit:
    """Seconds until the first field could be used; bytes received; fields on the page at last."""

    seconds: float
    bytes: int
    questions: int


class Traffic:
    """Bytes that came to a page: responses as they were sent, and websocket messages."""

    def __init__(self, session: CDPSession) -> None:
        """Count from now on."""
        self.bytes = 0
        session.on("Network.loadingFinished", self._response)
        session.on("Network.webSocketFrameReceived", self._frame)
        session.send("Network.enable")

    def _response(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        is_text = frame["opcode"] == 1
        data = frame["payloadData"]
        self.bytes += len(data.encode() if is_text else b64decode(data))


def visit(browser: Browser, url: str) -> Visit:
    """Open a page with an empty cache, wait until nothing more comes, and leave it."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(STOPWATCH % FIELD)
    traffic = Traffic(context.new_cdp_session(page))
    page.goto(url, timeout=SECONDS * 1000)
    page.wait_for_function("window.usable !== undefined", timeout=SECONDS * 1000)
    questions = _settled(page, traffic)
    usable: float = page.evaluate("window.usable")
    page.goto("about:blank")  # closes the page as a learner does: its kernel ends
    context.close()
    return Visit(usable / 1000, traffic.bytes, questions)


def _settled(page: Page, traffic: Traffic) -> int:
    """Wait until nothing has come for a second; how many questions are on the page then."""
    known = -1
    while known != traffic.bytes:
        known = traffic.bytes
        page.wait_for_timeout(1000)
    count: int = page.evaluate(ALL)
    return count
