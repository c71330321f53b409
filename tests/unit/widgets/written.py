"""A lesson that asks what code prints, and for texts of the learner's own."""

from collections.abc import Mapping

from attrs import evolve

from courseware.checkpoints.protocol import Checkpoint, Part
from courseware.checkpoints.registry import types
from courseware.lesson.model import Lesson
from tests.unit.widgets.stage import whole_lesson

LOOP = """\
total = 0
for run in [4, 8, 9]:
    total = total + run
    print(run, total)  # the distance of this run, and that of all runs up to this one: a long line
print(total / 0)
"""
PRINTED = "4 4\n8 12\n9 21\nZeroDivisionError"
MODEL = "The mean is 29 km.\n\nIt hides that *one* run was 60 km long."

SPECS: Mapping[str, Part] = {
    "loop": {
        "code": LOOP,
        "setup": "",
        "wrong": [
            {"answer": "4 4\n8 8\n9 9\nZeroDivisionError", "feedback": "`total` grows."},
        ],
        "seconds": 5.0,
    },
    "look-back": {
        "rubric": ["I name a number.", "I say what it tells.", "I say what it **hides**, too."],
        "graded": "",
        "model": MODEL,
    },
    "essay": {"rubric": [], "graded": "by hand", "model": ""},
}
KINDS = {"loop": "predict", "look-back": "reflect", "essay": "reflect"}
PROMPTS = {
    "loop": "What does this code print?",
    "look-back": "Six runs have a mean of 29 km. What does that tell, and what does it hide?",
    "essay": "Describe your own data in three sentences.",
}


def written() -> Lesson:
    """The lesson: a `predict`, and a `reflect` with a rubric and one without."""
    made = {}
    for id_, kind in KINDS.items():
        public, key = types()[kind].split(SPECS[id_])
        said: Part = {
            **key,
            "other": "",
            "explain": "`total` adds them up." if id_ == "loop" else "",
        }
        hash_ = f"hash of {id_}"
        made[id_] = Checkpoint(
            id_, kind, PROMPTS[id_], hash_, skills=("mean",), points=2, public=public, key=said
        )
    made["loop"] = evolve(made["loop"], hints=("How often does it print?", "Nothing stops it yet."))
    return evolve(whole_lesson(), checkpoints=made, branches={}, branch_of={})
