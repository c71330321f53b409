"""Markdown with LaTeX as HTML, rendered in the kernel.

Raw HTML is shown as text unless the text is as trusted as code, links lead to no script, and no
picture is fetched: a picture is one that the text holds itself (`data:`) or that the caller puts
into the page.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from courseware.widgets.mathml import mathml

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

Inline = Callable[[str], str | None]


def render(text: str, *, inline: Inline | None = None, raw: bool = False) -> str:
    """A text as HTML blocks.

    `inline` is asked for each picture's address and returns a `data:` address, or None where it
    has none; the picture's alternative text then stands in its place. With `raw`, HTML in the
    text counts: for an author's cell, never for what a learner types.
    """
    if inline is None and not raw:
        return _rendered(text)
    return str(_parser(raw=raw).render(text, {"inline": inline}))


def render_line(text: str) -> str:
    """A line of text, such as a title or an option, as HTML without a block around it."""
    return _rendered_line(text)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """A line of text without its marks, for where no HTML can be; a formula stays LaTeX."""
    (line,) = _parser().parseInline(text.strip(), {})
    return "".join(
        " " if token.type in {"softbreak", "hardbreak"} else token.content
        for token in line.children or ()
    )


@lru_cache(maxsize=2048)
def is_line(text: str) -> bool:
    """Whether a text is a single paragraph."""
    return [token.type for token in _parser().parse(text)] == [
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]


@lru_cache(maxsize=2048)
def _rendered(text: str) -> str:
    return str(_parser().render(text, {}))


@lru_cache(maxsize=2048)
def _rendered_line(text: str) -> str:
    return str(_parser().renderInline(text.strip(), {}))


@cache
def _parser(*, raw: bool = False) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415  costs 60 ms: only when a text is shown
    from mdit_py_plugins.amsmath import amsmath_plugin  # noqa: PLC0415
    from mdit_py_plugins.dollarmath import dollarmath_plugin  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": raw}).enable(["table", "strikethrough"])
    dollarmath_plugin(
        parser,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
    )
    amsmath_plugin(parser)
    for kind, rule in _RULES.items():
        parser.add_render_rule(kind, rule)
    return parser


Env = dict[str, Any]


def _formula(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env
) -> str:
    del self, options, env
    return mathml(tokens[at].content, block=False)


def _display(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env
) -> str:
    del self, options, env
    return f'<span class="scroll" tabindex="0">{mathml(tokens[at].content, block=True)}</span>'


def _image(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env
) -> str:
    address = str(tokens[at].attrGet("src") or "")
    alternative = html.escape(self.renderInlineAsText(tokens[at].children, options, env))
    inline = env.get("inline")
    found = address if address.startswith("data:image/") else inline(address) if inline else None
    if found is None:
        return f"<em>{alternative}</em>"
    return f'<img src="{html.escape(found)}" alt="{alternative}">'


def _link_open(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env
) -> str:
    if "://" in str(tokens[at].attrGet("href")):
        tokens[at].attrSet("target", "_blank")
        tokens[at].attrSet("rel", "noopener noreferrer")
    return str(self.renderToken(tokens, at, options, env))


def _fence(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env
) -> str:
    del self, options, env
    return f'<pre tabindex="0"><code>{html.escape(tokens[at].content)}</code></pre>\n'


def _table_open(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env
) -> str:
    del self, tokens, at, options, env
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env
) -> str:
    del self, tokens, at, options, env
    return "</table></div>\n"


_RULES = {
    "math_inline": _formula,
    "math_inline_double": _display,
    "math_block": _display,
    "amsmath": _display,
    "image": _image,
    "link_open": _link_open,
    "fence": _fence,
    "code_block": _fence,
    "table_open": _table_open,
    "table_close": _table_close,
}
