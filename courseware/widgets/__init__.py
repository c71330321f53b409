"""What a learner sees: the widgets of a lesson.

The kernel makes them with the functions here; each watches its session and shows what is so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from traitlets.log import get_logger

from courseware.checkpoints.posing import form_of, posed
from courseware.checkpoints.protocol import Checkpoint
from courseware.widgets import faces
from courseware.widgets.checkpoint import CheckpointWidget, Schedule
from courseware.widgets.choice import ChoiceWidget
from courseware.widgets.code import CodeWidget
from courseware.widgets.diagnostic import DiagnosticWidget
from courseware.widgets.gate import GateWidget
from courseware.widgets.header import HeaderWidget
from courseware.widgets.match import MatchWidget
from courseware.widgets.multiple import MultipleWidget
from courseware.widgets.numeric import NumericWidget
from courseware.widgets.order import OrderWidget
from courseware.widgets.outline import Outline, question
from courseware.widgets.predict import PredictWidget
from courseware.widgets.reflect import ReflectWidget
from courseware.widgets.text import TextWidget

if TYPE_CHECKING:
    from courseware.session import Session

__all__ = ["checkpoint_widget", "diagnostic_widget", "gate_widget", "header_widget", "static"]

FACES: dict[str, type[CheckpointWidget]] = {
    "choice": ChoiceWidget,
    "code": CodeWidget,
    "match": MatchWidget,
    "multiple": MultipleWidget,
    "numeric": NumericWidget,
    "order": OrderWidget,
    "predict": PredictWidget,
    "reflect": ReflectWidget,
    "text": TextWidget,
}
"""Which widget shows which checkpoint type of ours."""


def checkpoint_widget(session: Session, checkpoint: str, schedule: Schedule) -> CheckpointWidget:
    """The widget of a checkpoint of the session; `schedule` runs what grades an answer.

    A type of another package has the face that its package gives it. Where there is none, or none
    that works, it is answered in words.
    """
    type_ = session.view(checkpoint).checkpoint.type
    if type_ in FACES:
        return FACES[type_](session, checkpoint, schedule)
    face = faces.installed(type_)
    if face is not None:
        try:
            return face(session, checkpoint, schedule)
        except Exception:  # noqa: BLE001  somebody else's package may fail in any way
            get_logger().exception("courseware: the face of `%s` failed", type_)
    return TextWidget(session, checkpoint, schedule)


def header_widget(session: Session) -> HeaderWidget:
    """The header of the session's lesson."""
    return HeaderWidget(session)


def diagnostic_widget(session: Session) -> DiagnosticWidget:
    """The card of the test before the session's lesson."""
    return DiagnosticWidget(session)


def gate_widget(session: Session, branch: str) -> GateWidget:
    """The card of a branch of the session's lesson."""
    return GateWidget(session, branch)


def static(checkpoint: Checkpoint) -> Outline:
    """A checkpoint as text alone, where nobody can answer: while a notebook is graded."""
    return Outline(question(posed(checkpoint, form_of(checkpoint, "", 1, None))))
