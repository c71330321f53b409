"""A lesson as everything else sees it, whatever file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from attrs import field, frozen

from courseware.checkpoints.protocol import JSON, Checkpoint
from courseware.errors.diagnostics import Diagnostic
from courseware.gates.branches import Branch
from courseware.mastery.registry import DEFAULT

Skip = Literal["never", "offer", "free"]
Feedback = Literal["instant", "graded"]


@frozen
class Skill:
    """A skill of a course, with the skills it needs first and, where it differs, its own rule."""

    id: str
    title: str
    needs: tuple[str, ...] = ()
    mastery: Mapping[str, JSON] | None = None


@frozen
class Course:
    """What the lessons of a folder share (`course.yml`), or what a single lesson says itself."""

    id: str
    title: str
    language: str = "en"
    skills: Mapping[str, Skill] = field(factory=dict)
    interests: Mapping[str, str] = field(factory=dict)
    mastery: Mapping[str, JSON] = field(factory=lambda: {**DEFAULT})
    tries: int = 3
    skip: Skip = "offer"
    launcher: str | None = None

    def below(self, skill: str) -> tuple[str, ...]:
        """Everything that a skill needs, directly or not."""
        found: dict[str, None] = {}
        left = [skill]
        while left:
            known = self.skills.get(left.pop())
            new = [need for need in (known.needs if known else ()) if need not in found]
            found |= dict.fromkeys(new)
            left += new
        return tuple(need for need in found if need != skill)


@frozen
class Cell:
    """A cell of the notebook: its place (from 1), id, kind, source, tags and branches.

    `branches` names every branch the cell is in; all of them must be open for it to be open.
    `folded` says that a notebook shows its output alone.
    """

    number: int
    id: str | None
    kind: Literal["code", "markdown", "raw"]
    source: str
    tags: frozenset[str] = frozenset()
    branches: tuple[str, ...] = ()
    checkpoint: str | None = None
    attachments: Mapping[str, Mapping[str, str]] = field(factory=dict)
    folded: bool = False


@frozen
class Pretest:
    """The test before a lesson: the checkpoints that it may ask, and the most that it does ask."""

    items: tuple[str, ...]
    most: int


@frozen
class Lesson:
    """A lesson that was read; `diagnostics` holds every fault, and the lesson is usable without
    what they name (`broken` says which checkpoint ids, with a sentence for the learner).

    `version` is a hash of the lesson's canonical form. `feedback` is None in a source, else how
    the student copy was released.
    """

    path: Path
    id: str
    title: str
    course: Course
    version: str
    minutes: int | None = None
    skills: tuple[str, ...] = ()
    branches: Mapping[str, Branch] = field(factory=dict)
    checkpoints: Mapping[str, Checkpoint] = field(factory=dict)
    branch_of: Mapping[str, tuple[str, ...]] = field(factory=dict)
    cells: tuple[Cell, ...] = ()
    files: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    skip: Skip = "offer"
    feedback: Feedback | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    broken: Mapping[str, str] = field(factory=dict)
    pretest: Pretest | None = None

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each checkpoint, from 1; the questions of the test come last."""
        asked = self.pretest.items if self.pretest is not None else ()
        ordered = [*(id_ for id_ in self.checkpoints if id_ not in asked), *asked]
        return {id_: number for number, id_ in enumerate(ordered, 1)}
