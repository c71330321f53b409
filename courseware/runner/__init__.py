"""Running learner code where it can do no harm to the lesson: in a process of its own."""

from courseware.runner.process import ProcessRunner

__all__ = ["ProcessRunner"]
