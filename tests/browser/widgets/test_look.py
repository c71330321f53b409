"""Every state is accessible, on wide and narrow screens, in light and dark."""

from collections.abc import Callable, Mapping
from typing import Literal

import pytest
from attrs import evolve

from courseware.session import Session
from tests.browser.widgets.harness import LessonPage, lesson_page
from tests.conftest import OpenPage
from tests.unit.widgets.stage import LARGEST, SOLUTION, session, whole_lesson

ALL = ("header", "warm-up", "six", "word", "centre", "gate refresher", "gate stretch", "gate music")
LONG = r"""Six runs:

| run | km |
|-----|----|
| Ann | 4  |

$$
\bar x = \frac{1}{n}\sum_{i=1}^n x_i
$$

```
xs = [4, 8, 9, 15, 21, 60, 4, 8, 9, 15, 21, 60, 4, 8, 9, 15, 21, 60]
```

What moves?"""


def fresh() -> Session:
    return session()


def without_gates() -> Session:
    """The lesson with all its checkpoints open, a long prompt, and everything to skip."""
    whole = whole_lesson()
    warm_up = evolve(whole.checkpoints["warm-up"], prompt=LONG)
    checkpoints = {**whole.checkpoints, "warm-up": warm_up}
    return session(evolve(whole, branch_of={}, skip="free", checkpoints=checkpoints))


def graded() -> Session:
    whole = whole_lesson()
    bare = {id_: evolve(each, key=None) for id_, each in whole.checkpoints.items()}
    return session(evolve(whole, feedback="graded", checkpoints=bare))


def leave_fresh(lesson: LessonPage) -> None:
    del lesson


def miss(lesson: LessonPage) -> None:
    """Wrong, partly right, released and malformed, with hints."""
    lesson.do("warm-up", "hint")
    lesson.do("warm-up", "answer", response="median")
    for _ in range(3):
        lesson.do("six", "answer", response="9")
    lesson.do("six", "reveal")
    lesson.do("word", "answer", response="")
    lesson.do("centre", "answer", response="def centre(values):\n    return sorted(values)[1]\n")
    lesson.do("header", "interest", interest="weather")


def master(lesson: LessonPage) -> None:
    """Everything right."""
    for id_, response in {
        "warm-up": "mean",
        "six": "12",
        "word": "median",
        "centre": SOLUTION,
    }.items():
        lesson.do(id_, "answer", response=response)
    lesson.do("header", "interest", interest=None)


def record(lesson: LessonPage) -> None:
    """Answers in a graded copy."""
    lesson.do("six", "answer", response="9")
    lesson.do("word", "answer", response="mode")


def lose(lesson: LessonPage) -> None:
    """A record that cannot be written, and a kernel that is gone."""
    lesson.session.log.close()
    lesson.do("centre", "answer", response=LARGEST)
    lesson.alive = False
    lesson.in_voila()
    lesson.server = 404
    lesson.page.clock.install()
    lesson.card("Checkpoint 2").get_by_role("button", name="Check").click()
    lesson.page.clock.fast_forward(4_100)
    lesson.page.get_by_text("This session has ended.").wait_for()


SCENES: Mapping[str, tuple[Callable[[], Session], Callable[[LessonPage], None]]] = {
    "fresh": (fresh, leave_fresh),
    "missed": (without_gates, miss),
    "mastered": (without_gates, master),
    "recorded": (graded, record),
    "lost": (without_gates, lose),
}


@pytest.fixture(params=SCENES)
def scene(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(("width", "scheme"), [(900, "light"), (320, "dark")])
def test_a_scene_is_accessible_and_fits_its_window(
    scene: str, width: int, scheme: Literal["light", "dark"], open_page: OpenPage
) -> None:
    begin, play = SCENES[scene]
    page = open_page(width=width, height=900, color_scheme=scheme, reduced_motion="reduce")
    with lesson_page(page, begin()) as lesson:
        lesson.show(*ALL)
        play(lesson)
        assert lesson.violations() == []
        assert not lesson.scrolls_sideways()
        small = page.locator(
            "button:visible, input[type=text]:visible, .steps a:visible"
        ).evaluate_all(
            """all => all.filter(each => each.getBoundingClientRect().height < 43.5)
                .map(each => each.outerHTML)"""
        )
        assert small == []
