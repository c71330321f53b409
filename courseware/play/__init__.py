"""Playing a lesson: answers from a file go through the very session that the widgets use."""

from courseware.play.answers import Step, read_answers
from courseware.play.playing import Played, play

__all__ = ["Played", "Step", "play", "read_answers"]
