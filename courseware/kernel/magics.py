"""The magics: `%%lesson`, `%%checkpoint ID`, and the lines that stand for gated cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.display import display

from courseware import widgets
from courseware.errors import CoursewareError, LessonFaults
from courseware.kernel.asked import CODE, asked
from courseware.kernel.gate import Gate
from courseware.kernel.note import Note
from courseware.kernel.packing import pack_any_text
from courseware.kernel.review import Review
from courseware.kernel.sink import Router
from courseware.kernel.wiring import find_notebook, is_inert, open_session, schedule
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
        self._events = shell.events
        self._named: str | None = None
        self._session: Session | None = None
        self._read: Lesson | None = None
        self._review: Review | None = None
        self._gate: Gate | None = None
        self._kernel: Kernel | None = getattr(shell, "kernel", None)
        self._router: Router | None = None
        if self._kernel is not None:
            self._router = Router(self._kernel.session)
            self._pack_as_before = pack_any_text(self._kernel.session)
        # first of all transformers: the text of the cell has to go through the others
        self._transformers.insert(0, self._transform)
        self._events.register("pre_run_cell", self._begin)

    def close(self) -> None:
        """End the session and leave the kernel as it was."""
        self._end_session()
        self._transformers.remove(self._transform)
        self._events.unregister("pre_run_cell", self._begin)
        if self._router is not None:
            self._router.close()
            self._pack_as_before()

    @line_magic
    def courseware_notebook(self, line: str) -> None:
        """Say which file the page was made from (written by Voilà's preprocessor)."""
        self._named = line.strip()

    @line_magic
    def courseware_cell(self, line: str) -> None:
        """Stand for a gated cell: cell N of the file on a page of Voilà, else the cell itself."""
        del line
        if self._gate is not None:
            self._gate.show()
        else:
            display(Note(say("no-lesson-yet")))

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
        if is_inert():
            display(Note(session.lesson.title))
        else:
            display(widgets.header_widget(session))
        self._session, self._read = session, session.lesson
        self._review = Review(session)
        if self._kernel is not None and self._router is not None:
            self._gate = Gate(session, self._kernel, self._router)

    @cell_magic
    def checkpoint(self, line: str, cell: str) -> None:
        """Ask the question that this cell holds."""
        if self._session is None or self._read is None:
            display(Note(say("no-lesson")))
            return
        source = self._source(f"%%checkpoint {line}\n{cell}")
        try:
            checkpoint = _defined(self._read, source)
        except LessonFaults as faults:
            display(Note(say("broken-checkpoint", reason=faults)))
            return
        if is_inert():
            display(widgets.static(checkpoint))
            return
        self._session.define(checkpoint)
        display(widgets.checkpoint_widget(self._session, checkpoint.id, schedule))

    @cell_magic
    def diagnostic(self, line: str, cell: str) -> None:
        """Offer the test before the lesson; its questions stand in the cells below."""
        del line, cell
        if self._session is None or self._read is None:
            display(Note(say("no-lesson")))
        elif self._session.progress.diagnosis is not None and not is_inert():
            display(widgets.diagnostic_widget(self._session))

    @cell_magic
    def review(self, line: str, cell: str) -> None:
        """Ask what is due for a review, as warm-up questions of earlier lessons."""
        del line
        if self._session is None or self._review is None:
            display(Note(say("no-lesson")))
        elif not is_inert():
            self._review.show(cell)

    def _source(self, handed: str) -> str:
        """The cell's text as it was sent: IPython takes `>>> ` out of what it hands to a magic."""
        parent = self._kernel.get_parent("shell") if self._kernel else {}
        code = parent.get("content", {}).get("code", handed)
        found = self._gate.asked() if self._gate is not None else None
        return str(code) if found is None else found.text

    def _transform(self, lines: list[str]) -> list[str]:
        if self._gate is not None:
            return self._gate.transform(lines)
        is_gated = self._kernel is not None and asked(self._kernel.get_parent("shell"))
        return [CODE] if is_gated else lines

    def _begin(self, _cell: object) -> None:
        if self._gate is not None:
            self._gate.begin()

    def _end_session(self) -> None:
        if self._gate is not None:
            self._gate.close()
        if self._review is not None:
            self._review.close()
        if self._session is not None:
            self._session.close()
        self._session = self._read = self._gate = self._review = None


def _defined(lesson: Lesson, source: str) -> Checkpoint:
    """The checkpoint of the executed text; the file's own where the texts are the same."""
    for each in lesson.cells:
        if each.source == source and each.checkpoint is not None:
            return lesson.checkpoints.get(each.checkpoint) or checkpoint_from_source(source, lesson)
    return checkpoint_from_source(source, lesson)
