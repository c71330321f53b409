"""Tables of responses in files of several kinds."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseware.errors import UsageError
from courseware.fitting.table import Row, read_table


def test_a_table_names_learner_item_score_skills_and_time(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        "learner,item,score,skills,time\nann,a,1,mean; mode ;mean,60\nann,b,0.5,,120\n\n"
    )
    assert read_table(path) == [
        Row("ann", "a", ("mean", "mode"), 1.0, 60.0),
        Row("ann", "b", (), 0.5, 120.0),
    ]


def test_tabs_compression_and_other_names_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv.gz"
    text = "student\tt\titem\tkc\tphase\tcorrect\n1\t5\t7\t3\tpractice\t-1\n1\t6\t7\t3\ttest\t1\n"
    path.write_bytes(gzip.compress(text.encode()))
    assert read_table(path) == [Row("1", "7", ("3",), 1.0, 6.0)]


def test_skills_come_from_a_matrix_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "some.test.csv"
    path.write_text("user_id\titem_id\ttimestamp\tcorrect\tskill_id\n8\t1\t0\t0\t6\n")
    np.savez(tmp_path / "some.q_mat.npz", indices=[4, 0, 2], indptr=[0, 1, 3])
    assert read_table(path) == [Row("8", "1", ("0", "2"), 0.0, 0.0)]
    np.savez(tmp_path / "other.npz", indices=[4, 5], indptr=[0, 0, 1])
    assert read_table(path, tmp_path / "other.npz") == [Row("8", "1", ("4",), 0.0, 0.0)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no column `learner`, `item`, `score`; it has none"),
        ("learner;item;score\na;b;1\n", "has `;` between its columns"),
        ("learner,item\n", "has no column `score`; it has learner, item"),
        ("learner,item,score\na,b\n", "line 2: it has 2 columns only"),
        ("learner,item,score\na,b,much\n", "line 2: the score 'much' is not a number"),
        ("learner,item,score\na,b,nan\n", "line 2: the score 'nan' is not a number"),
        ("learner,item,score\na,b,1_0\n", "line 2: the score '1_0' is not a number"),
        ("learner,item,score\na,b,1\n,b,1\n", "line 3: the learner is missing"),
        ("learner,item,score\na, ,1\n", "line 2: the item is missing"),
        ("learner,item,score\na,b,-1\n", "there is no answer in"),
        ("learner,item,score\na,b,1\na,b,2\n", "line 3: the score 2 is above 1"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        read_table(path)


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv.gz"
    odd.write_bytes(b"learner,item,score\n")
    with pytest.raises(UsageError, match="cannot be read"):
        read_table(odd)
    for none in (tmp_path / "gone.csv", tmp_path, Path()):
        with pytest.raises(UsageError, match="is no file"):
            read_table(none)
    with pytest.raises(UsageError, match="no sparse matrix"):
        read_table(odd, odd)
    table = tmp_path / "answers.csv"
    table.write_text("learner,item,score\na,-1,1\n")
    matrix = tmp_path / "skills.npz"
    odd_arrays: tuple[dict[str, Any], ...] = (
        {"indices": 1, "indptr": 2},
        {"indices": [0.5], "indptr": [0.0, 1.0]},
        {"indices": [0], "indptr": [0, 1], "format": b"csc"},
    )
    for arrays in odd_arrays:
        np.savez(matrix, **arrays)
        with pytest.raises(UsageError, match="no sparse matrix"):
            read_table(table, matrix)
    np.savez(matrix, indices=[0], indptr=[0, 1], format=np.array(b"csr"))
    with pytest.raises(UsageError, match="line 2: the item '-1' is no row of the matrix"):
        read_table(table, matrix)
