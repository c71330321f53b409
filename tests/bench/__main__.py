"""Run the measurements, print them as a table and write them to `build/bench/NAME.json`.

`python -m tests.bench [NAME ...]` runs those named, or all. It measures and does not judge: the
exit status is 0 whatever the figures say, and 1 when a measurement could not be made.
"""

import json
import os
import sys
import tempfile
import traceback
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.bench import clicks, lab, loading, mastery, opening, record
from tests.bench.figure import Figure

BUILD = Path(__file__).parents[2] / "build" / "bench"

# Each is handed an empty folder on the disk of this checkout.
MEASUREMENTS: Mapping[str, Callable[[Path], list[Figure]]] = {
    "loading": loading.measure,
    "record": record.measure,
    "clicks": clicks.measure,
    "opening": opening.measure,
    "lab": lab.measure,
    "mastery": mastery.measure,
}
APART = {"mastery"}  # takes a quarter of an hour where there are logs: only by its name


def main() -> int:
    """Measure, and tell of what could not be measured."""
    parser = ArgumentParser(prog="python -m tests.bench", description="Measure courseware.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    names = parser.parse_args().names or [name for name in MEASUREMENTS if name not in APART]
    if unknown := sorted(set(names) - MEASUREMENTS.keys()):
        parser.error(f"there is no {', '.join(unknown)}: choose from {', '.join(MEASUREMENTS)}")
    # A learner's Python keeps what it has compiled: so do those that are started from here.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    BUILD.mkdir(parents=True, exist_ok=True)
    return max([_run(name) for name in names])


def _run(name: str) -> int:
    result = BUILD / f"{name}.json"
    result.unlink(missing_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=BUILD, prefix=f"{name}-") as place:
            figures = MEASUREMENTS[name](Path(place))
    except Exception:  # noqa: BLE001  the other measurements are still to be made
        traceback.print_exc()
        print(f"{name} could not be measured", file=sys.stderr, flush=True)
        return 1
    result.write_text(json.dumps([each.json() for each in figures], indent=1) + "\n", "utf-8")
    print(_table(name, figures), flush=True)
    return 0


def _table(name: str, figures: Sequence[Figure]) -> str:
    width = max(len(each.name) for each in figures)
    return "\n".join([name, *(_line(each, width) for each in figures), ""])


def _line(figure: Figure, width: int) -> str:
    digits = 2 if figure.unit else 4
    value = f"{figure.value:9.{digits}f} {figure.unit:5}"
    if figure.bar is None:
        return f"  {figure.name:{width}} {value}".rstrip()
    held = "holds" if figure.holds else "DOES NOT HOLD"
    return f"  {figure.name:{width}} {value} at most {figure.bar:g}: {held}"


if __name__ == "__main__":
    sys.exit(main())
