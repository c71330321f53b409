"""A lesson that asks for several options and for pairs, with formulas among them."""

from collections.abc import Mapping

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint, Part
from courseware.checkpoints.registry import types
from courseware.lesson.model import Lesson
from tests.unit.widgets.stage import whole_lesson

SPECS: Mapping[str, Part] = {
    "moved": {
        "options": {
            "mean": "The mean",
            "range": "The *range*",
            "median": r"The median, $x_{(n+1)/2}$",
            "mode": "The mode",
        },
        "answer": ["mean", "range"],
        "wrong": [{"answer": "median", "feedback": "The one in the middle stays where it is."}],
        "missing": [{"answer": "range", "feedback": "How far apart are the two ends now?"}],
        "partial": True,
        "shuffle": False,
        "last": [],
    },
    "names": {
        "pairs": {
            "mean": "all values added up, then divided by how many they are",
            "*median*": "the value in the middle",
            "mode": "the most frequent value",
        },
        "extra": ["the largest value less the smallest"],
        "wrong": [
            {
                "answer": {"mean": "the value in the middle"},
                "feedback": "That is another centre: the median.",
            },
            {"answer": {"mode": ""}, "feedback": "The mode has to do with counting."},
        ],
    },
    "signs": {
        "pairs": {
            r"$\bar x$": r"$\frac{1}{n}\sum_{i=1}^n x_i$",
            r"$\tilde x$": r"$x_{(n+1)/2}$",
            "`max(xs)`": "the `largest` value",
        },
        "extra": [],
        "wrong": [],
    },
}
KINDS = {"moved": "multiple", "names": "match", "signs": "match"}
PROMPTS = {
    "moved": "One huge value is added. What moves **far**?",
    "names": "Which belongs to which?\n\nThere is one *more* than you need.",
    "signs": "What do these signs stand for?",
}
RIGHT = {
    "mean": "all values added up, then divided by how many they are",
    "*median*": "the value in the middle",
    "mode": "the most frequent value",
}
SWAPPED = {**RIGHT, "mean": RIGHT["*median*"], "*median*": RIGHT["mean"]}


def several() -> Lesson:
    """The lesson: a `multiple`, a `match` of words, and a `match` of formulas."""
    made = {}
    for id_, kind in KINDS.items():
        public, key = types()[kind].split(SPECS[id_])
        said: Part = {**key, "other": "", "explain": "Only the ends know of it."}
        hash_ = f"hash of {id_}"
        made[id_] = Checkpoint(
            id_, kind, PROMPTS[id_], hash_, skills=("mean",), points=2, public=public, key=said
        )
    made["moved"] = evolve(made["moved"], hints=("Two of them.", "Think of 1, 2, 300."))
    return evolve(whole_lesson(), checkpoints=made, branches={}, branch_of={})
