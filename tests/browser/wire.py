"""Everything that a page is sent, searched for words that must not be in it."""

import html
import re
from collections.abc import Iterable

from playwright.sync_api import Page, Response, WebSocket

Runs = set[tuple[str, ...]]
RUN = 5
"""So many words in a row are taken for a text's own."""


class Wire:
    """The bodies and websocket frames that a page is sent, from now on, and what it shows."""

    def __init__(self, page: Page) -> None:
        """Listen to a page."""
        self._page = page
        self._responses: list[Response] = []
        self._frames: list[bytes] = []
        page.on("response", self._answered)
        page.on("websocket", self._listen)

    def runs(self) -> Runs:
        """Every run of words that was sent, or that stands in the page now."""
        texts = [*self._bodies(), *self._frames, self._page.content().encode()]
        self._responses, self._frames = [], []
        return {run for text in texts for run in runs(text.decode("utf-8", "replace"))}

    def _answered(self, response: Response) -> None:
        self._responses.append(response)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._receive)

    def _receive(self, frame: str | bytes) -> None:
        self._frames.append(frame.encode() if isinstance(frame, str) else frame)

    def _bodies(self) -> Iterable[bytes]:
        for response in self._responses:
            if response.ok:
                yield response.body()


def runs(text: str) -> Runs:
    """The runs of words in a text, whether it is plain, HTML, JSON, or JSON in JSON."""
    for _ in range(2):
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
        text = html.unescape(re.sub(r"\\+[nrt\"'/]", " ", text))
    words = re.findall(r"\w+", re.sub(r"</?\w+>", " ", text).lower())
    return set(zip(*(words[start:] for start in range(RUN)), strict=False))
