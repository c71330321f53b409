"""The head of `%%lesson`: what a lesson says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from courseware.checkpoints.reading import Mapping_, Reader
from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.branches import Written, read_branches
from courseware.lesson.course import (
    OUT_OF_RANGE,
    read_interests,
    read_settings,
    read_skills,
    unknown_skills,
    with_settings,
)
from courseware.lesson.head import ENDS_FIRST, read_head, without_echo
from courseware.lesson.magics import magic_of
from courseware.lesson.model import Cell, Course, Skill
from courseware.lesson.names import as_id, check_id
from courseware.lesson.scalars import nfc
from courseware.lesson.versions import check_format

AFTER_HEAD = Rule("CW310", "text-after-head", "warning")
BELONGS_IN_COURSE = Rule("CW303", "belongs-in-course")
NO_SUCH_FILE = Rule("CW304", "no-such-file")
FILE_OUTSIDE = Rule("CW305", "file-outside")

NAMELESS = "lesson"


@frozen
class Opening:
    """What `%%lesson` says; `skills` are those it names, in its order.

    It is not `known` where its format is newer: then nothing else is read. It is not `sure` where
    the head could not be read as a whole: then nothing is checked against it.
    """

    id: str
    title: str
    course: Course
    minutes: int | None = None
    skills: tuple[str, ...] = ()
    written: Written = field(factory=Written)
    files: tuple[str, ...] = ()
    is_known: bool = True
    is_sure: bool = True


def open_lesson(
    cell: Cell | None, path: Path, course: Course | None
) -> tuple[Opening, tuple[Fault, ...]]:
    """Read the cell of `%%lesson`; without one, or an id in it, a lesson is its file's name."""
    magic = None if cell is None else magic_of(cell.source)
    id_ = as_id(path.stem, NAMELESS)
    bare = Opening(id_, path.stem, course or Course(id_, path.stem), is_sure=False)
    if magic is None:
        return bare, ()
    head = read_head(magic.body, asks=False)
    reader = Reader(head.node)
    opening = read_opening(reader, path, course, copy=head.json is not None)
    if opening is None:
        return evolve(bare, is_known=False), tuple(reader.faults)
    faults = (*head.faults, *without_echo(reader.faults, head.faults))
    if head.prompt:
        message = "What stands below `---` in `%%lesson` is not shown."
        help_ = "Put it into a cell of its own." if head.node.items else ENDS_FIRST
        faults = (*faults, Fault(AFTER_HEAD, message, head.prompt_line, help_))
    sure = not any(each.rule.severity == "error" for each in head.faults)
    return evolve(opening, is_sure=sure), faults


def read_opening(head: Reader, path: Path, course: Course | None, *, copy: bool) -> Opening | None:
    """Read the keys of `%%lesson`; None for a format that is not known.

    Without a `course` the lesson is one by itself and says what a course would. In a student
    `copy` the course is that of its release, whatever the head repeats of it.
    """
    if not check_format(head, "This lesson"):
        return None
    typed = nfc(head.text("id").strip())
    head.faults += check_id(typed, "a lesson", head.line_of("id")) if typed else ()
    id_ = as_id(typed or path.stem, NAMELESS)
    title = head.text("title") or path.stem
    minutes = head.integer("minutes")
    if minutes is not None and minutes < 1:
        head.fault(OUT_OF_RANGE, "`minutes` is at least 1.", "minutes")
        minutes = None
    head.text("notes")
    settings = read_settings(head, None if copy else path.parent)
    skills, own = _skills(head, course, copy=copy)
    interests = read_interests(head)
    if course is None:
        course = Course(id_, title, skills=own, interests=interests)
    elif interests and not copy:
        _belongs(head, "interests")
    opening = Opening(
        id_,
        title,
        with_settings(course, settings),
        minutes,
        skills,
        read_branches(head),
        _files(head, path.parent, copy=copy),
    )
    head.finish()
    return opening


def _skills(
    head: Reader, course: Course | None, *, copy: bool
) -> tuple[tuple[str, ...], Mapping[str, Skill]]:
    """The skills that a lesson names, and those that it defines itself."""
    if isinstance(head.node_of("skills"), Mapping_):
        if course is not None and not copy:
            _belongs(head, "skills")
            return (), {}
        own = read_skills(head)
        return tuple(own), own
    named = tuple(dict.fromkeys(nfc(each.strip()) for each in head.texts("skills")))
    if course is None:
        for each in named:
            head.faults += check_id(each, "a skill", head.line_of("skills"))
        return named, {each: Skill(each, each) for each in named}
    head.faults += unknown_skills(named, course.skills, head.line_of("skills"))
    return tuple(each for each in named if each in course.skills), {}


def _belongs(head: Reader, key: str) -> None:
    message = f"`{key}` are defined in `course.yml`, for all lessons of the course."
    help_ = "Move them there, and name the lesson's skills: `skills: [...]`."
    head.fault(BELONGS_IN_COURSE, message, key, help_ if key == "skills" else "Move them there.")


def _files(head: Reader, folder: Path, *, copy: bool) -> tuple[str, ...]:
    """The files that a student copy may contain besides the notebook: those that are there."""
    found = []
    for name in dict.fromkeys(head.texts("files")):
        inside = Path(name).parts
        if not inside or Path(name).is_absolute() or ".." in inside or "\\" in name or "\0" in name:
            message = f"`{name}` is not a file in the lesson's folder."
            head.fault(FILE_OUTSIDE, message, "files", "Name it from there: `data/rain.csv`.")
        elif copy or _is_within(folder / name, folder):
            found.append(Path(name).as_posix())
        elif (folder / name).exists():
            message = f"`{name}` is a folder, or a link that leaves the lesson's folder."
            head.fault(FILE_OUTSIDE, message, "files", "Name each file, and no links.")
        else:
            head.fault(NO_SUCH_FILE, f"There is no file `{name}` beside the notebook.", "files")
    return tuple(found)


def _is_within(path: Path, folder: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False
