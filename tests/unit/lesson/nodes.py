"""Nodes as plain Python: what a head says, without its lines."""

from __future__ import annotations

from courseware.checkpoints.reading import Node, Scalar, Sequence
from courseware.errors.diagnostics import Fault
from courseware.lesson.typed import read_typed

Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """The texts, lists and mappings of a node."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(each) for each in node.items]
    return {key: plain(each) for key, each in node.items.items()}


def typed(text: str) -> Plain:
    """What a head says that has no faults."""
    node, faults = read_typed(text, 2)
    assert faults == ()
    return plain(node)


def faults_of(text: str, *, ended: bool = True) -> tuple[Fault, ...]:
    """What is wrong with a head."""
    return read_typed(text, 2, ended=ended)[1]
