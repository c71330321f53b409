"""A figure: what was measured, and the bar that it should hold."""

from collections.abc import Sequence
from statistics import quantiles
from typing import TypedDict

from attrs import frozen


class FigureJSON(TypedDict):
    """A figure as it is written to a file; `bar` and `holds` are null where none was set."""

    name: str
    value: float
    unit: str
    bar: float | None
    holds: bool | None


@frozen
class Figure:
    """A measured value; it holds when it is at most its bar."""

    name: str
    value: float
    unit: str
    bar: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the value keeps to its bar; None where there is none."""
        return None if self.bar is None else self.value <= self.bar

    def json(self) -> FigureJSON:
        """The figure as a JSON object."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "bar": self.bar,
            "holds": self.holds,
        }


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed, between neighbours if need be."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]
