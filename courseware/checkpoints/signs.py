"""The signs that people type, brought to one form.

A minus may be a hyphen, a dash or U+2212; a phone sets curly quotes; a page that was copied from
holds no-break and zero-width spaces. None of that is what an answer is about.
"""

from __future__ import annotations

import unicodedata

INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
DASHES = "‐‑‒–—−﹣－"
QUOTES = {**dict.fromkeys("‘’‚‛ʼ`´＇", "'"), **dict.fromkeys("“”„‟«»＂", '"')}
PLAIN = str.maketrans({**QUOTES, **dict.fromkeys(DASHES, "-")}) | INVISIBLE

TIMES = str.maketrans(dict.fromkeys("·⋅∙•×✕✖∗", "*"))
POINTS = str.maketrans({"٫": ".", "٬": "'", "．": ".", "，": ",", "⁄": "/", "∕": "/"})
DEGREES = str.maketrans({"º": "°", "˚": "°", "℃": "°C", "℉": "°F"})
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")


def bare(text: str) -> str:
    """Text composed (NFC) and without the white space around it: how ids and lines are compared."""
    return unicodedata.normalize("NFC", text).strip()


def plain(text: str) -> str:
    """Text composed (NFC), its quotes and dashes straight, its runs of white space one blank."""
    return " ".join(unicodedata.normalize("NFC", text).translate(PLAIN).split())


def mathematical(text: str) -> str:
    """Plain text with the signs of numbers and units in ASCII: `×` as `*`, `⁸` as `^8`, `½` as
    `1/2`, the digits of any script as 0 to 9.
    """
    pieces: list[str] = []
    raised = False
    for sign in text:
        digit = unicodedata.decimal(sign, None)
        if ord(sign) in SUPERSCRIPTS:
            pieces.append(("" if raised else "^") + sign.translate(SUPERSCRIPTS))
        elif digit is not None:
            pieces.append(str(digit))
        elif "VULGAR FRACTION" in unicodedata.name(sign, ""):
            pieces.append(f" {unicodedata.normalize('NFKC', sign)}")
        else:
            pieces.append(sign)
        raised = ord(sign) in SUPERSCRIPTS
    return plain("".join(pieces).translate(TIMES | POINTS | DEGREES)).replace("**", "^")


def without_accents(text: str) -> str:
    """Text without the marks above, below and through its letters: `naïve` as `naive`."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(each for each in parts if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", bare)
