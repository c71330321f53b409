"""`course.yml`: what the lessons of a folder share."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal, cast

from attrs import evolve, frozen

from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.reading import (
    NUMBER,
    WRONG_KIND,
    Mapping_,
    Node,
    Reader,
    Scalar,
    Sequence,
    did_you_mean,
)
from courseware.errors import UsageError
from courseware.errors.diagnostics import Diagnostic, Fault, Rule
from courseware.gates.rules import UNKNOWN_NAME
from courseware.lesson.model import Course, Skill, Skip
from courseware.lesson.names import as_id, check_id
from courseware.lesson.notebook import NOT_UTF8, placed, read_bytes
from courseware.lesson.plain import read_plain
from courseware.lesson.scalars import nfc
from courseware.lesson.versions import check_format
from courseware.mastery import registry as mastery
from courseware.mastery.parameters import PARAMETER

NAME = "course.yml"
NAMELESS = "course"
EXPONENT = re.compile(r"-?\d(\.\d+)?e-\d{1,3}", re.ASCII)
SKIPS = ("never", "offer", "free")
UNKNOWN_SKILL = UNKNOWN_NAME["skill"]
OUT_OF_RANGE = Rule("CW209", "out-of-range")
SKILL_CIRCLE = Rule("CW302", "skills-in-a-circle")


@frozen
class Settings:
    """What a course says and a lesson may say otherwise; None where it says nothing."""

    language: str | None = None
    mastery: Mapping[str, JSON] | None = None
    tries: int | None = None
    skip: Skip | None = None


def find_course(lesson: Path) -> Path | None:
    """The `course.yml` of a notebook: in its folder or the nearest one above."""
    for folder in lesson.absolute().parents:
        if (folder / NAME).is_file():
            return _as_given(folder / NAME, lesson)
    return None


def _as_given(path: Path, lesson: Path) -> Path:
    """The path in the way that the lesson's was given: from here, or from the root."""
    here = Path.cwd()
    return path.relative_to(here) if not lesson.is_absolute() and here in path.parents else path


