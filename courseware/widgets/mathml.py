"""LaTeX as MathML, of which only what MathML itself needs is kept."""

from __future__ import annotations

import html
from functools import lru_cache
from xml.etree.ElementTree import Element, tostring

_MATHML = """
menclose merror mfenced mfrac mi mlabeledtr mmultiscripts mn mo mover mpadded mphantom mprescripts
math mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none
"""
_PLAIN = """
accent accentunder align bevelled close columnalign columnlines columnspacing columnspan depth
display displaystyle fence form frame framespacing height largeop linebreak linethickness lspace
mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation numalign
denomalign open rowalign rowlines rowspacing rowspan rspace scriptlevel separator separators side
stretchy symmetric voffset width
"""
ELEMENTS = frozenset(_MATHML.split())
ATTRIBUTES = frozenset(_PLAIN.split())


@lru_cache(maxsize=1024)
def mathml(tex: str, *, block: bool) -> str:
    """A formula as MathML; its source as code where it cannot be understood."""
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415  costs 50 ms

    try:
        formula = convert_to_element(tex, display="block" if block else "inline")
        return tostring(_clean(formula), encoding="unicode", short_empty_elements=False)
    except Exception:  # noqa: BLE001  the converter raises whatever it trips over
        return f"<code>{html.escape(tex)}</code>"


def _clean(element: Element) -> Element:
    r"""The element without links, styles, classes and anything that is not MathML.

    The converter writes character references into its texts and would print them, and markup in
    `\text{...}`, as they are: here they become characters, which are escaped when printed.
    """
    tag = element.tag if element.tag in ELEMENTS else "mrow"
    kept = {
        name: html.unescape(value) for name, value in element.attrib.items() if name in ATTRIBUTES
    }
    clean = Element(tag, kept)
    clean.text = html.unescape(element.text) if element.text else None
    clean.extend(_clean(child) for child in element)
    return clean
