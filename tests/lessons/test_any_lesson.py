"""Lessons of any types, rules and answers: session, record and `courseware play` agree."""

import asyncio
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from courseware.checkpoints.protocol import JSON
from courseware.checkpoints.registry import BUILT_IN
from courseware.keyring import unseal
from courseware.lesson.model import Lesson
from courseware.lesson.read import read_lesson
from courseware.log import MemoryLog
from courseware.play import Played, Step, play, read_answers
from courseware.release import release
from courseware.runner import ProcessRunner
from courseware.session import Outcome, Session
from courseware.session.progress import fold
from tests.notebooks import code, text, write_notebook

HEADS = {
    "choice": "options: {m: Mean, n: Median}\nanswer: m\nwrong: {n: Not that.}\nshuffle: true",
    "multiple": "options: {a: A, b: B, c: C}\nanswer: [a, b]\nmissing: {b: Look at B.}",
    "numeric": "answer: 6.5\nunit: m\nunits: {cm: 0.01}\nwrong: {65: Too much.}",
    "text": "answer: median\nnear: 1\npattern: med.*",
    "predict": "code: print(1 + 1)\nwrong: {11: They are numbers.}",
    "order": "lines:\n  - a = 1\n  - b = a\n  - a = b  #distractor",
    "match": "pairs: {mean: add, median: sort}\nextra: [count]",
    "code": (
        "solution: x = 2\ntests:\n"
        "  - {name: two, code: assert x == 2}\n  - {name: some, code: assert x, hidden: true}"
    ),
    "reflect": "rubric: [low, high]\nmodel: Like this.",
}
FORMS = {
    "choice": (
        "variants:\n  - {options: {m: Mean, n: Median}, answer: m}\n"
        "  - {options: {m: Mean, k: Mode}, answer: k, wrong: {m: Not this time.}}",
    ),
    "numeric": (
        "given: {n: 2 to 4}\nanswer: 3.25 * n\nunit: m\nwrong: {10 * n: Too much.}",
        "variants:\n  - answer: 6.5\n  - {answer: 65, prompt: Another one.}",
    ),
    "text": ("variants:\n  - answer: median\n  - {answer: mean, hints: [Share.]}",),
}
"""Heads with many forms, of some types."""
ANSWERS: dict[str, tuple[JSON, ...]] = {
    "choice": ("m", "n", "", "x"),
    "multiple": (["a", "b"], ["a"], ["c"], []),
    "numeric": ("6.5", "650 cm", "65", "6.4", "much", "1,234"),
    "text": ("Median", "medain", "mean", ""),
    "predict": ("2", "11", ""),
    "order": (["a = 1", "b = a"], ["b = a", "a = 1"], ["a = b"], []),
    "match": ({"mean": "add", "median": "sort"}, {"mean": "add", "median": "add"}, {}),
    "code": ("x = 2", "x = 3", "x =", ""),
    "reflect": ({"text": "Mine."}, {"text": "Mine.", "rating": "1"}, {"text": ""}),
}
SKILLS = ("mean", "median")
BRANCHES = ("left", "right", "inner", "tune")
COURSE = """format: 1
id: any
title: Any
skills: {mean: {title: Mean, needs: []}, median: {title: Median, needs: [mean]}}
interests: {music: Music}
tries: 2
skip: %s
"""


@st.composite
def rules(draw: st.DrawFn, ids: tuple[str, ...]) -> str:
    """A rule over these checkpoints."""
    id_, skill = draw(st.sampled_from(ids)), draw(st.sampled_from(SKILLS))
    calls = (
        f'passed("{id_}")',
        f'done("{id_}")',
        f'score("{id_}") < 0.7',
        f'attempts("{id_}") > 1',
        f'stuck("{id_}")',
        f'mastered("{skill}")',
        f'mastery("{skill}") >= 0.5',
        f'stuck_on("{skill}")',
        'interest("music")',
        f'known("{skill}")',
    )
    parts = draw(st.lists(st.sampled_from(calls), min_size=1, max_size=3, unique=True))
    joined = draw(st.sampled_from((" and ", " or "))).join(parts)
    return f"not ({joined})" if draw(st.booleans()) else joined


@st.composite
def lessons(draw: st.DrawFn) -> tuple[list[str], str, list[tuple[str, str, str]]]:
    """A course, a lesson's head, and its checkpoints: the name, the branch and the text of each.

    The first may be asked in a test before the lesson, which is then part of the lesson's head.
    """
    types = draw(st.lists(st.sampled_from(sorted(BUILT_IN)), min_size=1, max_size=4, unique=True))
    ids = tuple(f"q-{kind}" for kind in types)
    named = {name: draw(rules(ids)) for name in BRANCHES[:3]}
    offer = draw(rules(ids))
    head = (
        f"%%lesson\ntitle: Any\nskills: [mean, median]\nbranches:\n"
        f"  left: {named['left']}\n"
        f"  right:\n    open: {named['right']}\n    offer: {offer}\n"
        f"  inner:\n    open: {named['inner']}\n    within: left\n"
        '  tune: interest("music")\n'
    )
    places = [("", *BRANCHES)[draw(st.integers(0, 4))] if at else "" for at in range(len(types))]
    texts = []
    for kind in types:
        common = "A question.\n--- music\nA song." if draw(st.booleans()) else "A question."
        form = draw(st.sampled_from((HEADS[kind], *FORMS.get(kind, ()))))
        together = "as: both\n" if draw(st.booleans()) else ""
        texts.append(f"{together}{form}\nhints: [Think.]\n---\n{common}")
    if types[0] != "reflect" and draw(st.booleans()):
        head += f"\0%%diagnostic\nitems: [{ids[0]}]\n"
    return list(types), head, list(zip(ids, places, texts, strict=True))


