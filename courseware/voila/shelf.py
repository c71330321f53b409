"""The lessons that a course holds, and how far the learner is in each."""

from __future__ import annotations

from pathlib import Path

from courseware.voila.pages import Row, course


class Shelf:
    """The lessons of a student copy."""

    def __init__(self, root: Path) -> None:
        """Serve the notebooks below this folder."""
        self.root = root

    def _all(self) -> dict[str, Path]:
        return {p.stem: p for p in sorted(self.root.glob("*/*.ipynb"))}

    def page(self) -> str:
        """The list of lessons."""
        return course(
            "A course", "en", [Row(n, k, k, "25 min") for n, k in enumerate(self._all(), 1)]
        )

    def next(self) -> str | None:
        """The notebook that the learner will most likely open next."""
        return next((str(p.relative_to(self.root)) for p in self._all().values()), None)

    def path(self, name: str) -> str | None:
        """The notebook of a lesson, by its path below the root."""
        found = self._all().get(name)
        return None if found is None else str(found.relative_to(self.root))

    def file(self, name: str, file: str) -> Path | None:
        """A declared file of a lesson."""
        return None
