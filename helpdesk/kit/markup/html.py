"""Markdown as HTML. Headings are moved to where the page has room for them, and never skip a level."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from types import MappingProxyType
from typing import Literal, overload

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from helpdesk.kit.markup.parsing import Parser, spoken
from helpdesk.kit.markup.text import plain
from helpdesk.kit.sorting import fold

WORDS_A_MINUTE = 200
"""How fast an adult reads plain prose on a screen, rounded down."""

_REMEMBERED = 4000
"""Characters: the HTML of longer texts is not kept."""
_LOWEST_HEADING = 6
_LONGEST_ID = 60
_HEADINGS = frozenset(f"h{level}" for level in range(1, _LOWEST_HEADING + 1))
_INLINE = frozenset({"a", "br", "code", "em", "s", "strong"})
_BLOCKS = frozenset({"blockquote", "div", "hr", "li", "ol", "p", "pre", "ul"})
_TABLE = frozenset({"table", "tbody", "td", "th", "thead", "tr"})
_TAGS = _HEADINGS | _INLINE | _BLOCKS | _TABLE
_ATTRIBUTES: Mapping[str, set[str]] = {
    "*": set(),  # else title and lang are taken everywhere
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope"},
    **{heading: {"id"} for heading in _HEADINGS},
}
_PICTURE = frozenset({"alt", "height", "loading", "src", "width"})
_CLASSES: Mapping[str, set[str]] = {"div": {"table-wrap"}, "table": {"ds-table"}}
_SCHEMES = frozenset({"http", "https", "mailto"})
_REL = "nofollow noopener"


Pictures = Mapping[str, tuple[int, int]]
"""The address of each picture that may be shown, with its width and height in pixels."""
_NO_PICTURES: Pictures = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: its id on the page, its words, its level as shown (2 for h2)."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole article: HTML, its headings in order, its length in words and in whole minutes of reading (at least 1)."""

    html: Markup
    contents: tuple[Heading, ...]
    words: int
    minutes: int


@overload
def render(
    markdown: str,
    *,
    heading_base: int = 3,
    line_breaks: bool = False,
    pictures: Pictures = _NO_PICTURES,
    with_contents: Literal[False] = False,
) -> Markup: ...
@overload
def render(
    markdown: str,
    *,
    heading_base: int = 3,
    line_breaks: bool = False,
    pictures: Pictures = _NO_PICTURES,
    with_contents: Literal[True],
) -> Rendered: ...
def render(
    markdown: str,
    *,
    heading_base: int = 3,
    line_breaks: bool = False,
    pictures: Pictures = _NO_PICTURES,
    with_contents: bool = False,
) -> Markup | Rendered:
    """Safe HTML of the text, without styles and scripts; web addresses become links, and so do pictures.

    Only the pictures whose addresses `pictures` names are shown, as wide and high as it says (in pixels).

    The writer's highest heading becomes `heading_base` (1 to 6). `line_breaks` keeps each line end, as in a message that
    somebody typed. `with_contents` gives the headings ids and returns Rendered.
    """
    if not pictures and not with_contents and len(markdown) <= _REMEMBERED:
        return _page(markdown, heading_base, line_breaks=line_breaks)
    env: EnvType = {"line_breaks": line_breaks, "pictures": pictures}
    tokens = _PARSER.parse(markdown, env)
    contents = _outlined(tokens, heading_base, with_ids=with_contents)
    html = _clean(tokens, env, _with_pictures(pictures) if pictures else _PAGE_CLEANER)
    if not with_contents:
        return html
    words = sum(any(map(str.isalnum, word)) for word in plain(markdown).split())
    return Rendered(html, contents, words, max(1, ceil(words / WORDS_A_MINUTE)))


@lru_cache(maxsize=500)
def _page(markdown: str, heading_base: int, *, line_breaks: bool) -> Markup:
    """What was written on a ticket does not change, and is read again with everything that is written after it."""
    env: EnvType = {"line_breaks": line_breaks, "pictures": _NO_PICTURES}
    tokens = _PARSER.parse(markdown, env)
    _outlined(tokens, heading_base, with_ids=False)
    return _clean(tokens, env, _PAGE_CLEANER)


