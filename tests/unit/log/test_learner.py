from __future__ import annotations

from pathlib import Path

import pytest

from courseware.log.learner import claim, is_learner, read_learners
from tests.unit.event_strategies import answer
from tests.unit.log.conftest import OpenLog


@pytest.mark.parametrize("name", ["é", "Ada Lovelace", "a\nb", "../ada", "a" * 100])
def test_what_cannot_be_a_learner_is_never_chosen(tmp_path: Path, name: str) -> None:
    (chosen,) = claim(tmp_path, name)
    assert chosen != name
    assert is_learner(chosen)
    assert read_learners(tmp_path) == (chosen,)


@pytest.mark.parametrize("name", ["é", "Ada Lovelace", "a\nb", "../ada", "a" * 100])
def test_a_slice_of_an_impossible_learner_keeps_nobody_from_working(
    tmp_path: Path, open_a_log: OpenLog, name: str
) -> None:
    (tmp_path / ".courseware").mkdir()
    (tmp_path / ".courseware" / "01-centre.jsonl").write_text(answer(0, name).line() + "\n")
    log = open_a_log(beside=tmp_path)
    assert log.read() == ()
    log.append(log.new("opened", version="v1"))
    assert is_learner(log.learner)
    log.refresh()
    assert [event.learner for event in log.read()] == [log.learner]
    assert any("another learner" in problem for problem in log.problems)
