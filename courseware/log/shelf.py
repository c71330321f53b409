"""All files of one record: those of its writers, and a lesson's slices beside the notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from courseware.events import Event
from courseware.log.place import IMPORTED, SUFFIX
from courseware.log.slice import Slice
from courseware.log.source import Source
from courseware.log.union import union
from courseware.messages import say


class Shelf:
    """The files of a record as they were last read."""

    def __init__(self, folder: Path, slices: Sequence[Slice] = ()) -> None:
        """Know the files of a record's folder, and those beside notebooks."""
        self._folder = folder
        self._slices = slices
        self._sources: dict[Path, Source] = {}
        self._unlisted = ""

    def refresh(self, own: frozenset[Path] = frozenset()) -> bool:
        """Read what is new, but in the files that are our `own`; True if anything changed."""
        unlisted = self._unlisted
        written = [path for path in self._list() if path not in own]
        chained = {path: not path.name.startswith(IMPORTED) for path in written}
        slices = {path: False for each in self._slices for path in each.paths()}
        paths = {**slices, **chained}
        gone = self._sources.keys() - paths.keys()
        for path in gone:
            del self._sources[path]
        changed = bool(gone) or unlisted != self._unlisted
        for path in sorted(paths):
            source = self._sources.setdefault(path, Source(path, chained=paths[path]))
            changed |= source.refresh()
        return changed

    def events(self, course: str | None, learners: Sequence[str]) -> tuple[Event, ...]:
        """The union of what these learners did in this course (None: in any)."""
        return union(
            event
            for source in self._sources.values()
            for event in source.events
            if event.learner in learners and (course is None or event.course == course)
        )

    def last(self) -> Event | None:
        """The latest event of anybody."""
        found = (event for source in self._sources.values() for event in source.events)
        return max(found, key=lambda event: event.order, default=None)

    def problems(self, course: str | None, learners: Sequence[str]) -> Iterator[str]:
        """What is not used, or not as it was written: one sentence each."""
        if self._unlisted:
            yield say("log-folder", path=self._folder, why=self._unlisted)
        for source in self._sources.values():
            yield from flaws_of(source)
            yield from _foreign(source, course, learners)

    def _list(self) -> list[Path]:
        try:
            paths = [path for path in self._folder.iterdir() if path.suffix == SUFFIX]
        except FileNotFoundError:
            paths, self._unlisted = [], ""
        except OSError as error:
            paths, self._unlisted = [], error.strerror or str(error)
        else:
            self._unlisted = ""
        return paths


def flaws_of(source: Source) -> Iterator[str]:
    """What of a file is not used, or not as it was written: one sentence each."""
    path = source.path
    if source.unreadable:
        yield say("log-unreadable", path=path, why=source.unreadable)
    for flaw, found in source.flaws.items():
        if flaw == "broken":
            yield say("log-broken", path=path, line=found.line)
        else:
            more = say("log-more", count=found.count - 1) if found.count > 1 else ""
            yield say("log-damaged", path=path, line=found.line, why=found.why) + more
    if source.pending:
        yield say("log-pending", path=path)


def _foreign(source: Source, course: str | None, learners: Sequence[str]) -> Iterator[str]:
    for learner, count in Counter(map(attrgetter("learner"), source.events)).items():
        if learner not in learners:
            yield say("log-foreign", path=source.path, learner=learner[:8], count=count)
    for stray, count in Counter(map(attrgetter("course"), source.events)).items():
        if course not in (None, stray):
            yield say("log-stray", path=source.path, course=stray, count=count)
