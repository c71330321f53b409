from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve

from courseware.errors import NotSaved
from courseware.events import Event, parse_line
from courseware.log import FileLog
from courseware.log.file import PAUSE
from courseware.log.learner import join
from tests.unit.event_strategies import answer
from tests.unit.log.conftest import OpenLog


def opened(log: FileLog) -> Event:
    """An event, appended."""
    log.append(log.new("opened", version="1"))
    return log.read()[-1]


def slice_of(folder: Path) -> Sequence[Event]:
    text = (folder / ".courseware" / "01-centre.jsonl").read_text()
    return [parse_line(line) for line in text.splitlines()]


def test_nothing_is_written_before_the_first_event(
    home: Path, tmp_path: Path, open_a_log: OpenLog
) -> None:
    log = open_a_log(beside=tmp_path)
    assert (log.read(), log.refresh(), log.problems, len(log.learner)) == ((), False, (), 32)
    log.flush_slice()
    log.close()
    assert [*tmp_path.iterdir()] == []
    assert not home.exists()


def test_another_kernel_finds_what_was_appended(open_a_log: OpenLog) -> None:
    one, two = open_a_log(), open_a_log("02-spread")
    first = opened(one)
    assert not one.refresh()
    assert two.refresh()
    assert two.read() == (first,)
    assert two.learner == one.learner
    assert not two.refresh()
    second = opened(two)
    assert (one.refresh(), one.read()) == (True, (first, second))
    assert (one.problems, two.problems) == ((), ())
    assert open_a_log().read() == (first, second)


def test_every_kernel_writes_its_own_file_in_the_courses_folder(
    home: Path, open_a_log: OpenLog
) -> None:
    for log in (open_a_log(), open_a_log()):
        opened(log)
        opened(log)
    files = sorted(home.rglob("*.*"))
    assert [(file.parent, file.suffix) for file in files] == [(home / "data", ".jsonl")] * 2
    assert [len(file.read_bytes().splitlines()) for file in files] == [2, 2]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_two_kernels_that_begin_at_once_are_one_learner(open_a_log: OpenLog) -> None:
    one, two = open_a_log(), open_a_log()
    assert one.learner != two.learner
    drawn = two.new("opened", version="1")
    first = opened(one)
    two.append(drawn)
    two.refresh()
    assert two.read() == (evolve(drawn, learner=one.learner), first)
    assert [*two.read()] == sorted(two.read(), key=lambda event: event.order)


def test_threads_append_at_once(open_a_log: OpenLog) -> None:
    log = open_a_log()
    ready = threading.Barrier(8)

    def work() -> None:
        ready.wait()
        for _ in range(10):
            opened(log)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = open_a_log()
    assert (len(log.read()), again.read(), again.problems) == (80, log.read(), ())


def test_a_removed_record_is_begun_again(home: Path, open_a_log: OpenLog) -> None:
    log = open_a_log()
    opened(log)
    for path in (home / "data").iterdir():
        path.unlink()
    second = opened(log)
    assert open_a_log().read() == (evolve(second, previous=None),)
    assert open_a_log().learner == log.learner


@pytest.mark.parametrize("left", ["", "??? \n", "\x00\xff"])
def test_a_record_whose_learner_is_lost_keeps_its_learner(
    home: Path, open_a_log: OpenLog, left: str
) -> None:
    log = open_a_log()
    first = opened(log)
    (home / "data" / "learner").write_text(left)
    again = open_a_log()
    assert (again.learner, again.read()) == (log.learner, (first,))
    opened(again)
    assert (home / "data" / "learner").read_text() == f"{log.learner}\n"


