"""`as: NAME`: checkpoints of alternative branches that count as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from courseware.checkpoints.protocol import Checkpoint
from courseware.errors.diagnostics import Fault, Rule

AS_ANOTHER = Rule("CW317", "counts-as-another")
ALONE = Rule("CW318", "counts-as-alone", "warning")
UNEQUAL_POINTS = Rule("CW319", "unequal-points", "warning")


def check_groups(questions: Mapping[str, Checkpoint | str]) -> Iterator[tuple[str, Fault]]:
    """The faults of the names under which checkpoints count, each with the checkpoint's id."""
    known = {id_: each for id_, each in questions.items() if isinstance(each, Checkpoint)}
    sizes = Counter(each.counts_as for each in known.values())
    points: dict[str, float] = {}
    for id_, each in known.items():
        first = points.setdefault(each.counts_as, each.points)
        named = known.get(each.group)
        if named is not None and named.group:
            message = f"`{id_}` counts as `{each.group}`, which itself counts as `{named.group}`."
            help_ = f"Write the same name in all of them: `as: {named.group}`."
            yield id_, Fault(AS_ANOTHER, message, None, help_)
        elif each.group and sizes[each.group] == 1 and each.group not in questions:
            message = f"Nothing but `{id_}` counts as `{each.group}`."
            yield id_, Fault(ALONE, message, None, "Write the same `as` in the other one too.")
        if each.points != first:
            message = f"`{id_}` has {each.points:g} points, and counts as one with {first:g}."
            yield id_, Fault(UNEQUAL_POINTS, message, None, "Give all that count as one the same.")
