"""A plain editor for a few lines of code, with the tests that it has to pass."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from courseware.checkpoints import parts
from courseware.events import JSON
from courseware.messages import say
from courseware.widgets.checkpoint import Button, CheckpointWidget
from courseware.widgets.markdown import is_line, render

if TYPE_CHECKING:
    from courseware.session import CheckpointView


class CodeWidget(CheckpointWidget):
    """An editor; the visible tests are listed before they are run, and all of them after."""

    noun = "code"

    @staticmethod
    def answer(view: CheckpointView) -> dict[str, JSON]:
        """The starter and the tests with what is known of them."""
        return {
            "starter": parts.text(view.checkpoint.public, "starter"),
            "keys": say("editor-keys"),
            "tests": list(tests(view)),
            "tests_label": say("tests"),
        }

    def _buttons(self, view: CheckpointView) -> Iterator[Button]:
        yield from super()._buttons(view)
        if parts.text(view.checkpoint.public, "starter") and not self._settled(view):
            yield "restore", say("start-over"), ""


def tests(view: CheckpointView) -> Iterator[dict[str, JSON]]:
    """Each test in a line: passed, not yet, or open before the first answer."""
    if view.verdict is not None and view.verdict.tests and not view.changed:
        for at, test in enumerate(view.verdict.tests):
            key = "test-passed" if test.passed else "test-said" if test.message else "test-failed"
            space = " " if is_line(test.message) else "\n\n"
            said = say(key, name=test.name, message=space + test.message)
            yield _line(at, "right" if test.passed else "notyet", said)
        return
    shown = parts.mappings(view.checkpoint.public, "tests")
    for at, public in enumerate(shown):
        yield _line(at, "open", parts.text(public, "name"))
    if hidden := int(parts.number(view.checkpoint.public, "hidden")):
        yield _line(len(shown), "open", say("tests-hidden", count=hidden))


def _line(at: int, state: str, said: str) -> dict[str, JSON]:
    icon = {"right": "ok", "notyet": "no", "open": "empty"}[state]
    return {
        "key": json.dumps([at, state, said]),
        "state": state,
        "icon": icon,
        "html": render(said),
    }
