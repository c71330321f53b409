"""Options to pick from, as `choice` and `multiple` have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from courseware.checkpoints import parts, reading
from courseware.checkpoints.faults import FEW_OPTIONS, SAID_TWICE, UNKNOWN_OPTION
from courseware.checkpoints.markdown import seen
from courseware.checkpoints.protocol import Part
from courseware.checkpoints.reading import Reader, did_you_mean
from courseware.checkpoints.signs import bare

FEWEST = 2


def read_options(head: Reader) -> dict[str, str]:
    """Options with their ids; a list of texts are their own ids."""
    node = head.node_of("options", required=True)
    if isinstance(node, reading.Mapping_):
        options = {bare(id_): text for id_, text in head.mapping("options").items()}
        texts = list(options.values())
    else:
        texts = list(head.texts("options"))
        options = {bare(text): text for text in texts}
    if any(not text.strip() for text in texts):
        head.fault(reading.EMPTY_VALUE, "An option has no text.", "options")
    looks = [seen(text) for text in texts]
    for text in dict.fromkeys(each for each in looks if each and looks.count(each) > 1):
        head.fault(SAID_TWICE, f"Two options read `{text}`.", "options")
    if node is not None and len(options) < FEWEST:
        head.fault(FEW_OPTIONS, "A choice needs at least two options.", "options")
    return options


def read_last(head: Reader, options: Collection[str]) -> list[str]:
    """The options that stay at the end where the others are shuffled."""
    last = [bare(each) for each in head.texts("last")]
    check_options(head, ((each, head.line_of("last")) for each in last), options)
    return last


def read_said(head: Reader, key: str, options: Collection[str]) -> list[tuple[str, str, int]]:
    """Options with what is said about them, each with its line."""
    said = [(bare(id_), feedback, line) for id_, feedback, line in head.pairs(key)]
    check_options(head, ((id_, line) for id_, _, line in said), options)
    return said


def check_options(head: Reader, named: Iterable[tuple[str, int]], options: Collection[str]) -> None:
    """A fault for each id that is no option; where there are no options, that was said."""
    for id_, line in named if options else ():
        if id_ not in options:
            help_ = did_you_mean(id_, options)
            head.fault(UNKNOWN_OPTION, f"`{id_}` is not one of the options.", line, help_)


def public_options(spec: Part) -> Part:
    """What a student copy holds of options: which is right is not part of it."""
    options = parts.mapping(spec, "options")
    return {
        "options": options,
        "order": list(options),
        "shuffle": parts.flag(spec, "shuffle"),
        "last": parts.texts(spec, "last"),
    }
