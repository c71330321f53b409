"""The record of a learner: written durably, read as the union of all who wrote it."""

from courseware.log.file import FileLog, open_log
from courseware.log.memory import MemoryLog
from courseware.log.place import home
from courseware.log.protocol import Clock, Log, wall_clock
from courseware.log.union import union

__all__ = ["Clock", "FileLog", "Log", "MemoryLog", "home", "open_log", "union", "wall_clock"]
