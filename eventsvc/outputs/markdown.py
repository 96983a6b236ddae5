"""Markdown as editors of a network write it, turned into HTML that cannot do harm.

CommonMark without raw HTML and without pictures (a picture could call an outside address); a
line's end is a line's end, as the addresses of an imprint are typed.
The result is cleaned a second time by nh3, so that a fault in one of the two stays harmless.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_DEEPEST = 6


def markdown_html(text: str, *, top: int = 2) -> str:
    """Return ``text`` as HTML whose first heading level is ``top`` (the page's own is 1)."""
    import nh3  # noqa: PLC0415 -- slow import

    parser = _parser()
    tokens = parser.parse(text)
    _lower_headings(tokens, by=top - 1)
    html = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- slow import

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")


def _lower_headings(tokens: "list[Token]", *, by: int) -> None:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + by, _DEEPEST)}"