class TestSlice:
    """The lesson's own part beside the notebook."""

    def test_it_holds_this_lessons_events_of_every_kernel(
        self, tmp_path: Path, open_a_log: OpenLog
    ) -> None:
        one, two, other = open_a_log(beside=tmp_path), open_a_log(), open_a_log("02-spread")
        events = [opened(two), opened(one), opened(two)]
        opened(other)
        one.flush_slice()
        assert slice_of(tmp_path) == events
        assert [path.name for path in (tmp_path / ".courseware").iterdir()] == ["01-centre.jsonl"]

    def test_it_is_written_in_the_background_and_at_the_end(
        self, tmp_path: Path, open_a_log: OpenLog
    ) -> None:
        log = open_a_log(beside=tmp_path)
        first = opened(log)
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join()
        assert slice_of(tmp_path) == [first]
        second = opened(log)
        log.close()
        assert slice_of(tmp_path) == [first, second]

    def test_however_many_events_the_slice_is_written_once_a_second_at_most(
        self, tmp_path: Path, open_a_log: OpenLog
    ) -> None:
        log, began, writings = open_a_log(beside=tmp_path), time.monotonic(), set()
        while time.monotonic() < began + 2 * PAUSE:
            opened(log)
            writings |= {path.stat().st_mtime_ns for path in tmp_path.glob(".courseware/*.jsonl")}
        assert 1 <= len(writings) <= 1 + (time.monotonic() - began) / PAUSE

    def test_a_slice_that_comes_without_its_record_is_taken_up(
        self, home: Path, tmp_path: Path, open_a_log: OpenLog
    ) -> None:
        (tmp_path / ".courseware").mkdir()
        (tmp_path / ".courseware" / "01-centre.jsonl").write_text(answer(0).line() + "\n")
        log = open_a_log(beside=tmp_path)
        assert (log.learner, log.read(), log.problems) == ("ada", (answer(0),), ())
        second = opened(log)
        log.flush_slice()
        assert slice_of(tmp_path) == [answer(0), second]
        assert (home / "data" / "learner").read_text() == "ada\n"

    def test_the_slice_of_another_learner_is_set_aside_and_named(
        self, home: Path, tmp_path: Path, open_a_log: OpenLog
    ) -> None:
        mine = opened(open_a_log())
        (tmp_path / ".courseware").mkdir()
        (tmp_path / ".courseware" / "01-centre.jsonl").write_text(answer(0).line() + "\n")
        log = open_a_log(beside=tmp_path)
        assert log.read() == (mine,)
        second = opened(log)
        log.flush_slice()
        assert slice_of(tmp_path) == [mine, second]
        (aside,) = (tmp_path / ".courseware").glob("01-centre.aside-*.jsonl")
        assert aside.read_text() == answer(0).line() + "\n"
        assert log.problems == open_a_log(beside=tmp_path).problems
        (problem,) = log.problems
        assert f'courseware record merge "{aside}"' in problem
        join(home / "data", "ada")
        assert (log.refresh(), log.read(), log.problems) == (True, (answer(0), mine, second), ())

    def test_damaged_lines_of_a_slice_are_not_lost(
        self, tmp_path: Path, open_a_log: OpenLog
    ) -> None:
        log = open_a_log(beside=tmp_path)
        first = opened(log)
        (tmp_path / ".courseware").mkdir()
        (tmp_path / ".courseware" / "01-centre.jsonl").write_text("{}\ntorn")
        log.flush_slice()
        log.flush_slice()
        assert slice_of(tmp_path) == [first]
        (aside,) = (tmp_path / ".courseware").glob("01-centre.aside-*.jsonl")
        assert aside.read_text() == "{}\ntorn"
        assert [str(aside) in problem for problem in log.problems] == [True, True]

    def test_a_folder_that_cannot_be_written_is_a_problem_and_no_error(
        self, tmp_path: Path, open_a_log: OpenLog
    ) -> None:
        (tmp_path / ".courseware").write_text("a file in the place of the folder")
        log = open_a_log(beside=tmp_path)
        first = opened(log)
        log.flush_slice()
        assert log.read() == (first,)
        (problem,) = log.problems
        assert problem.startswith("Your record is safe, but its copy beside the notebook")
        (tmp_path / ".courseware").unlink()
        log.flush_slice()
        assert (log.problems, slice_of(tmp_path)) == ((), [first])


