"""Strategies: specs of every type as an author could have made them, and any JSON at all."""

from __future__ import annotations

from hypothesis import strategies as st

from courseware.checkpoints.protocol import JSON, Part

anything: st.SearchStrategy[JSON] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["a", "b", "6.5", "6,5 m", "1,234", "5 J", "median", "é", "x = 1", "def (:"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)

words = st.text("abcdeéèlmnop ", min_size=1, max_size=12).map(str.strip).filter(bool)
feedback = st.sampled_from(["", "Look again.", "*Not* that `one`."])


@st.composite
def choices(draw: st.DrawFn) -> Part:
    """Two to five options, one of them right."""
    ids = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    answer = draw(st.sampled_from(ids))
    wrong = [{"answer": each, "feedback": draw(feedback)} for each in ids[:2] if each != answer]
    return {
        "options": {each: f"The {each}" for each in ids},
        "answer": answer,
        "wrong": wrong,
        "shuffle": draw(st.booleans()),
        "last": ids[-1:],
    }


@st.composite
def multiples(draw: st.DrawFn) -> Part:
    """Two to five options of which some are right, and something said of each."""
    ids = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    answer = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=len(ids) - 1, unique=True))
    said = [{"answer": each, "feedback": draw(feedback)} for each in ids]
    return {
        "options": {each: f"The {each}" for each in ids},
        "answer": answer,
        "wrong": [each for each in said if each["answer"] not in answer],
        "missing": [each for each in said if each["answer"] in answer],
        "partial": draw(st.booleans()),
        "shuffle": draw(st.booleans()),
        "last": ids[-1:],
    }


@st.composite
def matches(draw: st.DrawFn) -> Part:
    """Two to five lefts, some of which share a right, and rights that belong nowhere."""
    lefts = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    rights = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    others = [draw(st.sampled_from(rights)) for _ in lefts[2:]]
    pairs = dict(zip(lefts, [*rights[:2], *others], strict=True))
    return {
        "pairs": pairs,
        "extra": [each for each in rights if each not in pairs.values()],
        "wrong": [
            {"answer": {lefts[0]: rights[1]}, "feedback": draw(feedback)},
            {"answer": {lefts[0]: ""}, "feedback": draw(feedback)},
        ],
    }


@st.composite
def numerics(draw: st.DrawFn) -> Part:
    """A decimal in a unit or in none, with a tolerance, figures or neither."""
    value = draw(st.decimals(-(10**6), 10**6, places=3).filter(bool))
    tolerance, figures = draw(
        st.sampled_from([("", 0), ("0.01", 0), ("1 %", 0), ("1 %", 4), ("", 3)])
    )
    unit = draw(st.sampled_from(["", "m"]))
    return {
        "answer": [str(value)],
        "tolerance": tolerance,
        "wrong": [{"answer": str(value * 10), "feedback": draw(feedback)}] if not unit else [],
        "unit": unit,
        "units": {"cm": "0.01"} if unit else {},
        "unit_needed": bool(unit) and draw(st.booleans()),
        "figures": figures,
        "figures_needed": bool(figures) and draw(st.booleans()),
    }


@st.composite
def texts(draw: st.DrawFn) -> Part:
    """A few words, with every way to be lenient."""
    answers = draw(st.lists(words, min_size=1, max_size=3, unique=True))
    return {
        "answer": answers,
        "wrong": [{"answer": "zebra", "feedback": draw(feedback)}],
        "pattern": draw(st.sampled_from([[], [r"a+|b{3}"], [r"(x\s?)+y"]])),
        "near": draw(st.integers(0, 3)) if min(map(len, answers)) > 6 else 0,
        "case": draw(st.booleans()),
        "accents": draw(st.sampled_from(["needed", "hint", "free"])),
    }


@st.composite
def predicts(draw: st.DrawFn) -> Part:
    """Lines that some code has printed, or an error that it stopped with."""
    error = draw(st.booleans())
    lines = draw(st.lists(words, min_size=1, max_size=4))
    return {
        "code": "...",
        "setup": "",
        "seconds": 10.0,
        "wrong": [{"answer": "zebra", "feedback": draw(feedback)}],
        "answer": "\n".join([*lines, *(["KeyError"] if error else [])]),
        "error": error,
    }


@st.composite
def orders(draw: st.DrawFn) -> Part:
    """Two to six lines, some of them indented, with others that belong nowhere."""
    texts = draw(st.lists(words, min_size=2, max_size=6).filter(lambda each: len(set(each)) > 1))
    unit = draw(st.sampled_from([0, 2, 4]))
    depths = draw(st.lists(st.integers(0, 2), min_size=len(texts), max_size=len(texts)))
    lines = [" " * unit * depth + text for depth, text in zip([0, *depths], texts, strict=False)]
    return {
        "lines": lines,
        "distractors": draw(st.lists(st.sampled_from(["zebra", "z  z"]), unique=True)),
        "also": [],
        "wrong": [{"answer": texts[:1], "feedback": draw(feedback)}],
        "code": bool(unit) and draw(st.booleans()),
    }


reflects: st.SearchStrategy[Part] = st.builds(
    lambda rubric, model: {
        "rubric": rubric,
        "graded": "" if rubric else "by hand",
        "model": model,
    },
    st.sampled_from([[], ["Low", "High"], ["Low", "Middle", "High"]]),
    st.sampled_from(["", "It *hides* one."]),
)

codes: st.SearchStrategy[Part] = st.builds(
    lambda number, hidden: {
        "starter": "",
        "solution": f"x = {number}",
        "setup": "",
        "tests": [
            {
                "name": "",
                "message": "",
                "points": 1.0,
                "hidden": hidden,
                "at": 0,
                "code": f"assert x == {number}",
            },
            {
                "name": "",
                "message": "",
                "points": 2.0,
                "hidden": False,
                "at": 1,
                "prints": "5",
                "input": "",
            },
        ],
        "wrong": [{"answer": f"x = {number} + 1", "feedback": "One less."}],
        "seconds": 10.0,
    },
    st.integers(-9, 9),
    st.booleans(),
)