def _clean(tokens: Sequence[Token], env: EnvType, cleaner: nh3.Cleaner) -> Markup:
    return Markup(cleaner.clean(_PAGE.render(tokens, _PARSER.options, env)))  # noqa: S704  cleaned in this very line


def for_mail(markdown: str, *, base_url: str | None = None, heading_base: int = 2, line_breaks: bool = False) -> Markup:
    """Safe HTML for a letter: no classes, no ids. Links to our own pages are completed by `base_url`, or fall away."""
    env: EnvType = {"line_breaks": line_breaks}
    tokens = _PARSER.parse(markdown, env)
    _outlined(tokens, heading_base, with_ids=False)
    raw = _MAIL.render(tokens, _PARSER.options, env)
    cleaner = nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=_REL,
        url_relative="deny" if base_url is None else ("rewrite_with_base", base_url),
    )
    return Markup(cleaner.clean(raw))  # noqa: S704  cleaned in this very line


class _Renderer(RendererHTML):
    """What the library would write with styles, written without."""

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002  the library's signature
        """The first row heads its columns, where it says anything; alignment would need a style."""
        return '<th scope="col">' if tokens[idx + 1].content.strip() else "<td>"

    def th_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002  the library's signature
        """See th_open."""
        return "</th>\n" if tokens[idx - 1].content.strip() else "</td>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002  the library's signature
        """See th_open."""
        return "<td>"

    def softbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002  the library's signature
        """A line end within a paragraph."""
        return "<br>\n" if env.get("line_breaks") else "\n"


class _PageRenderer(_Renderer):
    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002  the library's signature
        """Wide tables scroll within their own frame."""
        return '<div class="table-wrap"><table class="ds-table">\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002  the library's signature
        """See table_open."""
        return "</table></div>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002  the library's signature
        """A picture with its words and its size, so that the text does not jump when it comes."""
        source = str(tokens[idx].attrs["src"])
        width, height = env["pictures"][source]
        alt = escape(" ".join(spoken(tokens[idx].children).split()))
        return f'<img src="{escape(source)}" alt="{alt}" width="{width}" height="{height}" loading="lazy">'


def _outlined(tokens: Sequence[Token], base: int, *, with_ids: bool) -> tuple[Heading, ...]:
    """Move the headings to `base` and below, each at most one level under the one before it."""
    found: list[Heading] = []
    taken: dict[str, int] = {}
    above: list[int] = []
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        counted = int(opening.tag[1])
        above = [*(level for level in above if level < counted), counted]
        level = min(_LOWEST_HEADING, base + len(above) - 1)
        opening.tag = closing.tag = f"h{level}"
        text = " ".join(spoken(inline.children).split())
        if with_ids:
            found.append(Heading(_free_id(text, taken), text, level))
            opening.attrSet("id", found[-1].id)
    return tuple(found)


def _free_id(text: str, taken: dict[str, int]) -> str:
    """An id from the heading's words, with a prefix so that it meets no id of the page around it.

    `taken` holds each id in use with the last number that was hung on it.
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(text))[:_LONGEST_ID].strip("-")
    first = f"avsnitt-{words or 'x'}"
    free, number = first, taken.get(first, 1)
    while free in taken:
        number += 1
        free = f"{first}-{number}"
    taken[first] = number
    taken.setdefault(free, 1)
    return free


_PARSER = Parser()
_PAGE = _PageRenderer()
_MAIL = _Renderer()
_PAGE_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=_REL,
    allowed_classes=_CLASSES,
)


def _with_pictures(pictures: Pictures) -> nh3.Cleaner:
    """A cleaner that knows these pictures and no others."""

    def only_these(tag: str, name: str, value: str) -> str | None:
        return None if tag == "img" and name == "src" and value not in pictures else value

    return nh3.Cleaner(
        tags=_TAGS | {"img"},
        attributes={**_ATTRIBUTES, "img": set(_PICTURE)},
        attribute_filter=only_these,
        url_schemes=_SCHEMES,
        link_rel=_REL,
        allowed_classes=_CLASSES,
    )
