"""Markdown and LaTeX become HTML and MathML that can do nothing but be read."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.widgets.markdown import is_line, render, render_line
from courseware.widgets.mathml import mathml

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](  JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    '![x" onerror="alert(1)](data:image/png;base64,AAAA)',
    "![x](http://elsewhere.test/a.png)",
    "![x](//elsewhere.test/a.png)",
    r"$\text{<img/src=x/onerror=alert(1)>}$",
    r"$\text{&lt;script&gt;alert(1)&lt;/script&gt;}$",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\style{background:url(http://elsewhere.test)}{x}$",
    r"$\class{cw}{x}$",
    r'$\color{red" onmouseover="alert(1)}{x}$',
    "<svg/onload=alert(1)>",
    "```<b>\n<script>alert(1)</script>\n```",
    "<!-- --><iframe src=//elsewhere.test>",
]
URLS = {"href", "src", "action", "formaction", "xlink:href", "style", "class"}


class Elements(HTMLParser):
    """Collects the elements of a text and what they fetch or do."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def is_harmless(text: str) -> bool:
    """Whether nothing in it runs, fetches or changes how the page looks."""
    found = Elements(text)
    bad = {"script", "iframe", "object", "embed", "svg", "style", "link", "form", "input", "base"}
    acts = [name for name, _ in found.attributes if name.startswith("on") or name == "style"]
    leads = [
        value
        for name, value in found.attributes
        if name in {"href", "src"}
        and not re.match(r"(?i)https?://|data:image/(png|gif|jpeg|webp);|[^:]*$", value)
    ]
    fetched = [v for n, v in found.attributes if n == "src" and not v.startswith("data:image/")]
    return not (bad & found.tags or acts or leads or fetched)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    assert is_harmless(render(text))
    assert is_harmless(render_line(text))


pieces = st.sampled_from(
    [*HOSTILE, "<", ">", "&", '"', "$", "\\text{", "}", "`", "\n\n", "|", "[", "](", ")"]
)


@given(st.lists(pieces | st.text(max_size=8), max_size=6).map("".join))
def test_no_text_becomes_markup_that_acts_or_fetches(text: str) -> None:
    assert is_harmless(render(text))


@given(st.text(max_size=30), st.booleans())
def test_any_latex_becomes_markup_that_is_harmless(tex: str, block: bool) -> None:
    assert is_harmless(mathml(tex, block=block))


def test_latex_becomes_mathml_inline_and_in_lines_of_its_own() -> None:
    line = render_line(r"the mean $\bar x$ of $5 and $6")
    assert "<math" in line
    assert line.endswith("of $5 and $6")
    assert 'display="block"' in render("$$\n\\frac{1}{n}\n$$")
    assert 'display="block"' in render("\\begin{align}a &= b\\end{align}")


def test_latex_that_cannot_be_read_is_shown_as_typed() -> None:
    assert render_line(r"$\frac{$") == r"<code>\frac{</code>"
    assert mathml("{" * 5000, block=True).startswith("<code>")


def test_pictures_come_from_the_caller_or_the_text_and_else_are_told() -> None:
    png = "data:image/png;base64,AAAA"
    known = {"rain.png": png}
    assert render("![Rain](rain.png)", inline=known.get) == f'<p><img src="{png}" alt="Rain"></p>\n'
    assert render("![Sun & rain](sun.png)", inline=known.get) == "<p><em>Sun &amp; rain</em></p>\n"
    assert render("![Rain](rain.png)") == "<p><em>Rain</em></p>\n"
    assert render(f"![Rain]({png})") == f'<p><img src="{png}" alt="Rain"></p>\n'


def test_links_out_open_beside_the_lesson_and_links_within_do_not() -> None:
    out = '<a href="https://a.test" target="_blank" rel="noopener noreferrer">a</a>'
    assert render_line("[a](https://a.test)") == out
    assert render_line("[b](#here)") == '<a href="#here">b</a>'


def test_what_may_be_wider_than_the_page_scrolls_by_itself_and_by_keyboard() -> None:
    assert render("```\nx < 1\n```") == '<pre tabindex="0"><code>x &lt; 1\n</code></pre>\n'
    assert render("|a|\n|-|\n|1|").startswith('<div class="scroll" tabindex="0"><table>')
    assert render("$$\nx\n$$").startswith('<span class="scroll" tabindex="0"><math')


def test_a_line_is_one_paragraph() -> None:
    assert [is_line(text) for text in ("a *b*", "a\nb", "a\n\nb", "- a", "", "```\na\n```")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_html_counts_only_in_a_text_that_is_as_trusted_as_code() -> None:
    assert render("a <b>b</b>") == "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n"
    assert render("a <b>b</b>", raw=True) == "<p>a <b>b</b></p>\n"
