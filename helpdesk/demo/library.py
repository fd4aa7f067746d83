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
    """All persons, as the file has them."""
    persons: list[dict[str, Any]] = tomllib.loads((CONTENT / "people.toml").read_text(encoding="utf-8"))["person"]
    return persons


def tickets() -> list[dict[str, Any]]:
    """All tickets, the oldest first."""
    found: list[dict[str, Any]] = []
    for path in sorted((CONTENT / "tickets").glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8"))["ticket"]
    return sorted(found, key=lambda ticket: -ticket["days_ago"])


def _article(path: Path) -> ArticleFile:
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return ArticleFile(tomllib.loads(front), body.strip())