@st.composite
def steps(draw: st.DrawFn, types: list[str]) -> list[dict[str, JSON]]:
    """What a learner does there."""
    answers: list[dict[str, JSON]] = [{f"q-{kind}": raw} for kind in types for raw in ANSWERS[kind]]
    others: list[dict[str, JSON]] = [{"interest": "music"}, {"interest": ""}, {"wait": "2 days"}]
    others += [{word: f"q-{kind}"} for kind in types for word in ("hint", "reveal")]
    others += [{word: name} for name in BRANCHES for word in ("open", "skip")]
    others += [{"diagnostic": word} for word in ("begin", "all")]
    made = st.sampled_from(answers) | st.sampled_from(others)
    return draw(st.lists(made, max_size=8))


def write(
    folder: Path, drawn: tuple[list[str], str, list[tuple[str, str, str]]], skip: str
) -> Path:
    """The source of the lesson."""
    types, head, places = drawn
    cells = [code("%load_ext courseware"), *map(code, head.split("\0"))]
    for kind, (id_, branch, asked) in zip(types, places, strict=True):
        source = f"%%checkpoint {id_}\ntype: {kind}\nskills: [{SKILLS[len(kind) % 2]}]\n"
        tags = [f"branch:{branch}"] if branch else []
        cells.append(code(f"{source}{asked}", *tags))
    cells += [text(f"Of {name}.", f"branch:{name}") for name in BRANCHES]
    (folder / "source").mkdir()
    (folder / "source" / "course.yml").write_text(COURSE % skip, encoding="utf-8")
    return write_notebook(folder / "source" / "any" / "any.ipynb", *cells)


def played(lesson: Lesson, taken: tuple[Step, ...]) -> tuple[Played, ...]:
    """What `courseware play` makes of it."""
    return asyncio.run(play(lesson, taken, ProcessRunner(lesson.path.parent)))


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_session_record_and_play_agree_for_source_and_copy(data: st.DataObject) -> None:
    """Step by step; and a session that begins anew from the record stands where the first did."""
    drawn = data.draw(lessons())
    taken = data.draw(steps(drawn[0]))
    skip = data.draw(st.sampled_from(("never", "offer", "free")))
    with TemporaryDirectory() as place:
        folder = Path(place)
        source = read_lesson(write(folder, drawn, skip))
        faults = {each.name for each in source.diagnostics if each.severity == "error"}
        assert faults <= {"never-opens"}
        assume(not faults)  # a branch that only it leads to
        release(folder / "source", folder / "student")
        copy = read_lesson(folder / "student" / "any" / "any.ipynb", unseal=unseal)
        (folder / "answers.yml").write_text(json.dumps({"steps": taken}), encoding="utf-8")
        said = [each.outcome.json() for each in played(source, _read(folder, source))]
        again = [each.outcome.json() for each in played(copy, _read(folder, copy))]
        assert said == again
        kept = [(each["status"], each["score"], each["branches"]) for each in said]
        assert _anew(copy, _read(folder, copy)) == kept


def _read(folder: Path, lesson: Lesson) -> tuple[Step, ...]:
    return read_answers(folder / "answers.yml", lesson)


def _anew(lesson: Lesson, taken: tuple[Step, ...]) -> list[tuple[object, ...]]:
    """Take the steps with a new session from the record after every one of them."""
    log = MemoryLog("player", lesson.course.id, lesson.id)
    runner = ProcessRunner(lesson.path.parent)
    session = Session(lesson, log, runner)
    session.begin()
    got: list[tuple[object, ...]] = []
    for step in taken:
        outcome = asyncio.run(_take(session, step))
        got.append((outcome.status, outcome.score, dict(outcome.branches)))
        assert session.progress == fold(session.lesson, log.read())
        before = _seen(session, lesson)
        session = Session(lesson, log, runner)
        session.begin()
        assert _seen(session, lesson) == before
    return got


def _seen(session: Session, lesson: Lesson) -> list[object]:
    """All that a learner sees; keys that were found meanwhile are none of it."""
    views = [evolve(session.view(id_), checkpoint=each) for id_, each in lesson.checkpoints.items()]
    return [*views, *(session.gate(name) for name in lesson.branches)]


async def _take(session: Session, step: Step) -> Outcome:
    match step.kind:
        case "answer":
            return await session.answer(step.what, step.response)
        case "hint":
            return session.hint(step.what)
        case "reveal":
            return await session.reveal(step.what)
        case "interest":
            return session.choose(step.what or None)
        case "diagnostic":
            return session.diagnose(step.what)
        case "open" | "skip":
            return session.open(step.what, may_skip=step.kind == "skip")
        case "wait":
            return session.begin()


def test_every_type_is_drawn() -> None:
    assert HEADS.keys() == ANSWERS.keys() == BUILT_IN.keys()
