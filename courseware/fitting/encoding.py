"""Rows of a table as the sparse matrices of a regression."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log1p

import numpy as np
from attrs import frozen
from scipy import sparse

from courseware.fitting.measures import Vector
from courseware.fitting.table import Row

DECAY = 0.8


@frozen
class Encoding:
    """Which column is which item and skill, and the `usual` score; what was not there when it was
    made has no column.
    """

    items: dict[str, int]
    skills: dict[str, int]
    usual: float

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Encoding:
        """The columns for these rows."""
        items: dict[str, int] = {}
        skills: dict[str, int] = {}
        for row in rows:
            items.setdefault(row.item, len(items))
            for skill in row.skills:
                skills.setdefault(skill, len(skills))
        return cls(items, skills, sum(row.score for row in rows) / max(len(rows), 1))

    def item_matrix(self, rows: Sequence[Row]) -> sparse.csr_matrix:
        """A one at the item of each row."""
        return _sparse(
            [[(self.items[row.item], 1.0)] if row.item in self.items else [] for row in rows],
            len(self.items),
        )

    def skill_matrix(self, rows: Sequence[Row], *, shared: bool = False) -> sparse.csr_matrix:
        """A one at each skill of each row; `shared` parts it among them."""
        return _sparse(
            [
                [
                    (self.skills[skill], 1 / len(row.skills) if shared else 1.0)
                    for skill in row.skills
                    if skill in self.skills
                ]
                for row in rows
            ],
            len(self.skills),
        )

    def counts(self, rows: Sequence[Row]) -> sparse.csr_matrix:
        """log(1 + n) of a learner's earlier right and all answers: in all, on the item, and on
        each skill in a column of its own.
        """
        all_, right = Counter[tuple[str, ...]](), defaultdict[tuple[str, ...], float](float)
        columns = len(self.skills)
        found = []
        for row in rows:
            keys = [(row.learner,), (row.learner, row.item, "item")]
            entries = [
                pair
                for place, key in enumerate(keys)
                for pair in ((2 * place, log1p(right[key])), (2 * place + 1, log1p(all_[key])))
            ]
            for skill in row.skills:
                keys.append((row.learner, skill))
                if (column := self.skills.get(skill)) is not None:
                    entries.append((4 + column, log1p(right[keys[-1]])))
                    entries.append((4 + columns + column, log1p(all_[keys[-1]])))
            found.append(entries)
            for key in keys:
                all_[key] += 1
                right[key] += row.score
        return _sparse(found, 4 + 2 * columns)

    def recency(self, rows: Sequence[Row]) -> sparse.csr_matrix:
        """A learner's earlier success, each answer back weighing less: in all, on the item, and
        on the skills, as a share, with one usual answer before the first.

        A. Galyardt and I. Goldin, Move your lamp post: recent data reflects learner knowledge
        better than older data, 2015.
        """
        weights: dict[tuple[str, ...], tuple[float, float]] = {}
        found = []
        for row in rows:
            skills = [(row.learner, skill) for skill in row.skills]
            groups: list[Sequence[tuple[str, ...]]] = [
                [(row.learner,)],
                [(row.learner, row.item, "item")],
                skills,
            ]
            entries = []
            for place, keys in enumerate(groups):
                above = 0.0
                for key in keys:
                    right, all_ = weights.get(key, (self.usual, 1.0))
                    above += (right / all_ - self.usual) / len(keys)
                    weights[key] = right * DECAY + row.score, all_ * DECAY + 1
                entries.append((place, above))
            found.append(entries)
        return _sparse(found, 3)


def scores(rows: Sequence[Row]) -> Vector:
    """The scores of the rows."""
    return np.array([row.score for row in rows], dtype=np.float64)


def _sparse(entries: Sequence[Sequence[tuple[int, float]]], columns: int) -> sparse.csr_matrix:
    bounds = np.cumsum([0, *(len(each) for each in entries)])
    indices = [place for each in entries for place, _ in each]
    values = [value for each in entries for _, value in each]
    return sparse.csr_matrix((values, indices, bounds), shape=(len(entries), columns))
