"""What can be seen of a page without a browser: its faults, its forms, its words."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.datastructures import Headers

_IGNORED = frozenset({"unknown-doctype"})


@dataclass
class Form:
    """A form as it stands on the page."""

    action: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """What a browser would send: what stands in the form, and what was typed over it."""
        return {**self.values, **typed}


@dataclass
class Page:
    """An answer."""

    path: str
    status: int
    text: str
    location: str | None
    headers: Headers
    body: bytes

    @property
    def words(self) -> str:
        """What a person reads, on one line."""
        main = re.search(r"<main.*?</main>", self.text, re.DOTALL)
        seen = (main[0] if main else self.text).replace("<wbr>", "")  # where a line may break is not read
        return re.sub(r"\s+", " ", html5lib_text(seen)).strip()

    @property
    def title(self) -> str:
        """The page's title."""
        found = re.search(r"<title>(.*?)</title>", self.text, re.DOTALL)
        return " ".join(found[1].split()) if found else ""

    def form(self, action: str) -> Form:
        """The only form whose action holds `action`."""
        forms = [form for form in _Forms.read(self.text, self.path) if action in form.action]
        assert forms, f"{self.path}: no form to {action}"
        return forms[0]

    def links(self) -> list[str]:
        """All addresses that the page links to."""
        return re.findall(r'<a [^>]*href="([^"]+)"', self.text)


def html5lib_text(text: str) -> str:
    """The words between the tags."""
    tree: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return " ".join(part for part in tree.itertext())


def faults(text: str) -> list[str]:
    """Everything wrong with a page's HTML: parse errors, no title, double ids, labels to nowhere, inline style or script."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    found = [f"{code} at {place} {data}" for place, code, data in parser.errors if code not in _IGNORED]
    ids = Counter(id_ for element in tree.iter() if (id_ := element.get("id")))
    found += [f"id {id_} stands {count} times" for id_, count in ids.items() if count > 1]
    if not (tree.findtext(".//title") or "").strip():
        found.append("no title")
    if len(tree.findall(".//h1")) != 1:
        found.append(f"{len(tree.findall('.//h1'))} h1")
    for element in tree.iter():
        found += _element_faults(element, ids)
    return found


def _element_faults(element: Element, ids: Counter[str]) -> list[str]:
    found = [f"{name} on {element.tag}" for name, _ in element.items() if name == "style" or name.startswith("on")]
    if element.tag == "script" and not element.get("src"):
        found.append("inline script")
    if element.tag == "style":
        found.append("inline style")
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        found += [f"{name}={id_} leads nowhere" for id_ in (element.get(name) or "").split() if id_ not in ids]
    return found


class _Forms(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path.partition("?")[0]
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select = self.area = ""
        self.text = ""
        self.first: str | None = None
        self.chosen = False

    @classmethod
    def read(cls, text: str, path: str) -> list[Form]:
        parser = cls(path)
        parser.feed(text)
        return parser.forms

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.open = Form(action=given.get("action") or self.path)
            self.forms.append(self.open)
        if self.open is None:
            return
        name = given.get("name") or ""
        if tag == "input":
            self._input(name, given)
        elif tag == "select":
            self.select, self.first, self.chosen = name, None, False
        elif tag == "option" and self.select:
            value = given.get("value") or ""
            self.first = value if self.first is None else self.first
            if "selected" in given:
                self._put(self.select, value)
                self.chosen = True
        elif tag == "textarea":
            self.area, self.text = name, ""

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type")
        if (
            not name
            or kind in {"submit", "file", "button"}
            or (kind in {"checkbox", "radio"} and "checked" not in given)
        ):
            return
        self._put(name, given.get("value") or ("y" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea" and self.area:
            self._put(self.area, self.text.replace("\r\n", "\n").removeprefix("\n"))
            self.area = ""
        elif tag == "select" and self.select:
            if not self.chosen and self.first is not None:
                self._put(self.select, self.first)
            self.select = ""

    def _put(self, name: str, value: str) -> None:
        if self.open is not None:
            self.open.values.setdefault(name, []).append(value)
