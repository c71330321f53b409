"""One learner in one lesson."""

from courseware.session.outcome import Next, Outcome
from courseware.session.overview import HeaderView, Step, TestView
from courseware.session.progress import Progress, fold
from courseware.session.session import Session
from courseware.session.views import CheckpointView, GateView

__all__ = [
    "CheckpointView",
    "GateView",
    "HeaderView",
    "Next",
    "Outcome",
    "Progress",
    "Session",
    "Step",
    "TestView",
    "fold",
]
