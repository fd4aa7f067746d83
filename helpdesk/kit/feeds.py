"""What machines read of a site: an Atom feed (RFC 4287) and a sitemap (sitemaps.org, protocol 0.9)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in a feed; `id` never changes, whatever becomes of the title and the address."""

    id: str
    title: str
    link: str
    author: str
    summary: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `link` is the page that it belongs to, `own` its own address; `updated_at` counts while it has no entry."""

    id: str
    title: str
    link: str
    own: str
    language: str
    updated_at: datetime
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A page in a sitemap, and when it last changed; None where that is not known."""

    address: str
    changed_at: datetime | None = None


def atom(feed: Feed) -> bytes:
    """The feed as it is sent, in UTF-8."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    changed = max((entry.updated_at for entry in feed.entries), default=feed.updated_at)
    _write(root, id=feed.id, title=feed.title, updated=changed.isoformat())
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.own)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.link)
    for entry in feed.entries:
        element = SubElement(root, "entry")
        _write(element, id=entry.id, title=entry.title, updated=entry.updated_at.isoformat())
        SubElement(element, "link", rel="alternate", type="text/html", href=entry.link)
        _write(SubElement(element, "author"), name=entry.author)
        _write(element, summary=entry.summary)
    return _sent(root)


def sitemap(places: Iterable[Place]) -> bytes:
    """The sitemap as it is sent, in UTF-8; at most 50 000 places."""
    root = Element("urlset", {"xmlns": SITEMAP})
    for place in places:
        element = SubElement(root, "url")
        _write(element, loc=place.address)
        if place.changed_at is not None:
            _write(element, lastmod=place.changed_at.isoformat())
    return _sent(root)


def _write(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = _NOT_IN_XML.sub("", text)


def _sent(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)
