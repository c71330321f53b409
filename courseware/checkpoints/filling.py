"""Numbers put into a text: `{{ }}` holds the name of a given number, or arithmetic with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from courseware.checkpoints.arithmetic import calculate
from courseware.checkpoints.functions import WORDS, NotCalculable
from courseware.checkpoints.spelling import normal, plain_number, quoted, spelled

# A pair of braces holds no brace, for which `x^{{{ n }}}` becomes `x^{3}`.
ASKED = re.compile(r"\{\{([^{}]*)\}\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with the value of each expression in `{{ }}`; the name of a given number alone is
    replaced by that number as it is spelled.

    Raises:
        NotCalculable: an expression cannot be calculated, or what is given is no number.
    """
    if not ASKED.search(text):
        return text
    given = {normal(name): value for name, value in values.items()}
    numbers = {name: _given(name, value) for name, value in given.items()}

    def put(found: re.Match[str]) -> str:
        expression = normal(found[1].strip())
        if expression in given and expression not in WORDS:
            return given[expression]
        return spelled(calculate(found[1], numbers))

    return ASKED.sub(put, text)


def asked(text: str) -> tuple[str, ...]:
    """The expressions in `{{ }}` of a text."""
    return tuple(each.strip() for each in ASKED.findall(text))


def _given(name: str, text: str) -> Fraction:
    number = plain_number(text)
    if number is None:
        raise NotCalculable(f"{quoted(name)} is given as {quoted(text)}, which is no number.")
    return number
