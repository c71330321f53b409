"""Courses: what lessons share, written as JSON and read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from courseware.checkpoints.reading import Mapping_, Reader
from courseware.lesson.course import course_json, open_course, read_course
from courseware.lesson.model import Course, Skill
from courseware.lesson.names import is_id
from courseware.lesson.plain import read_plain
from courseware.lesson.released import nodes
from courseware.mastery.priors import Priors
from courseware.mastery.registry import DEFAULT, model
from courseware.mastery.skill_filter import SkillFilter

COURSE = """
format: 1
id: data-with-uncertainty
title: Data with uncertainty   # its title
language: de
skills:
  mean: {title: The mean, needs: []}
  median: The median
  outliers: {title: "Outliers: far out", needs: [mean, median], mastery: {rule: m_of_n, m: 2, n: 3}}
interests: {weather: Weather, sport: Sport}
mastery: {rule: streak, length: 4}
tries: 2
skip: free
launcher: https://example.org/launch
"""


def course_of(text: str) -> Course:
    node, faults = read_plain(text)
    assert isinstance(node, Mapping_)
    head = Reader(node)
    course = read_course(head)
    assert (faults, head.faults) == ((), [])
    assert course is not None
    return course


def test_every_key_of_a_course_is_read() -> None:
    assert course_of(COURSE) == Course(
        "data-with-uncertainty",
        "Data with uncertainty",
        "de",
        {
            "mean": Skill("mean", "The mean"),
            "median": Skill("median", "The median"),
            "outliers": Skill(
                "outliers",
                "Outliers: far out",
                ("mean", "median"),
                {"rule": "m_of_n", "m": 2, "n": 3},
            ),
        },
        {"weather": "Weather", "sport": "Sport"},
        {"rule": "streak", "length": 4},
        2,
        "free",
        "https://example.org/launch",
    )


def test_a_course_needs_an_id_only() -> None:
    assert course_of("id: x") == Course("x", "x")
    assert course_of("id: x\nlauncher: null\nmastery: m_of_n").mastery == {"rule": "m_of_n"}
    assert course_of("id: x\ninterests: [Music, Sport]").interests == {
        "Music": "Music",
        "Sport": "Sport",
    }


def test_a_course_is_read_back_from_its_json() -> None:
    course = course_of(COURSE)
    node = nodes(course_json(course), 1)
    assert isinstance(node, Mapping_)
    head = Reader(node)
    assert read_course(head) == course
    assert head.faults == []


def test_ids_are_letters_of_any_script_digits_underscores_and_hyphens() -> None:
    good = ("warm-up", "a_1", "1", "Ερώτηση", "質問", "मध्य", "é", "سؤال-٣")
    bad = ("", "a b", "a.b", "a/b", "..", "a:b", "a'b", "🎉", "½", "a" * 101, "a\u200bb")
    assert [each for each in good if not is_id(each)] == []
    assert [each for each in bad if is_id(each)] == []


def test_a_course_without_a_usable_id_has_one_all_the_same_to_record_under() -> None:
    for typed, id_ in (("title: T", "course"), ("id: a b/ü", "a-b-ü"), ("id: !", "course")):
        node, _ = read_plain(typed.replace("!", "'!'"))
        assert isinstance(node, Mapping_)
        head = Reader(node)
        course = read_course(head)
        assert course is not None
        assert (course.id, len(head.faults)) == (id_, 1)
    node, _ = read_plain(f"id: {'x' * 300}")
    assert isinstance(node, Mapping_)
    long = read_course(Reader(node))
    assert long is not None
    assert is_id(long.id)


def test_what_a_fit_wrote_goes_with_the_course(tmp_path: Path) -> None:
    """It is named in `course.yml`, and stands in the copy that learners get."""
    fitted = Priors(skill=0.7, item=1.5e-05, bases={"mean": 0.9}, difficulties={"sum": (0.5, 0.1)})
    (tmp_path / "fit.json").write_text(json.dumps(fitted.json()))
    (tmp_path / "course.yml").write_text(
        "format: 1\nid: fitted\nmastery: {rule: filter, threshold: 0.7, parameters: fit.json}\n"
    )
    course, faults = open_course(tmp_path / "course.yml")
    assert faults == ()
    assert course is not None
    assert model(course.mastery) == SkillFilter(0.7, fitted)
    copied = read_course(Reader(cast("Mapping_", nodes(course_json(course), 1))))
    assert copied is not None
    assert model(copied.mastery) == SkillFilter(0.7, fitted)


@pytest.mark.parametrize("text", [None, "{", "[1]", '{"format": 2}', '{"format": 1, "skill": -1}'])
def test_what_no_fit_wrote_is_a_fault_of_the_course(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "fit.json").write_text(text)
    (tmp_path / "course.yml").write_text(
        "format: 1\nid: fitted\nmastery: {rule: filter, parameters: fit.json}\n"
    )
    course, faults = open_course(tmp_path / "course.yml")
    assert [(each.code, each.line) for each in faults] == [("CW422", 3)]
    assert course is not None
    assert course.mastery == DEFAULT
