"""A lesson that asks for lines of code, for steps and for words in their order."""

from collections.abc import Mapping

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint, Part
from courseware.checkpoints.registry import types
from courseware.lesson.model import Lesson
from tests.unit.widgets.stage import whole_lesson

RIGHT = [
    "def centre(values):",
    "    ordered = sorted(values)",
    "    if len(ordered) % 2:",
    "        return ordered[len(ordered) // 2]  # an odd number of values has one in its middle",
    "    return None",
]
DEF, SORT, IF, MIDDLE, NONE = (each.strip() for each in RIGHT)
STRAY = "ordered = values.sort()"
FLAT = [RIGHT[0], RIGHT[1], RIGHT[2], f"    {MIDDLE}", RIGHT[4]]
STEPS = [r"Write down $x_1, \dots, x_n$", "*Sort* them", "Take the one in the `middle`"]

SPECS: Mapping[str, Part] = {
    "centre": {
        "lines": RIGHT,
        "distractors": [STRAY],
        "also": [],
        "wrong": [{"answer": FLAT, "feedback": "What belongs to the `if`?"}],
        "code": True,
    },
    "steps": {"lines": STEPS, "distractors": [], "also": [], "wrong": [], "code": False},
    "words": {
        "lines": ["the", "dog", "sees", "the", "cat"],
        "distractors": [],
        "also": [["the", "cat", "sees", "the", "dog"]],
        "wrong": [],
        "code": False,
    },
}
PROMPTS = {
    "centre": "Put the lines in order, so that `centre` gives the **middle** of an odd number of "
    "values.\n\nYou do not need all of them.",
    "steps": "How do you find a *median*?",
    "words": "Make a sentence of these words.",
}


def ordered() -> Lesson:
    """The lesson: an `order` of code with a line too many, one of steps and one of words."""
    public_and_key = {id_: types()["order"].split(spec) for id_, spec in SPECS.items()}
    made = {
        id_: Checkpoint(
            id_,
            "order",
            PROMPTS[id_],
            f"hash of {id_}",
            skills=("median",),
            points=2,
            public=public,
            key={**key, "other": "", "explain": "Only what is sorted has a middle."},
        )
        for id_, (public, key) in public_and_key.items()
    }
    made["centre"] = evolve(made["centre"], hints=("What comes first?", "Sort them."))
    return evolve(whole_lesson(), checkpoints=made, branches={}, branch_of={})
