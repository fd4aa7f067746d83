"""The Markdown we take: CommonMark with tables and struck text, no HTML, links to the web, to mail and to our own pages."""

import re
from collections.abc import Container, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_OWN_PAGE = re.compile(r"/(?![/\\])|#")
_BARE_LINK = re.compile(r"\bhttps?://[^\s<>\"'`´”’]{1,2000}", re.IGNORECASE)
_AFTER_LINK = ".,;:!?*_…"
_NESTING = 20


class Parser(MarkdownIt):
    """markdown-it, set up for text from anybody."""

    def __init__(self) -> None:
        """Take what a helpdesk's texts need and no more."""
        super().__init__("commonmark", {"html": False, "maxNesting": _NESTING})
        self.enable(["table", "strikethrough"])
        self.core.ruler.push("links", _mend_links)

    def validateLink(self, url: str) -> bool:  # noqa: N802  the library's name
        """Whether a link may lead there: http, https, mailto, or a page of this site; never a foreign host in disguise."""
        return bool(_LINK.match(url) or _OWN_PAGE.match(url))


def spoken(tokens: list[Token] | None) -> str:
    """The words of inline tokens without their markup, in one line."""
    return "".join(" " if token.type.endswith("break") else token.content for token in tokens or ())


def _mend_links(state: StateCore) -> None:
    """Web addresses in the text become links, and so do pictures: a page must load nothing that a stranger chose.

    What stays a picture is named in `env["pictures"]`, by address.
    """
    shown = state.env.get("pictures", ())
    for token in state.tokens:
        if token.type == "inline":
            token.children = list(_mended(state.md, token.children or [], shown))


def _mended(parser: MarkdownIt, children: list[Token], shown: Container[str]) -> Iterator[Token]:
    href, is_empty = None, False
    for token in children:
        if token.type == "link_open":
            href, is_empty = str(token.attrs.get("href", "")), True
            yield token
        elif token.type == "link_close":
            # A link without words could be neither seen nor heard.
            yield from [_text(token, href or ""), token] if is_empty else [token]
            href = None
        elif token.type == "image" and token.attrs.get("src") in shown:
            is_empty = False
            yield token
        else:
            is_empty = False
            yield from _mended_text(parser, token, is_linked=href is not None)


def _mended_text(parser: MarkdownIt, token: Token, *, is_linked: bool) -> Iterator[Token]:
    if token.type == "image":
        source = str(token.attrs.get("src", ""))
        words = spoken(token.children) or source
        yield from [_text(token, words)] if is_linked else _link(token, source, words)
    elif token.type == "text" and not is_linked and "://" in token.content:
        yield from _split(parser, token)
    else:
        yield token


def _split(parser: MarkdownIt, token: Token) -> Iterator[Token]:
    done = 0
    for found in _BARE_LINK.finditer(token.content):
        address = _without_ending(found[0])
        href = parser.normalizeLink(address)
        if not parser.validateLink(href):
            continue
        yield _text(token, token.content[done : found.start()])
        yield from _link(token, href, address)
        done = found.start() + len(address)
    yield _text(token, token.content[done:])


def _link(like: Token, href: str, words: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": href}, level=like.level)
    return [opening, _text(like, words), Token("link_close", "a", -1, level=like.level)]


def _text(like: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=like.level)


def _without_ending(address: str) -> str:
    """The address without the sentence's own signs after it; a bracket stays when it was opened within."""
    while address[-1] in _AFTER_LINK or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address
