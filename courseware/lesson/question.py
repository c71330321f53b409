"""A checkpoint read from its cell: the keys that all types share, and the type's own."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve, frozen

from courseware.checkpoints import parts
from courseware.checkpoints.draws import to_json
from courseware.checkpoints.faults import UNREADABLE_NUMBER
from courseware.checkpoints.filling import filled
from courseware.checkpoints.functions import NotCalculable
from courseware.checkpoints.given import BAD_GIVEN, read_given
from courseware.checkpoints.identity import checkpoint_hash
from courseware.checkpoints.protocol import JSON, Checkpoint, Part, Prompting, Type
from courseware.checkpoints.reading import MISSING_KEY, Mapping_, Reader, did_you_mean
from courseware.checkpoints.registry import find
from courseware.errors.diagnostics import Fault, Rule
from courseware.gates.rules import UNKNOWN_NAME
from courseware.lesson.course import OUT_OF_RANGE, read_tries, unknown_skills
from courseware.lesson.forms import endless, misused, templated, trials, variants
from courseware.lesson.head import ENDS_FIRST, MISSING_PROMPT, SECTION, Head, without_echo
from courseware.lesson.names import check_id
from courseware.lesson.released import forms_of, reread
from courseware.lesson.scalars import nfc
from courseware.lesson.typed import TOO_MUCH

TWO_PROMPTS = Rule("CW224", "two-prompts")
SECTION_IN_HEAD = Rule("CW228", "section-in-head")


@frozen
class Around:
    """What a checkpoint needs to know of its lesson.

    `skills` and `interests` are None where they are not known.
    """

    skills: Collection[str] | None
    tries: int
    interests: Collection[str] | None = None


def read_question(
    id_: str, head: Head, around: Around, key: Part | None = None
) -> tuple[Checkpoint | None, tuple[Fault, ...]]:
    """Read a checkpoint; None where a fault leaves nothing to be asked.

    A released head holds the public part; its `key` came another way, if it came at all.
    """
    reader = Reader(head.node)
    kind = _kind(reader, head)
    forms = _Forms(id_, head, around, kind)
    if kind is not None and head.json is None:
        found, more = forms.all(reader, kind)
    else:
        found, more = forms.shared(reader), reader.faults
    told = without_echo(list(dict.fromkeys(more)), head.faults)
    faults = (*head.faults, *_unknown_contexts(head, around), *told)
    if kind is None or any(each.rule.severity == "error" for each in faults):
        return None, faults
    if head.json is not None:
        found = reread(found, head.json, key)
    name = checkpoint_hash(found.type, found.prompt, {**found.public, **forms_of(found)})
    each = tuple(evolve(variant, hash=name) for variant in found.variants)
    return evolve(found, hash=name, variants=each), faults


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


def _unknown_contexts(head: Head, around: Around) -> tuple[Fault, ...]:
    if around.interests is None:
        return ()
    return tuple(
        Fault(
            UNKNOWN_NAME["interest"],
            f"There is no interest `{name}`.",
            line,
            did_you_mean(name, around.interests) or "Name it under `interests:`.",
        )
        for name, line in head.sections.items()
        if name not in around.interests
    )


@frozen
class _Forms:
    """Reads a head, and its forms one by one."""

    id: str
    head: Head
    around: Around
    kind: Type | None

    def all(self, reader: Reader, kind: Type) -> tuple[Checkpoint, list[Fault]]:
        """The question with all its forms, and everything that is wrong with any of them."""
        nodes = variants(reader)
        if not nodes:
            only, more = self.one(self.head.node, kind)
            return only, [*reader.faults, *more]
        found, faults = [], list(reader.faults)
        for node in nodes:
            variant, more = self.one(node, kind)
            found.append(variant)
            faults += more
        return evolve(found[0], variants=tuple(found)), faults

    def one(self, node: Mapping_, kind: Type) -> tuple[Checkpoint, list[Fault]]:
        """One form; with numbers it is tried at their ends, and the first faults are told."""
        numbers = read_given(first := Reader(node))
        faults = [*first.faults, *misused(kind.name, first, numbers)]
        template = templated(node, kind.name, numbers)
        found = self.read(Reader(template), kind)
        try:
            for values, filled_in in trials(template, {} if faults else numbers):
                self.read(trial := Reader(filled_in), kind)
                trial.faults += endless(template, values)
                told = [each for each in trial.faults if each.rule != UNREADABLE_NUMBER or values]
                if trial.faults:
                    said = ", ".join(f"{name} = {text}" for name, text in values.items())
                    faults += [_with(each, said) for each in (told if faults else trial.faults)]
                    break
                for text in (self.head.prompt, *self.head.contexts.values()):
                    filled(text, values)
        except NotCalculable as error:
            faults.append(Fault(BAD_GIVEN, str(error), first.line_of("given")))
        return evolve(found, given=to_json(numbers) if numbers else {}), faults

    def read(self, reader: Reader, kind: Type) -> Checkpoint:
        """Read the shared keys and the type's own, and part what may be public from the rest."""
        found = self.shared(reader)
        said: dict[str, JSON] = {each: reader.text(each) for each in ("other", "explain")}
        try:
            spec = kind.read(reader)
        except (RecursionError, MemoryError):
            reader.fault(TOO_MUCH, "Something in this head is nested beyond all measure.")
            return found
        reader.finish()
        has_numbers = "given" in reader.node.items
        if not has_numbers and any(each.rule.severity == "error" for each in reader.faults):
            return found
        public, key = kind.split(spec)
        return evolve(found, public=public, key={**key, **said})

    def shared(self, reader: Reader) -> Checkpoint:
        """Read the keys that all types share."""
        for each in ("type", "given", "variants"):
            reader.has(each)
        skills = tuple(dict.fromkeys(nfc(each.strip()) for each in reader.texts("skills")))
        if self.around.skills is not None:
            help_ = "Name it under `skills:` in `course.yml`, or in `%%lesson` where there is none."
            line = reader.line_of("skills")
            reader.faults += unknown_skills(skills, self.around.skills, line, help_)
        points = reader.number("points", 1.0)
        if points is None or points < 0:
            reader.fault(OUT_OF_RANGE, "`points` is at least 0.", "points")
            points = 1.0
        group = nfc(reader.text("as").strip())
        reader.faults += check_id(group, "a checkpoint", reader.line_of("as")) if group else ()
        reader.text("notes")
        prompt, contexts = self.prompt(reader)
        return Checkpoint(
            self.id,
            "" if self.kind is None else self.kind.name,
            prompt,
            hash="",
            skills=skills,
            points=points,
            title=reader.text("title"),
            hints=reader.texts("hints"),
            tries=read_tries(reader) or self.around.tries,
            group="" if group == self.id else group,
            contexts=contexts,
        )

    def prompt(self, reader: Reader) -> tuple[str, dict[str, str]]:
        """The question, and how it is put in each context; a variant's own has none."""
        short, head = reader.text("prompt").strip(), self.head
        is_variant = reader.node is not head.node and "variants" in head.node.items
        kind: object = self.kind
        usual = kind.prompt if isinstance(kind, Prompting) else ""
        if short and (head.prompt or head.contexts) and not is_variant:
            message = "There is a prompt below `---` and another one here."
            reader.fault(TWO_PROMPTS, message, "prompt", "Keep one of them.")
        elif not (short or head.prompt or head.contexts or usual or self._is_copy_of_forms):
            help_ = f"Write it below {'the' if head.ended else 'a line'} `---`."
            message = "There is no question to ask: the prompt is missing."
            reader.fault(MISSING_PROMPT, message, None, help_)
        if marks := [each.strip() for each in short.split("\n") if SECTION.fullmatch(each)]:
            message = f"The prompt holds the line `{marks[0]}`, which begins that of an interest."
            help_ = "Interests stand below `---`; for a line across the text write `***`."
            reader.fault(SECTION_IN_HEAD, message, "prompt", help_)
        if is_variant and short:
            return short, {}
        return head.prompt or short or ("" if head.contexts else usual), dict(head.contexts)

    @property
    def _is_copy_of_forms(self) -> bool:
        return self.head.json is not None and bool(parts.items(self.head.json, "variants"))


def _with(fault: Fault, said: str) -> Fault:
    """A fault of a head with drawn numbers names them."""
    return evolve(fault, message=f"{fault.message} (With {said}.)") if said else fault
