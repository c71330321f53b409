from __future__ import annotations

import os
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseware.events import Event, digest
from courseware.log.shelf import Shelf
from courseware.log.source import MOST, Source
from tests.unit.event_strategies import answer

fixtures = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def chain(*events: Event) -> tuple[Event, ...]:
    """The events as one writer would write them."""
    chained: list[Event] = []
    for event in events:
        previous = digest(chained[-1].line()) if chained else None
        chained.append(evolve(event, previous=previous))
    return tuple(chained)


def lines(*events: Event) -> bytes:
    return "".join(event.line() + "\n" for event in events).encode()


THREE = chain(answer(0), answer(1), answer(2))


def problems(path: Path) -> list[str]:
    shelf = Shelf(path.parent)
    shelf.refresh()
    return list(shelf.problems("data", ["ada"]))


def test_a_file_torn_at_any_byte_gives_its_whole_lines_and_then_the_rest(tmp_path: Path) -> None:
    whole = lines(*THREE)
    path = tmp_path / "a.jsonl"
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        source = Source(path, chained=True)
        assert source.refresh()
        assert tuple(source.events) == THREE[: whole[:cut].count(b"\n")]
        assert source.pending == (cut > 0 and whole[cut - 1 : cut] != b"\n")
        assert source.flaws == {}
        with path.open("ab") as file:
            file.write(whole[cut:])
        assert source.refresh() == (cut < len(whole))
        assert (tuple(source.events), source.pending, source.flaws) == (THREE, False, {})
        assert not source.refresh()


def test_an_incomplete_last_line_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*THREE)[:-1])
    assert problems(path) == [
        (
            f"The last line of {path} is incomplete and is left out: it was not saved when its"
            " session ended."
        )
    ]


@fixtures
@given(st.lists(st.binary(max_size=40) | st.just(lines(answer(0))), max_size=5))
def test_no_bytes_make_reading_fail(tmp_path: Path, parts: list[bytes]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(parts))
    source = Source(path, chained=True)
    source.refresh()
    assert source.events == [answer(0)] * parts.count(lines(answer(0)))
    assert isinstance(problems(path), list)


def test_damaged_lines_are_named_and_the_rest_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(THREE[0]) + b"{}\n\xff\nnull\n" + lines(THREE[1]))
    source = Source(path, chained=False)
    source.refresh()
    assert source.events == [THREE[0], THREE[1]]
    assert problems(path)[0] == (
        f"{path}, line 2 is left out: the field 'format' of an event should be 1, not None."
        " So are 2 more lines of this file."
    )


def test_lines_of_a_newer_format_are_named_with_both_versions(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*THREE) + b'{"format":3,"mood":"fine"}\n')
    assert problems(path) == [
        (
            f"{path}, line 4 is left out: an event is written in format 3, and this courseware"
            " reads up to format 1. Update courseware: pip install --upgrade courseware."
        )
    ]


@pytest.mark.parametrize("kept", [(0, 2), (1, 2), (1, 0), (0, 0)])
def test_a_line_that_does_not_follow_is_reported_and_used(
    tmp_path: Path, kept: tuple[int, ...]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*(THREE[number] for number in kept)))
    source = Source(path, chained=True)
    source.refresh()
    assert source.events == [THREE[number] for number in kept]
    (problem,) = problems(path)
    assert "was changed after it was written: line" in problem


def test_a_file_that_was_cut_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*THREE))
    source = Source(path, chained=True)
    source.refresh()
    os.truncate(path, len(lines(*THREE[:2])))
    assert source.refresh()
    assert (source.events, source.flaws) == ([*THREE[:2]], {})


def test_a_file_that_was_cut_and_grew_between_two_readings_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*THREE[:2]))
    source = Source(path, chained=True)
    source.refresh()
    others = chain(answer(0), *map(answer, range(3, 7)))
    with path.open("r+b") as file:
        file.write(lines(*others))
    assert source.refresh()
    assert (source.events, source.flaws) == ([*others], {})


def test_a_file_that_was_replaced_or_removed_is_noticed(tmp_path: Path) -> None:
    path, other = tmp_path / "a.jsonl", tmp_path / "b"
    path.write_bytes(lines(*THREE))
    source = Source(path, chained=True)
    source.refresh()
    other.write_bytes(lines(*chain(*map(answer, range(9)))))
    other.replace(path)
    assert source.refresh()
    assert source.events == [*chain(*map(answer, range(9)))]
    path.unlink()
    assert source.refresh()
    assert source.events == []
    assert not source.refresh()


def test_what_is_no_file_of_this_size_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    os.mkfifo(tmp_path / "pipe.jsonl")
    with (tmp_path / "sparse.jsonl").open("wb") as file:
        file.truncate(MOST + 1)
    (tmp_path / "good.jsonl").write_bytes(lines(*THREE))
    shelf = Shelf(tmp_path)
    shelf.refresh()
    assert shelf.events("data", ["ada"]) == THREE
    assert list(shelf.problems("data", ["ada"])) == [
        f"{tmp_path / 'folder.jsonl'} is left out: it is not a file.",
        f"{tmp_path / 'pipe.jsonl'} is left out: it is not a file.",
        f"{tmp_path / 'sparse.jsonl'} is left out: it is larger than 256 MB.",
    ]


def test_the_events_of_others_are_counted_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    stray = evolve(answer(3), course="music")
    path.write_bytes(lines(*chain(answer(0), answer(1, "bob"), answer(2, "bob"), stray)))
    shelf = Shelf(tmp_path)
    shelf.refresh()
    assert shelf.events("data", ["ada"]) == (answer(0),)
    assert list(shelf.problems("data", ["ada"])) == [
        (
            f"{path} holds 2 events of another learner (bob…), which are left out. If that was you,"
            f' on another computer, join them: courseware record merge "{path}"'
        ),
        f"{path} holds 1 event of another course, music, which is left out.",
    ]


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("")
    shelf = Shelf(place)
    shelf.refresh()
    assert list(shelf.problems("data", ["ada"])) == [
        f"The record in {place} cannot be read: Not a directory."
    ]
