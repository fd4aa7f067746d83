"""What a Markdown text is made of, as its writer wrote it: headings, links, paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from helpdesk.kit.markup.parsing import Parser, spoken

_BESIDE = frozenset({"heading_open", "th_open", "td_open"})
"""What opens words that are no sentence."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings as (level, words), the links as (words, address), and the words of each paragraph and list item."""

    headings: tuple[tuple[int, str], ...]
    links: tuple[tuple[str, str], ...]
    prose: tuple[str, ...]


def outline(markdown: str) -> Outline:
    """Take the text apart. Levels are the writer's own, a link without words has none, a picture in a link lends its own."""
    tokens = _PARSER.parse(markdown)
    pairs = list(pairwise(tokens))
    return Outline(
        headings=tuple(
            (int(opening.tag[1]), _line(inline.children)) for opening, inline in pairs if opening.type == "heading_open"
        ),
        links=tuple(link for token in tokens for link in _links(token.children or ())),
        prose=tuple(
            _line(inline.children)
            for opening, inline in pairs
            if inline.type == "inline" and opening.type not in _BESIDE
        ),
    )


def _line(children: list[Token] | None) -> str:
    return " ".join(spoken(children).split())


def _links(children: Sequence[Token]) -> Iterator[tuple[str, str]]:
    begin = None
    for place, token in enumerate(children):
        if token.type == "link_open":
            begin = place
        elif token.type == "link_close" and begin is not None:
            yield _line(list(children[begin + 1 : place])), str(children[begin].attrs.get("href", ""))
            begin = None


class _AsWritten(Parser):
    """The same text before empty links have got their address as words."""

    def __init__(self) -> None:
        """As the other parser, one step less."""
        super().__init__()
        self.core.ruler.disable("links")


_PARSER = _AsWritten()
