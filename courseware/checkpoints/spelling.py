"""Numbers and names as an author types them, and as they are put back into a text."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from fractions import Fraction

LONGEST_NUMBER = 100  # characters of a given number
LONGEST_LINE, LONGEST_QUOTE = 500, 60  # characters that are looked at, and that are shown
DECIMALS = 12  # of a number that is spelled exactly, and the figures of any other
SMALLEST, LARGEST = Fraction(1, 10**6), 10**15  # without a power of ten
ENOUGH = 40  # figures for every number between them with so many decimals

PLAIN = re.compile(r"[-−]?\d+(\.\d+)?", re.ASCII)


def spelled(value: Fraction) -> str:
    """A number as `read_number` reads it: exact where it ends within 12 decimals, else to 12
    significant figures; with a power of ten from 10^15 on and below 10^-6.
    """
    is_middling = not value or SMALLEST <= abs(value) < LARGEST
    is_exact = is_middling and (value * 10**DECIMALS).denominator == 1
    figures = Context(prec=ENOUGH if is_exact else DECIMALS)
    number = figures.divide(Decimal(value.numerator), Decimal(value.denominator))
    number = number.normalize(figures)
    return f"{number:f}" if is_middling else f"{number:e}".replace("e+", "e")


def plain_number(text: str) -> Fraction | None:
    """A number in digits with at most a sign and a decimal point; None for anything else."""
    if len(text) > LONGEST_NUMBER or not PLAIN.fullmatch(text):
        return None
    return Fraction(text.replace("−", "-"))


def normal(name: str) -> str:
    """A name as Python reads it (NFKC), by which names are compared."""
    return unicodedata.normalize("NFKC", name)


def quoted(text: str) -> str:
    """The beginning of what an author wrote, in backticks and on one line."""
    line = " ".join(text[: LONGEST_LINE + 1].split()).replace("`", "'")
    line = "".join(each if each.isprintable() else "?" for each in line)
    return f"`{line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + '…'}`"
