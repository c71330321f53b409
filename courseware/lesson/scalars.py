"""Single values as people type them: odd spaces, quotes, and texts over several lines."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence

# What editors, web pages and word processors put where a space was meant, or nothing at all.
SPACES = dict.fromkeys(map(ord, "\t\u00a0\u202f\u205f\u3000"), " ")
SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ")
NOTHING = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"), "")
STRAIGHT = dict.fromkeys(map(ord, "“”„‟"), '"') | dict.fromkeys(map(ord, "‘’‚‛"), "'")

DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
SINGLE = re.compile(r"'((?:[^']|'')*)'", re.DOTALL)
CURLY = re.compile(r"[“”„‟]([^“”„‟]*)[“”„‟]|[‘‚‛](.*)[‘’]", re.DOTALL)
BLOCK = re.compile(r"([|>])[+-]?([1-9]?)[+-]?(?:\s+#.*)?")
# A line of Markdown that begins something new: an item, a heading, a table, a fence, a quotation.
NEW = re.compile(r"[-*+] |\d+[.)] |#{1,6} |\||```|~~~|> |\$\$")


def plain_spaces(text: str) -> str:
    """The text with every odd space as a plain one, and without those that have no width."""
    return text.translate(SPACES | NOTHING)


def straight_quotes(text: str) -> str:
    """The text with straight quotes for curly ones."""
    return text.translate(STRAIGHT)


def nfc(text: str) -> str:
    """The text in Unicode's composed form: an accent typed apart is the same letter."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """A value outside text: plain spaces, none at the ends, without curly quotes round it."""
    text = nfc(plain_spaces(text)).strip()
    curly = CURLY.fullmatch(text)
    return (curly[1] if curly[1] is not None else curly[2]).strip() if curly else text


def unquote(text: str) -> str:
    r"""The text without straight quotes round the whole; inside, `''` is `'` and `\"` is `"`."""
    if found := DOUBLE.fullmatch(text):
        return found[1].replace('\\"', '"')
    if found := SINGLE.fullmatch(text):
        return found[1].replace("''", "'")
    return text


def fold(lines: Sequence[str]) -> str:
    """Lines of a text as one: joined by spaces, but blank lines and new blocks stay apart."""
    text, before = "", ""
    for each in map(str.strip, lines):
        apart = not each or not before or NEW.match(each) or (before[0] == "|")
        text += ("\n" if apart else " ") + each
        before = each
    return text.strip()


def dedent(lines: Sequence[str]) -> str:
    """Lines as a text that keeps its line ends, without the indentation common to all."""
    return textwrap.dedent("\n".join(lines)).strip("\n")


def block(header: re.Match[str], lines: Sequence[str], indent: int) -> str:
    """The text of a `|` or `>` block, without the line end after its last line.

    A digit in the header counts from `indent`, that of the key or item the block belongs to.
    """
    if digit := header[2]:
        width = indent + int(digit)
        cut = (each[min(width, len(each) - len(each.lstrip())) :] for each in lines)
        text = "\n".join(cut).strip("\n")
    else:
        text = dedent(lines)
    return _folded(text) if header[1] == ">" else text


def _folded(text: str) -> str:
    """YAML's folding: a line end becomes a space, except at blank and at indented lines."""
    folded, before = "", ""
    for number, each in enumerate(text.split("\n")):
        apart = number > 0 and (each[:1] in (" ", "\t") or before[:1] in (" ", "\t"))
        if number and not each:
            folded += "\n"
        elif number:
            folded += "\n" if apart else " " * bool(before)
        folded += each
        before = each
    return folded
