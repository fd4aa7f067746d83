"""Markdown as plain text: for the search index, for extracts, and for the text part of a letter."""

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

from markdown_it.token import Token

from helpdesk.kit.markup.parsing import Parser, spoken

_PARSER = Parser()
_MARKS = re.compile(r"^[ \t]*(?:[-*>]|\d+\.)[ \t]+", re.MULTILINE)


def plain(markdown: str, *, with_links: bool = False, base_url: str = "") -> str:
    """The text without its markup: paragraphs parted by an empty line, lists with their marks, a table row in one line.

    `with_links` writes each web address in brackets after the words that lead to it, as a letter needs; links to our own
    pages too, where `base_url` completes them.
    """
    writer = _Writer(with_links=with_links, base_url=base_url)
    for token in _PARSER.parse(markdown):
        writer.take(token)
    return "".join(writer.written).strip("\n")


def prose(markdown: str) -> str:
    """The text as extracts show it: without the marks of lists and quotes, table cells parted by commas."""
    return _MARKS.sub("", plain(markdown)).replace(" | ", ", ")


class _Writer:
    """Walks over block tokens and writes lines."""

    def __init__(self, *, with_links: bool, base_url: str) -> None:
        self.written: list[str] = []
        self._with_links = with_links
        self._base_url = base_url
        self._lists: list[int | None] = []
        self._mark = ""
        self._quotes = 0
        self._cells: list[str] | None = None
        self._is_tight = False

    def take(self, token: Token) -> None:
        """Write what the token adds."""
        action = self._ACTIONS.get(token.type)
        if action is not None:
            action(self, token)

    def _inline(self, token: Token) -> None:
        text = self._linked(token.children or []) if self._with_links else spoken_lines(token.children or [])
        if self._cells is not None:
            self._cells.append(" ".join(text.split()))
        else:
            self._write(text)

    def _linked(self, children: list[Token]) -> str:
        """The words, each link followed by its address unless that is what it says already."""
        parts: list[str] = []
        href, begin = "", 0
        for token in children:
            if token.type == "link_open":
                href, begin = self._whole(str(token.attrs.get("href", ""))), len(parts)
            elif token.type == "link_close":
                said = "".join(parts[begin:])
                parts.append("" if said == href or not href.startswith("http") else f" ({href})")
            else:
                parts.append(spoken_lines([token]))
        return "".join(parts)

    def _whole(self, href: str) -> str:
        return self._base_url + href if self._base_url and href.startswith("/") else href

    def _write(self, text: str) -> None:
        indent = "  " * (len(self._lists) - 1)
        quote = "> " * self._quotes
        hanging = " " * len(self._mark) if self._mark else "  " * bool(self._lists)
        first, *rest = text.split("\n")
        lines = [quote + indent + self._mark + first, *(quote + indent + hanging + line for line in rest)]
        self.written.append(("\n" if self._is_tight else "\n\n") + "\n".join(lines))
        self._mark = ""
        self._is_tight = bool(self._lists)

    def _code(self, token: Token) -> None:
        self._write(token.content.rstrip("\n"))

    def _open_list(self, token: Token) -> None:
        self._lists.append(int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None)

    def _close_list(self, token: Token) -> None:  # noqa: ARG002  one signature for every action
        self._lists.pop()
        self._is_tight = bool(self._lists)

    def _open_item(self, token: Token) -> None:  # noqa: ARG002  each token's own signature
        number = self._lists[-1]
        self._mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1

    def _open_quote(self, token: Token) -> None:  # noqa: ARG002  each token's own signature
        self._quotes += 1

    def _close_quote(self, token: Token) -> None:  # noqa: ARG002  each token's own signature
        self._quotes -= 1

    def _open_row(self, token: Token) -> None:  # noqa: ARG002  each token's own signature
        self._cells = []

    def _close_row(self, token: Token) -> None:  # noqa: ARG002  each token's own signature
        cells, self._cells = self._cells or [], None
        self._write(" | ".join(cells))
        self._is_tight = True

    def _close_table(self, token: Token) -> None:  # noqa: ARG002  each token's own signature
        self._is_tight = bool(self._lists)

    _ACTIONS: ClassVar[Mapping[str, Callable[["_Writer", Token], None]]] = {
        "inline": _inline,
        "fence": _code,
        "code_block": _code,
        "bullet_list_open": _open_list,
        "ordered_list_open": _open_list,
        "bullet_list_close": _close_list,
        "ordered_list_close": _close_list,
        "list_item_open": _open_item,
        "blockquote_open": _open_quote,
        "blockquote_close": _close_quote,
        "tr_open": _open_row,
        "tr_close": _close_row,
        "table_close": _close_table,
    }


def spoken_lines(tokens: list[Token]) -> str:
    """Like `spoken`, but a line end of the writer's stays one."""
    return "".join("\n" if token.type.endswith("break") else spoken([token]) for token in tokens)
