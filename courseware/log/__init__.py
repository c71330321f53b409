"""The record of a learner: written durably, read as the union of all who wrote it."""

from courseware.log.memory import MemoryLog
from courseware.log.protocol import Clock, Log, wall_clock
from courseware.log.union import union

__all__ = ["Clock", "Log", "MemoryLog", "union", "wall_clock"]
