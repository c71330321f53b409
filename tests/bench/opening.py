"""Opening a lesson, against plain Voilà with the same notebook and as many ipywidgets.

Visits alternate; each comes with an empty cache to servers that are at rest. *Warm*: a kernel has
run the notebook before the visit; *cold*: the visit starts one. *Fresh* is a learner who has not
begun; *opened* one to whom every branch of the lesson is open, and whose page is as long as the
twin's. Ratios are medians over pairs of visits, one right after the other.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from attrs import frozen
from playwright.sync_api import Browser

from courseware.keyring import unseal
from courseware.lesson.model import Lesson
from courseware.lesson.read import read_lesson
from courseware.log import wall_clock
from courseware.log.file import FileLog
from courseware.log.place import file_name
from courseware.release import release
from tests.bench.chromium import chromium
from tests.bench.figure import Figure
from tests.bench.kernels import kernels, rest
from tests.bench.lesson import write_other
from tests.bench.plain import plain_voila
from tests.bench.twin import write_twin
from tests.bench.visit import Visit, visit
from tests.browser.serving import serving

LESSONS = Path(__file__).parents[2] / "lessons"
NAME, OTHER = "01-centre", "00-other"
ROUNDS = 5


@frozen
class Case:
    """A comparison: is the lesson opened to its end, and is there a kernel that has run it?"""

    opened: bool
    warm: bool

    @property
    def name(self) -> str:
        """The case in two words."""
        return f"{'opened' if self.opened else 'fresh'} {'warm' if self.warm else 'cold'}"


@frozen
class Site:
    """A page to visit, and the process that serves it."""

    url: str
    pid: int


def measure(place: Path) -> list[Figure]:
    """Visit both in all four cases."""
    cases = [Case(opened, warm) for opened in (False, True) for warm in (True, False)]
    with chromium() as browser:
        return [figure for case in cases for figure in _compare(browser, place / case.name, case)]


def _compare(browser: Browser, place: Path, case: Case) -> list[Figure]:
    with _sites(place, case) as (ours, plain, questions):
        pairs = [(_visit(browser, ours, case), _visit(browser, plain, case)) for _ in range(ROUNDS)]
    for our, other in pairs:
        if other.questions != questions or (case.opened and our.questions != questions):
            raise RuntimeError(f"{questions} questions are {our.questions}, {other.questions}")
    seconds = [median(each.seconds for each in side) for side in zip(*pairs, strict=True)]
    size = median(our.bytes for our, _ in pairs)
    slower = median(our.seconds / other.seconds for our, other in pairs)
    larger = median(our.bytes / other.bytes for our, other in pairs)
    return [
        Figure(f"{case.name}, courseware", seconds[0], "s"),
        Figure(f"{case.name}, plain Voilà", seconds[1], "s"),
        Figure(f"{case.name}, time", slower, "times", 1.25),
        Figure(f"{case.name}, courseware's bytes", size / 1e6, "MB"),
        Figure(f"{case.name}, bytes", larger, "times", 1.1),
    ]


@contextmanager
def _sites(place: Path, case: Case) -> Iterator[tuple[Site, Site, int]]:
    """The lesson and its twin, each served at rest, and how many questions there are."""
    shutil.copytree(LESSONS, place / "source")
    if not case.warm:
        write_other(place / "source" / OTHER)
    release(place / "source", place / "student")
    lesson = read_lesson(place / "student" / NAME / f"{NAME}.ipynb", unseal)
    _begin(place / "home", lesson, case)
    shutil.copytree(lesson.path.parent, place / "twin")
    write_twin(lesson, place / "twin" / lesson.path.name)
    twin = plain_voila(place / "twin" / lesson.path.name, place / "plain", warm=case.warm)
    with serving(place / "student", place / "home") as served, twin as plain:
        ours = Site(served.lesson(NAME), served.pid)
        for site in (ours, Site(plain.url, plain.pid)):
            rest(site.pid)
        yield ours, Site(plain.url, plain.pid), len(lesson.checkpoints)


def _begin(home: Path, lesson: Lesson, case: Case) -> None:
    """Let the record say what the case asks for.

    A learner who is in the middle of an earlier lesson has that one kept warm: so a visit to this
    one is cold.
    """
    course = lesson.course.id
    folder = home / "record" / file_name(course)
    if not case.warm:
        log = FileLog(folder, course, OTHER, None, wall_clock)
        log.append(log.new("opened", version="1"))
        log.close()
    if case.opened:
        log = FileLog(folder, course, lesson.id, None, wall_clock)
        for name in lesson.branches:
            log.append(log.new("unlocked", version=lesson.version, branch=name, response="rule"))
        log.close()


def _visit(browser: Browser, site: Site, case: Case) -> Visit:
    """Visit a site, and wait until it could be visited again."""
    before = kernels(site.pid)
    seen = visit(browser, site.url)
    rest(site.pid, without=before if case.warm else None)
    return seen
