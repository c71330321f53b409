"""How far two words are from each other."""

from __future__ import annotations


def edits(one: str, other: str) -> int:
    """The fewest insertions, deletions, substitutions and swaps of neighbours from one to other.

    The optimal string alignment distance after F. Damerau, A technique for computer detection and
    correction of spelling errors, 1964.
    """
    before: list[int] = []
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, above, row = above, row, [i]
        for j, b in enumerate(other, start=1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, before[j - 2] + 1)
            row.append(best)
    return row[-1]
