"""Slips that people make when they type a head, and what they probably meant."""

from __future__ import annotations

import re

from courseware.lesson.lines import Line
from courseware.lesson.scalars import plain_spaces

HEAD = """
    type title prompt skills points hints tries other explain notes answer wrong options shuffle
    last missing partial tolerance unit units unit_needed figures figures_needed pattern near case
    accents code lines distractors also pairs extra starter solution tests setup seconds rubric
    graded model name message hidden prints input feedback minutes branches open offer within
    otherwise files format interests mastery skip language id needs rule length
"""
KEYS = frozenset(HEAD.split())
WORD = re.compile(r"([\w-]+)(\s*[=:：]\s*|\s+)(\S.*)", re.DOTALL)
BULLET = re.compile(r"[-*+•·–—]\s*(\S.*)", re.DOTALL)
LETTERED = re.compile(r"(\w{1,2})[).]\s+(\S.*)", re.DOTALL)
DASHES = re.compile(r"[-–—_=]+")


def not_a_key(line: Line, *, ended: bool, indent: int, after_text: bool) -> tuple[str, str | None]:
    """What to say of a line that is not `key: value`, and the line as it was probably meant.

    `after_text` says that the value above is a text which this line could continue.
    """
    typed = plain_spaces(line.rest)
    blanks = " " * indent
    if DASHES.fullmatch(typed):
        return "The line that ends the head is `---`, three hyphens.", "Write `---`."
    word = WORD.fullmatch(typed)
    if word and (word[1] in KEYS or word[2].strip() in (":", "：")):
        message = "A key is followed by a colon and a space."
        return message, f"Write `{blanks}{word[1]}: {word[3]}`."
    if typed in KEYS:
        return "A key is followed by a colon.", f"Write `{blanks}{typed}:`."
    lettered = LETTERED.fullmatch(typed)
    if lettered and indent:
        message = "An id is followed by a colon and a space."
        return message, f"Write `{blanks}{lettered[1]}: {lettered[2]}`."
    bullet = BULLET.fullmatch(typed)
    if bullet and not after_text:
        return "A list item stands where a key was expected.", f"Write `- {bullet[1]}` below a key."
    help_ = None
    if not ended:
        help_ = "Put a line `---` between the head and the prompt."
    elif after_text:
        help_ = f"To continue the text above, write `{' ' * (line.indent + 2)}{typed}`."
    return "This line is not `key: value`.", help_


def swallowed(line: Line, owner: Line, indent: int) -> str | None:
    """Why a line that continues the text of its owner was probably meant as something else."""
    key = line.rest.split(":", 1)[0]
    if ":" in line.rest and key in KEYS and line.rest[len(key) + 1 :][:1] in ("", " "):
        return f"This line continues the text above it; `{key}` is not read as a key."
    tabs = bool(owner.blanks) and ("\t" in line.blanks) != ("\t" in owner.blanks)
    if line.item is not None and (tabs or line.indent == indent + 1):
        return "This line continues the text above it; it is not read as a list item."
    return None
