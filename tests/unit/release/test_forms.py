"""A question in many forms, released: a copy asks the same, and tells no answer of any form."""

from __future__ import annotations

import json
from pathlib import Path

from attrs import evolve

from courseware.checkpoints.posing import form_of, posed
from courseware.keyring import unseal
from courseware.lesson.model import Lesson
from courseware.lesson.read import read_lesson
from courseware.release import release

FORMS = Path(__file__).parents[2] / "corpus" / "good" / "forms"


def plain(lesson: Lesson) -> Lesson:
    """What is asked and how it is graded, as JSON knows it."""
    return evolve(
        lesson,
        path=Path(),
        cells=(),
        feedback=None,
        checkpoints={
            id_: evolve(
                each,
                **{
                    part: json.loads(json.dumps(getattr(each, part)))
                    for part in ("public", "key", "given", "contexts")
                },
                variants=tuple(
                    evolve(
                        variant,
                        public=json.loads(json.dumps(variant.public)),
                        key=json.loads(json.dumps(variant.key)),
                    )
                    for variant in each.variants
                ),
            )
            for id_, each in lesson.checkpoints.items()
        },
    )


def test_a_copy_asks_and_grades_every_form_as_its_source(tmp_path: Path) -> None:
    release(FORMS, tmp_path / "student")
    source = read_lesson(FORMS / "forms.ipynb")
    copy = read_lesson(tmp_path / "student" / "forms.ipynb", unseal=unseal)
    assert copy.diagnostics == ()
    assert plain(copy) == plain(source)
    for id_, question in source.checkpoints.items():
        for attempt in (1, 2, 3):
            form = form_of(question, "learner", attempt, "sport")
            assert form == form_of(copy.checkpoints[id_], "learner", attempt, "sport")
            assert posed(copy.checkpoints[id_], form).prompt == posed(question, form).prompt


def test_a_graded_copy_holds_no_answer_of_any_form(tmp_path: Path) -> None:
    release(FORMS, tmp_path / "student", "graded")
    text = (tmp_path / "student" / "forms.ipynb").read_text()
    assert "9.81" not in text
    copy = read_lesson(tmp_path / "student" / "forms.ipynb", unseal=unseal)
    forms = [form for each in copy.checkpoints.values() for form in (each, *each.variants)]
    assert [form.key for form in forms] == [None] * len(forms)
    assert copy.version == read_lesson(FORMS / "forms.ipynb").version
