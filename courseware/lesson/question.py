"""A checkpoint read from its cell: the keys that all types share, and the type's own."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve, frozen

from courseware.checkpoints.identity import checkpoint_hash
from courseware.checkpoints.protocol import JSON, Checkpoint, Part, Prompting, Type
from courseware.checkpoints.reading import MISSING_KEY, Reader
from courseware.checkpoints.registry import find
from courseware.errors.diagnostics import Fault, Rule
from courseware.lesson.course import OUT_OF_RANGE, read_tries, unknown_skills
from courseware.lesson.head import ENDS_FIRST, MISSING_PROMPT, RESERVED, Head, without_echo
from courseware.lesson.released import SHARED
from courseware.lesson.scalars import nfc
from courseware.lesson.typed import TOO_MUCH

TWO_PROMPTS = Rule("CW224", "two-prompts")

RESERVED_KEYS = ("given", "as")


@frozen
class Around:
    """What a checkpoint needs to know of its lesson; `skills` is None where they are not known."""

    skills: Collection[str] | None
    tries: int


def read_question(
    id_: str, head: Head, around: Around, key: Part | None = None
) -> tuple[Checkpoint | None, tuple[Fault, ...]]:
    """Read a checkpoint; None where a fault leaves nothing to be asked.

    A released head holds the public part; its `key` came another way, if it came at all.
    """
    reader = Reader(head.node)
    kind = _kind(reader, head)
    shared = _shared(id_, reader, head, around, _usual(kind))
    found: Checkpoint | None = None
    if kind is not None and head.json is not None:
        public = {name: value for name, value in head.json.items() if name not in SHARED}
        found = evolve(shared, type=kind.name, public=public, key=key)
    elif kind is not None:
        found = _typed(evolve(shared, type=kind.name), reader, kind)
    faults = (*head.faults, *without_echo(reader.faults, head.faults))
    if found is None or any(each.rule.severity == "error" for each in faults):
        return None, faults
    return evolve(found, hash=checkpoint_hash(found.type, found.prompt, found.public)), faults


def _kind(reader: Reader, head: Head) -> Type | None:
    """The type that a head names."""
    if not head.node.items and head.ended and not head.faults:
        reader.fault(MISSING_KEY, "There is no head above the first line `---`.", None, ENDS_FIRST)
        return None
    name = reader.text("type", required=True).strip()
    found = find(name, reader.line_of("type")) if name else None
    if isinstance(found, Fault):
        reader.faults.append(found)
        return None
    return found


def _usual(kind: object) -> str:
    """The question that a type asks where its author types none."""
    return kind.prompt if isinstance(kind, Prompting) else ""


def _shared(id_: str, reader: Reader, head: Head, around: Around, usual: str) -> Checkpoint:
    """Read the keys that all types share; the type and what is its own are still to come."""
    for key in RESERVED_KEYS:
        if reader.has(key):
            reader.fault(RESERVED, f"`{key}` is reserved for a later version.", key)
    skills = tuple(dict.fromkeys(nfc(each.strip()) for each in reader.texts("skills")))
    if around.skills is not None:
        help_ = "Name it under `skills:` in `course.yml`, or in `%%lesson` where there is none."
        line = reader.line_of("skills")
        reader.faults += unknown_skills(skills, around.skills, line, help_)
    points = reader.number("points", 1.0)
    if points is None or points < 0:
        reader.fault(OUT_OF_RANGE, "`points` is at least 0.", "points")
        points = 1.0
    reader.text("notes")
    return Checkpoint(
        id_,
        "",
        _prompt(reader, head, usual),
        hash="",
        skills=skills,
        points=points,
        title=reader.text("title"),
        hints=reader.texts("hints"),
        tries=read_tries(reader) or around.tries,
    )


def _prompt(reader: Reader, head: Head, usual: str) -> str:
    short = reader.text("prompt").strip()
    if short and head.prompt:
        message = "There is a prompt below `---` and another one here."
        reader.fault(TWO_PROMPTS, message, "prompt", "Keep one of them.")
    elif not short and not head.prompt and not usual:
        help_ = "Write it below a line `---`." if not head.ended else "Write it below the `---`."
        reader.fault(
            MISSING_PROMPT, "There is no question to ask: the prompt is missing.", None, help_
        )
    return head.prompt or short or usual


def _typed(found: Checkpoint, reader: Reader, kind: Type) -> Checkpoint:
    """Read the type's own keys, and part what may be public from what may not."""
    shared: dict[str, JSON] = {each: reader.text(each) for each in ("other", "explain")}
    try:
        spec = kind.read(reader)
    except (RecursionError, MemoryError):
        reader.fault(TOO_MUCH, "Something in this head is nested beyond all measure.")
        return found
    reader.finish()
    if any(each.rule.severity == "error" for each in reader.faults):
        return found
    public, key = kind.split(spec)
    return evolve(found, public=public, key={**key, **shared})
