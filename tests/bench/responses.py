"""The skill filter on logs of real learners, beside other models on the same folds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import inf
from pathlib import Path

import numpy as np
from attrs import frozen

from courseware.fitting.encoding import scores
from courseware.fitting.evaluate import folds, predicted
from courseware.fitting.fit import fit, fit_checked
from courseware.fitting.following import bounds, follow
from courseware.fitting.measures import Vector, auc, ece, log_loss
from courseware.fitting.models import best_lr, best_lr_recency
from courseware.fitting.table import Row, read_table
from courseware.fitting.tracing import TEXTBOOK, fit_tracing, trace
from courseware.mastery.priors import SHIPPED
from courseware.mastery.skill_filter import cautious
from tests.bench.figure import Figure

DAY = 24 * 3600
SKIPPED = 0.2
REPEATS = 2
FEWEST = 200  # answers after a day or more, below which nothing is said of them

RECALL = {"lkt_cloze": (1 - 0.815, 0.525, 0.05)}  # 1 - AUC, log-loss and calibration error


@frozen
class Measured:
    """What was measured on one log, and how far best-LR and best-LR with recency lie ahead."""

    figures: list[Figure]
    behind: float
    behind_recency: float


def measure(files: Sequence[Path]) -> list[Figure]:
    """All logs, and their averages."""
    found = [_measure(path) for path in files]
    behind = sum(each.behind for each in found) / len(found)
    recency = sum(each.behind_recency for each in found) / len(found)
    return [
        *(figure for each in found for figure in each.figures),
        Figure("on average: AUC behind best-LR", behind, "", -0.005),
        Figure("on average: AUC behind best-LR + recency", recency, "", 0),
    ]


def _measure(path: Path) -> Measured:
    rows = read_table(path)
    expected, parts = scores(rows), folds(rows)
    ours, lows, known = np.zeros(len(rows)), np.zeros(len(rows)), np.zeros(len(rows))
    for part in parts:
        held = set(part)
        some = [row for place, row in enumerate(rows) if place not in held]
        others = [rows[place] for place in part]
        priors, tracing = fit(some), fit_tracing(some)
        ours[part] = follow(others, priors)
        lows[part] = [min(each, default=0.0) for each in bounds(others, cautious(priors))]
        known[part] = [min(each) for each in trace(others, tracing).known]
        print(f"  {path.name}: {sum(ours > 0)} of {len(rows)} predicted", flush=True)
    lr, recency = (predicted(rows, learn, parts) for learn in (best_lr, best_lr_recency))
    shipped, textbook = follow(rows, SHIPPED), trace(rows, TEXTBOOK).chances
    behind, behind_recency = (_auc(expected, each) - _auc(expected, ours) for each in (lr, recency))
    figures = [
        Figure("AUC", _auc(expected, ours), ""),
        Figure("AUC of best-LR", _auc(expected, lr), ""),
        Figure("AUC of best-LR + recency", _auc(expected, recency), ""),
        Figure("AUC behind best-LR", behind, "", 0.002),
        Figure("log-loss", log_loss(expected, ours), "", log_loss(expected, lr)),
        Figure("calibration error", ece(expected, ours), "", 0.02),
        Figure("no class: AUC", _auc(expected, shipped), ""),
        Figure(
            "no class: AUC behind textbook BKT",
            _auc(expected, textbook) - _auc(expected, shipped),
            "",
            0,
        ),
        Figure("no class: log-loss", log_loss(expected, shipped), "", log_loss(expected, textbook)),
        *_recall(rows, ours, lr, RECALL.get(path.name.split(".")[0])),
        *_skipped(rows, lows, known),
        *_few(rows),
    ]
    name = path.name.split(".")[0]
    named = [Figure(f"{name}: {each.name}", each.value, each.unit, each.bar) for each in figures]
    return Measured(named, behind, behind_recency)


def _recall(
    rows: Sequence[Row], ours: Vector, lr: Vector, bars: tuple[float, float, float] | None
) -> list[Figure]:
    """Of the answers at least a day after the last on all of the skills, where there are some.

    Without `bars` of the log's own, best-LR is the bar.
    """
    last: dict[tuple[str, str], float] = {}
    late = []
    for place, row in enumerate(rows):
        keys = [(row.learner, skill) for skill in row.skills]
        times = [last[key] for key in keys if key in last]
        if times and row.seconds - max(times) >= DAY:
            late.append(place)
        last.update(dict.fromkeys(keys, row.seconds))
    expected = scores(rows)[late]
    if len(late) < FEWEST:
        return []
    theirs, mine = lr[late], ours[late]
    usual = 1 - _auc(expected, theirs), log_loss(expected, theirs), ece(expected, theirs)
    auc_bar, loss_bar, error_bar = usual if bars is None else bars
    return [
        Figure("after a day: answers", len(late), ""),
        Figure("after a day: 1 - AUC of best-LR", usual[0], ""),
        Figure("after a day: 1 - AUC", 1 - _auc(expected, mine), "", auc_bar),
        Figure("after a day: log-loss", log_loss(expected, mine), "", loss_bar),
        Figure("after a day: calibration error", ece(expected, mine), "", error_bar),
    ]


def _skipped(rows: Sequence[Row], lows: Vector, known: Vector) -> list[Figure]:
    """Stop practice of a skill at mastery, at the bar that skips a fifth: how were the skipped?"""
    by_filter, by_tracing = (_accuracy(rows, each) for each in (lows, known))
    return [
        Figure("skipped at mastery: right, by the filter", by_filter, ""),
        Figure("skipped at mastery: right, by BKT", by_tracing, ""),
        Figure("skipped at mastery: behind BKT", by_tracing - by_filter, "", -0.015),
    ]


def _accuracy(rows: Sequence[Row], criterion: Vector) -> float:
    best: dict[tuple[str, tuple[str, ...]], float] = {}
    reached = []
    for row, each in zip(rows, criterion.tolist(), strict=True):
        key = (row.learner, row.skills)
        # Before the first answer on a skill nobody has mastered it.
        best[key] = max(best[key], each) if key in best else -inf
        reached.append(best[key])
    order = np.argsort(-np.array(reached), kind="stable")[: round(SKIPPED * len(rows))]
    return float(scores(rows)[order].mean())


def _few(rows: Sequence[Row]) -> list[Figure]:
    """Fit to 30 learners, and to 10 where the fit may be refused; predict all the others."""
    chance = random.Random(0)  # noqa: S311  a simulation
    learners = list(dict.fromkeys(row.learner for row in rows))
    worse, refused, harm = -inf, 0, -inf
    for _ in range(REPEATS):
        chosen = chance.sample(learners, 30)
        worse = max(worse, _gain(rows, set(chosen)))
        ten = set(chosen[:10])
        fitted = fit_checked([row for row in rows if row.learner in ten])
        others = [row for row in rows if row.learner not in ten]
        lost = _lost(others, follow(others, fitted.priors))
        refused += not fitted.is_better
        harm = max(harm, lost if fitted.is_better else 0.0)
    return [
        Figure("fitted to 30: log-loss above no fit, at worst", worse, "", 0),
        Figure("fitted to 10: refused", refused, f"of {REPEATS}"),
        Figure("fitted to 10: log-loss above no fit, at worst", harm, "", 0),
    ]


def _gain(rows: Sequence[Row], chosen: set[str]) -> float:
    priors = fit([row for row in rows if row.learner in chosen])
    others = [row for row in rows if row.learner not in chosen]
    return _lost(others, follow(others, priors))


def _lost(rows: Sequence[Row], chances: Vector) -> float:
    expected = scores(rows)
    return log_loss(expected, chances) - log_loss(expected, follow(rows, SHIPPED))


def _auc(expected: Vector, chances: Vector) -> float:
    found = auc(expected, chances)
    if found is None:
        raise RuntimeError("all answers are alike")
    return found
