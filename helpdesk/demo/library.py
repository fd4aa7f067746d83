"""Reads the demo content: articles in Markdown with TOML in front, people and tickets in TOML."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """One article: what stands in front, and its Markdown."""

    front: dict[str, Any]
    body: str


def articles() -> list[ArticleFile]:
    """All articles, the first published first."""
    files = [_article(path) for path in sorted((CONTENT / "articles").glob("*.md"))]
    return sorted(files, key=lambda each: (each.front["published_on"], each.front["slug"]))


def people() -> list[dict[str, Any]]:
    """All persons, in the order of the files' names."""
    return _tables("people", "person")


def tickets() -> list[dict[str, Any]]:
    """All tickets, the oldest first."""
    return sorted(_tables("tickets", "ticket"), key=lambda ticket: -ticket["days_ago"])


def merged_into(key: str) -> list[dict[str, Any]]:
    """The tickets that are merged with the one of the key."""
    return [ticket for ticket in tickets() if ticket.get("merged_into") == key]


def staff() -> dict[str, list[dict[str, Any]]]:
    """Experts with their topics, absences and teams."""
    return _read(CONTENT / "staff.toml")


def canned_replies() -> list[dict[str, Any]]:
    """The texts that advisers answer with."""
    replies: list[dict[str, Any]] = _read(CONTENT / "canned_replies.toml")["reply"]
    return replies


def feedback() -> list[dict[str, Any]]:
    """What readers said of articles."""
    return _read(CONTENT / "feedback.toml")["article"]


def searches() -> list[dict[str, Any]]:
    """What visitors looked for in vain."""
    return _read(CONTENT / "searches.toml")["search"]


def beside() -> dict[str, list[dict[str, Any]]]:
    """Tickets that have to do with each other, and the time that tickets took."""
    return _read(CONTENT / "beside.toml")


def post() -> list[dict[str, Any]]:
    """Letters that came to the mailbox, each with how many minutes ago."""
    return _read(CONTENT / "post.toml")["letter"]


def order() -> dict[str, Any]:
    """Tags with the parts of subjects that call for them, and saved views."""
    return _read(CONTENT / "order.toml")


def _tables(folder: str, name: str) -> list[dict[str, Any]]:
    return [each for path in sorted((CONTENT / folder).glob("*.toml")) for each in _read(path)[name]]


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _article(path: Path) -> ArticleFile:
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return ArticleFile(tomllib.loads(front), body.strip())
