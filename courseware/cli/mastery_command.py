"""`courseware mastery`: fit the learner model to a class, and measure it against others."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.errors import UsageError

if TYPE_CHECKING:
    from courseware.fitting.measures import Measures

MODELS = "filter,shipped,best-lr,elo,bkt,item-mean"


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the subcommand."""
    command = commands.add_parser(
        "mastery", help="fit the learner model to a class, or measure it on a table of responses"
    )
    actions = command.add_subparsers(metavar="ACTION", required=True)
    measure = actions.add_parser(
        "evaluate",
        help="measure models on a table of responses",
        description="Predict each learner's answers from their earlier ones, by what was learnt"
        " from other learners; the yardstick is best-LR. FILE is a CSV or TSV table, gzipped or"
        " not, with the columns learner, item, correct (or score), and perhaps skills (separated"
        " by `;`) and time (in seconds), each learner's rows in the order of time.",
    )
    measure.add_argument("file", type=Path, metavar="FILE")
    measure.add_argument("--folds", type=int, default=5, metavar="N", help="parts of the learners")
    measure.add_argument("--model", default=MODELS, metavar="NAMES", help=f"default: {MODELS}")
    measure.add_argument(
        "--skills", type=Path, metavar="NPZ", help="a sparse item x skill matrix, for the skills"
    )
    measure.add_argument(
        "--picture", type=Path, metavar="SVG", help="draw how well predictions are calibrated"
    )
    measure.add_argument("--json", action="store_true", help="print one object for each model")
    measure.set_defaults(run=_evaluate)
    fit = actions.add_parser(
        "fit",
        help="fit the skill filter to the records of a class",
        description="Fit the skill filter to records, or to a table as `evaluate` reads it. The"
        " fit is written only if it predicts learners who were held out better than what is"
        " shipped; else the exit status is 1.",
    )
    fit.add_argument(
        "logs", nargs="+", type=Path, metavar="LOG", help="a record, a slice, a folder, or a table"
    )
    fit.add_argument("--out", type=Path, required=True, metavar="JSON", help="where the fit goes")
    fit.set_defaults(run=_fit)


def _evaluate(options: Namespace) -> int:
    _needs_instructor()
    from courseware.fitting.evaluate import evaluate  # noqa: PLC0415  only instructors have NumPy
    from courseware.fitting.picture import picture  # noqa: PLC0415
    from courseware.fitting.table import read_table  # noqa: PLC0415

    names = [name for each in options.model.split(",") if (name := each.strip())]
    if not names:
        raise UsageError(f"--model names no model; by default it is {MODELS}")
    if options.picture is not None:
        _can_be_written(options.picture, "picture")
    rows = read_table(options.file, options.skills)
    found = evaluate(rows, names, options.folds, _tell)
    _tell("", 1.0)
    if options.picture is not None:
        drawn = picture(rows, {name: chances for name, (_, chances) in found.items()})
        options.picture.write_text(drawn, "utf-8")
    measures = {name: each for name, (each, _) in found.items()}
    if options.json:
        sys.stdout.write(json.dumps(measures, indent=1) + "\n")
    else:
        sys.stdout.write(_table(measures))
    return 0


def _fit(options: Namespace) -> int:
    _needs_instructor()
    from courseware.fitting.fit import fit_checked  # noqa: PLC0415  only instructors have NumPy
    from courseware.fitting.logs import read_logs  # noqa: PLC0415
    from courseware.fitting.table import is_table, read_table  # noqa: PLC0415

    _can_be_written(options.out, "fit")
    # one that is named twice is one
    named = {path.resolve(): path for path in options.logs}.values()
    tables = [path for path in named if is_table(path)]
    records = [path for path in named if path not in tables]
    rows = [row for path in tables for row in read_table(path)]
    rows += read_logs(records) if records else []
    fitted = fit_checked(rows, lambda done: _tell("fitting", done))
    text = f"{fitted.without:.4f} as shipped, {fitted.with_:.4f} fitted"
    if not fitted.is_better:
        sys.stdout.write(
            f"Nothing is written: the fit is no better. Log-loss of learners held out: {text}.\n"
        )
        return 1
    options.out.write_text(json.dumps(fitted.priors.json(), indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{options.out} is written. Log-loss of learners held out: {text}.\n")
    return 0


def _needs_instructor() -> None:
    missing = [name for name in ("numpy", "scipy", "sklearn") if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"this needs what instructors install ({', '.join(missing)} is missing):"
            " pip install 'courseware[instructor]'"
        )


def _can_be_written(path: Path, what: str) -> None:
    """Refuse where a file cannot go, before the work is done."""
    if path.is_dir():
        raise UsageError(f"the {what} cannot go to {path}: that is a folder; name a file in it")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"the {what} cannot go to {path}: there is no such folder")


def _tell(what: str, done: float) -> None:
    """A bar of progress, where somebody looks."""
    if sys.stderr.isatty():
        bar = "#" * round(24 * done)
        sys.stderr.write(f"\r[{bar:24}] {what:16}" if done < 1 else "\r" + " " * 44 + "\r")
        sys.stderr.flush()


def _table(measures: Mapping[str, Measures]) -> str:
    lines = [f"{'model':16} {'AUC':>7} {'log-loss':>8} {'RMSE':>7} {'ECE':>7} {'seconds':>8}"]
    for name, each in measures.items():
        auc = "" if each["auc"] is None else f"{each['auc']:.4f}"
        lines.append(
            f"{name:16} {auc:>7} {each['log_loss']:8.4f} {each['rmse']:7.4f} {each['ece']:7.4f}"
            f" {each['seconds']:8.1f}"
        )
    last = next(iter(measures.values()), None)
    if last is not None:
        lines.append(f"{last['responses']} responses of {last['learners']} learners")
    return "\n".join(lines) + "\n"
