"""What a checkpoint type is: the seam at which `choice`, `numeric` and third parties plug in.

An answer goes through `parse` (is it an answer at all?) and `grade` (is it right?). *Malformed*
(empty, not a number, does not compile) is told to the learner and costs nothing; *wrong* is
graded. Everything here is pure: what has to run is described by a `Job`, run by somebody else,
and handed back as `Ran`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from attrs import field, frozen

from courseware.errors.diagnostics import Fault

if TYPE_CHECKING:
    from courseware.checkpoints.reading import Reader

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]
Part = Mapping[str, JSON]
Graded = Literal["right", "partial", "wrong"]


@frozen
class Malformed:
    """Not an answer yet: one sentence (Markdown) that says what is expected."""

    message: str


@frozen
class TestResult:
    """How one test of a `code` answer went; `message` (Markdown) speaks when it did not pass."""

    name: str
    passed: bool
    message: str = ""


@frozen
class Verdict:
    """What grading found: a score in [0, 1], whether the answer is right, and what to say.

    `score` is None where nothing may be said yet (`recorded`: no key, or graded by hand).
    `feedback` is Markdown written by the author, `note` a sentence beside it (such as "in 3 figures
    this is 6.50").
    """

    score: float | None
    correct: bool | None
    feedback: str = ""
    note: str = ""
    tests: tuple[TestResult, ...] = ()

    @property
    def status(self) -> Literal["right", "partial", "wrong", "recorded"]:
        """`right`, `partial` (some credit), `wrong`, or `recorded` where there is no score."""
        if self.score is None:
            return "recorded"
        if self.correct:
            return "right"
        return "partial" if self.score > 0 else "wrong"


@frozen
class Job:
    """Python source to be run in a fresh process, ended after `seconds`.

    `program` runs first to last in one namespace of its own; it is handed `payload` (JSON) and
    writes its result (JSON) where the runner tells it to. `seed` decides how Python hashes texts,
    and so in which order it prints a set of them. What finds a key runs `again` so many times, to
    see that the same comes out.
    """

    program: str
    payload: JSON
    seconds: float = 10.0
    seed: int = 0
    again: int = 1


@frozen
class Ran:
    """What became of a job: `result` is what it last reported (None: nothing), also where it did
    not come to its end: `timeout` (its seconds were over), `ended` (it left or crashed), `broken`
    (it could not be started). `output` is the beginning of what it printed.
    """

    result: JSON = None
    failure: Literal["", "timeout", "ended", "broken"] = ""
    output: str = ""
    seconds: float = 0.0


class Runner(Protocol):
    """Runs jobs of learner code somewhere safe and slow-proof."""

    async def run(self, job: Job) -> Ran:
        """Run the job, at most for its seconds, and never raise for what the code does."""
        ...


@frozen
class Samples:
    """Raw answers that a checkpoint must call right, wrong and malformed."""

    right: tuple[JSON, ...] = ()
    wrong: tuple[JSON, ...] = ()
    malformed: tuple[JSON, ...] = ()


class Type(Protocol):
    """A checkpoint type (entry-point group `courseware.checkpoints`)."""

    @property
    def name(self) -> str:
        """The word after `type:`."""
        ...

    def read(self, head: Reader) -> Part:
        """Read the type's own keys of a head into a spec; faults go to `head.faults`.

        Keys that all types share (`type`, `title`, `prompt`, `skills`, `points`, `hints`,
        `tries`, `other`, `explain`, `notes`) are read elsewhere.
        """
        ...

    def split(self, spec: Part) -> tuple[Part, Part]:
        """Part a spec into what a student copy may hold (public) and what it may not (key)."""
        ...

    def parse(self, public: Part, raw: JSON) -> JSON | Malformed:
        """Turn what the browser sent into a response; never raises, whatever it is."""
        ...

    def job(self, public: Part, key: Part, response: JSON) -> Job | None:
        """What has to run before this response can be graded; None for most types."""
        ...

    def grade(self, public: Part, key: Part, response: JSON, ran: Ran | None) -> Verdict:
        """Judge a response; the same input gives the same verdict, and it never raises."""
        ...

    def worked(self, public: Part, key: Part) -> str:
        """Show how: the worked answer as Markdown."""
        ...

    def samples(self, spec: Part) -> Samples:
        """Answers to test a checkpoint with, made from its spec and what `complete` added."""
        ...


@runtime_checkable
class Preparing(Protocol):
    """A type whose key is whole only after something was run, as that of `predict`."""

    def prepare(self, public: Part, key: Part) -> Job | None:
        """What has to run before the key is whole; None where it is."""
        ...

    def complete(self, key: Part, ran: Ran) -> Part | tuple[Fault, ...]:
        """The whole key, or what is wrong with the checkpoint; a second run gives the same."""
        ...


@runtime_checkable
class Prompting(Protocol):
    """A type that has a question of its own, for heads without a prompt."""

    @property
    def prompt(self) -> str:
        """The question, in Markdown."""
        ...


@frozen
class Checkpoint:
    """One question of a lesson as a session needs it.

    `public` and `key` are the two parts of `Type.split`; `key` also holds what all types share
    (`other`, `explain`) and is None where the key is not here (a graded student copy). `hash`
    names the text that was answered, so that an answer to an older text is recognised.

    One question may have several forms (see `posing`): `contexts` are prompts by interest, `given`
    the numbers that may be drawn (as `given.to_json` writes them), `variants` whole questions of
    which each try draws another; the checkpoint itself is then the first of them. `group` is the
    name that it shares with checkpoints of other branches that ask for the same thing.
    """

    id: str
    type: str
    prompt: str
    hash: str
    skills: tuple[str, ...] = ()
    points: float = 1.0
    title: str = ""
    hints: tuple[str, ...] = ()
    tries: int = 3
    public: Part = field(factory=dict)
    key: Part | None = None
    group: str = ""
    contexts: Mapping[str, str] = field(factory=dict)
    given: Part = field(factory=dict)
    variants: tuple[Checkpoint, ...] = ()

    @property
    def counts_as(self) -> str:
        """The name under which rules, skills and points know it."""
        return self.group or self.id

    @property
    def is_drawn(self) -> bool:
        """Whether a retry asks another question of the same kind."""
        return len(self.variants) > 1 or bool(self.given)