def open_course(path: Path) -> tuple[Course | None, tuple[Diagnostic, ...]]:
    """Read a course file; None where it cannot be used.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault(NOT_UTF8, f"The file is not UTF-8: {error.reason}.", None)
        return None, (placed(fault, path),)
    node, faults = read_plain(text)
    if node is not None and not isinstance(node, Mapping_):
        faults += (Fault(WRONG_KIND, "A course is lines `key: value`.", node.line),)
    if faults or not isinstance(node, Mapping_ | None):
        return None, tuple(placed(each, path) for each in faults)
    head = Reader(node or Mapping_({}, {}, 1))
    course = read_course(head, path.parent)
    faults = tuple(sorted(head.faults, key=lambda each: each.line or 0))
    return course, tuple(placed(each, path) for each in faults)


def read_course(head: Reader, folder: Path | None = None) -> Course | None:
    """Read the keys of a course in its folder; None for a format that is not known."""
    if not check_format(head, "This course"):
        return None
    found = nfc(head.text("id", required=True).strip())
    head.faults += check_id(found, "a course", head.line_of("id")) if found else ()
    settings = read_settings(head, folder)
    skills = read_skills(head)
    launcher = head.text("launcher")
    id_ = as_id(found, NAMELESS)
    course = Course(
        id_,
        head.text("title") or id_,
        skills=skills,
        interests=read_interests(head),
        launcher=None if launcher in ("", "null", "~") else launcher,
    )
    head.finish()
    return with_settings(course, settings)


def course_json(course: Course) -> dict[str, JSON]:
    """A course as the keys of `course.yml`; `read_course` reads them back."""
    skills: dict[str, JSON] = {}
    for skill in course.skills.values():
        skills[skill.id] = {"title": skill.title, "needs": list(skill.needs)}
        if skill.mastery is not None:
            skills[skill.id] = {
                **cast("dict[str, JSON]", skills[skill.id]),
                "mastery": skill.mastery,
            }
    return {
        "format": 1,
        "id": course.id,
        "title": course.title,
        "language": course.language,
        "skills": skills,
        "interests": dict(course.interests),
        "mastery": course.mastery,
        "tries": course.tries,
        "skip": course.skip,
        "launcher": course.launcher,
    }


def read_settings(head: Reader, folder: Path | None = None) -> Settings:
    """`language`, `mastery`, `tries` and `skip`."""
    skip = head.one_of("skip", SKIPS, "")
    return Settings(
        language=head.text("language") or None,
        mastery=read_mastery(head, folder),
        tries=read_tries(head),
        skip=cast("Literal['never', 'offer', 'free']", skip) if skip else None,
    )


def with_settings(course: Course, settings: Settings) -> Course:
    """The course with what is said otherwise."""
    return evolve(
        course,
        language=settings.language or course.language,
        mastery=settings.mastery or course.mastery,
        tries=settings.tries or course.tries,
        skip=settings.skip or course.skip,
    )


def read_tries(head: Reader) -> int | None:
    """After how many wrong answers the way opens: at least one, since nobody is trapped."""
    tries = head.integer("tries")
    if tries is not None and tries < 1:
        head.fault(OUT_OF_RANGE, "`tries` is at least 1: after them, the way opens.", "tries")
        return None
    return tries


def read_mastery(head: Reader, folder: Path | None = None) -> Mapping[str, JSON] | None:
    """The mastery rule and its parameters; a single text is the name of a rule.

    `parameters` names a file in the `folder` that `courseware mastery fit` wrote: what is in it
    takes its place, as `priors`.
    """
    node = head.node_of("mastery")
    if node is None:
        return None
    if isinstance(node, Sequence):
        head.mapping("mastery")
        return None
    found = {"rule": _json(node)} if isinstance(node, Scalar) else {**_mapping(node)}
    faults: tuple[Fault, ...] = ()
    if "parameters" in found and folder is not None:
        fitted = _fitted(folder / str(found.pop("parameters")))
        faults = (fitted,) if isinstance(fitted, Fault) else ()
        found |= {} if isinstance(fitted, Fault) else {"priors": fitted}
    faults += mastery.faults(found) if found else ()
    for each in faults:
        head.fault(each.rule, each.message, "mastery", each.help)
    return found if found and not faults else None


def _fitted(path: Path) -> JSON | Fault:
    """What a fit wrote; a fault where there is nothing of it."""
    help_ = "It is what `courseware mastery fit LOG... --out FILE` writes."
    try:
        found: JSON = json.loads(read_bytes(path))
    except (UsageError, ValueError, RecursionError):
        return Fault(PARAMETER, f"`{path.name}` cannot be read.", None, help_)
    return found


def read_skills(head: Reader) -> dict[str, Skill]:
    """`skills` as a mapping of ids to `{title, needs, mastery}` or to a title."""
    node = head.node_of("skills")
    if node is None:
        return {}
    if not isinstance(node, Mapping_):
        head.fault(
            WRONG_KIND, "`skills` should be lines `id: {title: ..., needs: [...]}`.", "skills"
        )
        return {}
    skills = {}
    below = Reader(node, head.faults)
    for typed, each in node.items.items():
        id_, line = nfc(typed.strip()), node.lines[typed]
        head.faults += check_id(id_, "a skill", line)
        if isinstance(each, Mapping_):
            keys = Reader(each, head.faults)
            needs = tuple(map(nfc, keys.texts("needs")))
            skills[id_] = Skill(id_, keys.text("title") or id_, needs, read_mastery(keys))
            keys.finish()
        else:
            skills[id_] = Skill(id_, below.text(typed) or id_)
    for skill in skills.values():
        line = node.lines.get(skill.id, node.line)
        head.faults += unknown_skills(skill.needs, skills, line)
        if skill.id in _needed(skill.id, skills):
            head.fault(SKILL_CIRCLE, f"`{skill.id}` needs itself before it can begin.", line)
    return skills


def unknown_skills(
    named: Collection[str], skills: Collection[str], line: int, help_: str | None = None
) -> list[Fault]:
    """A fault for every skill that is named and that the course does not have."""
    return [
        Fault(
            UNKNOWN_SKILL,
            f"There is no skill `{each}`.",
            line,
            _listed(each, skills) or did_you_mean(each, skills) or help_,
        )
        for each in named
        if each not in skills
    ]


def _listed(text: str, skills: Collection[str]) -> str | None:
    """A list as it was meant, where several skills were typed without its brackets."""
    parts = [each.strip() for each in re.split("[,;]", text)]
    return (
        f"Write `[{', '.join(parts)}]`." if len(parts) > 1 and set(parts) <= set(skills) else None
    )


def read_interests(head: Reader) -> dict[str, str]:
    """`interests`: ids with their titles, or a list of titles that are their own ids."""
    node = head.node_of("interests")
    if isinstance(node, Mapping_) or node is None:
        found = {nfc(each.strip()): title for each, title in head.mapping("interests").items()}
        return {each: title or each for each, title in found.items()}
    return {nfc(each.strip()): each for each in head.texts("interests")}


def _needed(skill: str, skills: Mapping[str, Skill]) -> set[str]:
    """Every skill that has to come before one, directly or not."""
    found: set[str] = set()
    ahead = list(skills[skill].needs)
    while ahead:
        each = ahead.pop()
        if each in skills and each not in found:
            found.add(each)
            ahead.extend(skills[each].needs)
    return found


def _mapping(node: Mapping_) -> Mapping[str, JSON]:
    return {key: _json(each) for key, each in node.items.items()}


def _json(node: Node) -> JSON:
    """Parameters: numbers where they read as such, in lists and mappings as a copy has them."""
    if isinstance(node, Mapping_):
        return _mapping(node)
    if isinstance(node, Sequence):
        return [_json(each) for each in node.items]
    text = node.text
    if text.isascii() and text.isdecimal() and len(text) < len("1000000000"):
        return int(text)
    is_small = EXPONENT.fullmatch(text)  # as JSON writes what is next to nothing
    return float(text) if is_small or NUMBER.fullmatch(text) else text