class TestNotSaved:
    """What cannot be written is told at once, and kept in memory to be saved elsewhere."""

    def test_where_there_can_be_no_folder(self, home: Path, open_a_log: OpenLog) -> None:
        home.write_text("a file in the place of the folder")
        log = open_a_log()
        drawn = log.new("opened", version="1")
        with pytest.raises(NotSaved) as caught:
            log.append(drawn)
        assert str(caught.value) == (
            f"Your work is not saved: {home / 'data'} cannot be written to (Not a directory). Put"
            " that right and answer again, or save your record elsewhere."
        )
        assert log.problems == (f"The record in {home / 'data'} cannot be read: Not a directory.",)
        assert log.read() == ()
        assert parse_line(log.text().rstrip("\n")) == drawn
        home.unlink()
        saved = opened(log)
        assert (log.text(), open_a_log().read()) == (saved.line() + "\n", (saved,))
        assert not log.refresh()
        assert not log.problems

    def test_on_a_full_disk(self, home: Path, open_a_log: OpenLog) -> None:
        """A limit on the size of files stands for the full disk: writing ends in mid-line."""
        told = run(
            """
            import resource
            from courseware.errors import NotSaved
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            log.append(log.new("opened", version="1"))
            size = next(log._folder.glob("*.jsonl")).stat().st_size
            for limit in range(size, 2 * size, 7):
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
                try:
                    log.append(log.new("opened", version="1"))
                except NotSaved as error:
                    print(json.dumps(str(error)))
                assert len(log.read()) == 1, log.read()
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            log.append(log.new("opened", version="1"))
            """
        )
        assert set(told) == {
            (
                f"Your work is not saved: the disk of {home / 'data'} is full. Make room there and"
                " answer again, or save your record elsewhere."
            )
        }
        log = open_a_log()
        assert (len(log.read()), log.problems) == (2, ())
        assert [path.suffix for path in (home / "data").iterdir()].count(".jsonl") == 1

    def test_after_the_end(self, open_a_log: OpenLog) -> None:
        log = open_a_log()
        log.close()
        with pytest.raises(NotSaved, match="this lesson was closed"):
            opened(log)

    def test_in_a_child_process(self, open_a_log: OpenLog) -> None:
        """A fork inherits the open file; it must not write into it."""
        told = run(
            """
            import os, sys
            from courseware.errors import NotSaved
            log.append(log.new("opened", version="1"))
            with log._writing, log._publishing, log._reading:
                child = os.fork()
            if child == 0:
                try:
                    log.append(log.new("opened", version="1"))
                except NotSaved as error:
                    print(json.dumps(str(error)), flush=True)
                log.refresh()
                print(len(log.read()), flush=True)
                log.close()
                sys.exit()
            os.waitpid(child, 0)
            log.append(log.new("opened", version="1"))
            """
        )
        assert told == [
            (
                "Your work is not saved: this process was split off from the lesson's kernel, and"
                " only the kernel itself writes the record."
            ),
            1,
        ]
        log = open_a_log()
        assert (len(log.read()), log.problems) == (2, ())


PROLOGUE = """
import json, sys
from pathlib import Path
from courseware.log import open_log
log = open_log("data", "01-centre", Path(sys.argv[1]) if len(sys.argv) > 1 else None)
"""


def start(body: str, *arguments: str) -> subprocess.Popen[str]:
    program = PROLOGUE + "\n".join(line[12:] for line in body.splitlines())
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(body: str, *arguments: str) -> list[object]:
    """Run a program that has a log open, and return the JSON that it prints, line by line."""
    process = start(body, *arguments)
    output, _ = process.communicate()
    assert process.returncode == 0
    return [json.loads(line) for line in output.splitlines()]


def test_two_processes_at_once_lose_nothing(tmp_path: Path, open_a_log: OpenLog) -> None:
    """Not in the record, and not in the slice, which both of them write again and again."""
    body = """
            print("ready", flush=True)
            sys.stdin.readline()
            for number in range(40):
                log.append(log.new("opened", version=str(number)))
                if number % 4 == 0:
                    log.flush_slice()
            """
    (tmp_path / "lesson").mkdir()
    writers = [start(body, str(tmp_path / "lesson")) for _ in range(2)]
    for writer in writers:
        assert writer.stdout
        assert writer.stdin
        writer.stdout.readline()
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    log = open_a_log()
    assert (len(log.read()), log.problems) == (80, ())
    assert tuple(slice_of(tmp_path / "lesson")) == log.read()
    assert os.listdir(tmp_path / "lesson" / ".courseware") == ["01-centre.jsonl"]  # noqa: PTH208 - names


@pytest.mark.parametrize("shown", [1, 7, 50])
def test_a_killed_kernel_loses_nothing_that_was_appended(
    tmp_path: Path, open_a_log: OpenLog, shown: int
) -> None:
    body = """
            while True:
                event = log.new("opened", version="1")
                log.append(event)
                print(event.id, flush=True)
            """
    writer = start(body, str(tmp_path))
    assert writer.stdout
    ids = [writer.stdout.readline().strip() for _ in range(shown)]
    writer.kill()
    ids += writer.stdout.read().split()
    writer.communicate()
    log = open_a_log()
    found = [event.id for event in log.read()]
    assert found[: len(ids)] == ids
    assert len(found) - len(ids) <= 1
