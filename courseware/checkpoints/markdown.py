"""What somebody typed, put into Markdown so that it stays what they typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 200


def span(text: str) -> str:
    """Text as code within a sentence: on one line, cut where it is very long."""
    line = " ".join(text.split())
    line = line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
    ticks = _more_than("`", line, 1)
    padded = f" {line} " if line.startswith("`") or line.endswith("`") else line
    return f"{ticks}{padded}{ticks}" if line else ""


def escaped(text: str) -> str:
    """Text as words of a sentence, none of its signs with a meaning."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$&!])", r"\\\1", " ".join(text.split()))


def block(text: str, language: str = "") -> str:
    """Text as a block of code of its own."""
    fence = _more_than("`", text, 3)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def bullets(texts: Iterable[str]) -> str:
    """Texts as the items of a list."""
    return "\n".join("- " + "\n  ".join(text.strip().splitlines()) for text in texts)


def paragraphs(texts: Iterable[str]) -> str:
    """Texts below each other, each once and without the empty ones."""
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def seen(text: str) -> str:
    """Text as a page shows it: blanks in a row as one. Several lines may be code, and stay."""
    return text.strip() if "\n" in text.strip() else " ".join(text.split())


def _more_than(sign: str, text: str, least: int) -> str:
    longest = max((len(run) for run in re.findall(f"{sign}+", text)), default=0)
    return sign * max(least, longest + 1)
