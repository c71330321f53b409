"""The magics: `%%lesson`, `%%checkpoint ID`, and the two lines that Voilà's preprocessor writes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.display import display

from courseware import widgets
from courseware.errors import CoursewareError, LessonFaults
from courseware.kernel.gate import Gate
from courseware.kernel.note import Note
from courseware.kernel.sink import Router
from courseware.kernel.wiring import find_notebook, open_session, schedule
from courseware.lesson.read import checkpoint_from_source
from courseware.messages import say

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from courseware.checkpoints.protocol import Checkpoint
    from courseware.kernel.replay import Kernel
    from courseware.lesson.model import Lesson
    from courseware.session import Session


@magics_class
class CoursewareMagics(Magics):
    """One kernel's place in a lesson: its session, and the gate before the lesson's branches."""

    def __init__(self, shell: InteractiveShell) -> None:
        """Stand ready; nothing is read or written before `%%lesson` runs."""
        super().__init__(shell)
        self._transformers = shell.input_transformers_cleanup
        self._named: str | None = None
        self._session: Session | None = None
        self._gate: Gate | None = None
        self._kernel: Kernel | None = getattr(shell, "kernel", None)
        self._router = Router(self._kernel.session) if self._kernel is not None else None
        # first of all transformers: the text of the cell has to go through the others
        self._transformers.insert(0, self._transform)

    def close(self) -> None:
        """End the session and leave the kernel as it was."""
        self._end_session()
        self._transformers.remove(self._transform)
        if self._router is not None:
            self._router.close()

    @line_magic
    def courseware_notebook(self, line: str) -> None:
        """Say which file the page was made from (written by Voilà's preprocessor)."""
        self._named = line.strip()

    @line_magic
    def courseware_cell(self, line: str) -> None:
        """Stand for cell N of the file (written by Voilà's preprocessor for gated cells)."""
        if self._gate is not None:
            display(*self._gate.show(int(line)))

    @cell_magic
    def lesson(self, line: str, cell: str) -> None:
        """Begin a session in the lesson that this notebook is."""
        source = self._source(f"%%lesson{line}\n{cell}")
        self._end_session()
        path = find_notebook(self._named, source)
        if path is None:
            display(Note(say("no-notebook-file")))
            return
        try:
            session = open_session(path)
        except CoursewareError as error:
            display(Note(say("lesson-cannot-open", reason=error)))
            return
        if _inert():
            display(Note(session.lesson.title))
        else:
            display(widgets.header_widget(session))
        self._session = session
        if self._kernel is not None and self._router is not None:
            self._gate = Gate(session, self._kernel, self._router)

    @cell_magic
    def checkpoint(self, line: str, cell: str) -> None:
        """Ask the question that this cell holds."""
        if self._session is None:
            display(Note(say("no-lesson")))
            return
        source = self._source(f"%%checkpoint {line}\n{cell}")
        try:
            checkpoint = _defined(self._session.lesson, source)
        except LessonFaults as faults:
            display(Note(say("broken-checkpoint", reason=faults)))
            return
        if _inert():
            display(widgets.static(checkpoint))
            return
        self._session.define(checkpoint)
        display(widgets.checkpoint_widget(self._session, checkpoint.id, schedule))

    def _source(self, handed: str) -> str:
        """The cell's text as it was sent: IPython takes `>>> ` out of what it hands to a magic."""
        parent = self._kernel.get_parent("shell") if self._kernel else {}
        code = parent.get("content", {}).get("code", handed)
        stored = self._gate.source(code) if self._gate is not None else None
        return stored if stored is not None else str(code)

    def _transform(self, lines: list[str]) -> list[str]:
        return lines if self._gate is None else self._gate.transform(lines)

    def _end_session(self) -> None:
        if self._gate is not None:
            self._gate.close()
        if self._session is not None:
            self._session.close()
        self._session = self._gate = None


def _defined(lesson: Lesson, source: str) -> Checkpoint:
    """The checkpoint of the executed text; the file's own where the texts are the same."""
    for each in lesson.cells:
        if each.source == source and each.checkpoint is not None:
            return lesson.checkpoints.get(each.checkpoint) or checkpoint_from_source(source, lesson)
    return checkpoint_from_source(source, lesson)


def _inert() -> bool:
    """Whether nbgrader is running the notebook: it grades from the record, not from widgets."""
    return "NBGRADER_EXECUTION" in os.environ
