"""HTML from strangers: cleaned for showing, and as plain text."""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

import nh3
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.attributes import has_too_many_attributes
from helpdesk.kit.incoming.cleaning import clean_text

_TAGS = frozenset(
    {
        "a", "abbr", "address", "article", "aside", "b", "bdi", "blockquote", "br", "caption", "center", "cite",
        "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main",
        "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary",
        "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
    }
)  # fmt: skip
_ATTRIBUTES: Mapping[str, set[str]] = {
    "*": set(),  # else title and lang are taken everywhere
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_DROPPED_WHOLE = frozenset({"script", "style", "title", "template", "iframe", "object", "noscript", "svg", "math"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid"})
_LEADS_SOMEWHERE = ("http:", "https:", "mailto:", "tel:")


def _only_own(tag: str, name: str, value: str) -> str | None:
    """A picture may come only from the letter itself: any other tells its owner who read the letter, and when."""
    if name == "src" and not value.strip().lower().startswith("cid:"):
        return None
    if tag == "a" and name == "href":
        return value.strip() if value.strip().lower().startswith(_LEADS_SOMEWHERE) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={name: set(allowed) for name, allowed in _ATTRIBUTES.items()},
    clean_content_tags=set(_DROPPED_WHOLE),
    attribute_filter=_only_own,
    url_schemes=set(_SCHEMES),
    link_rel="nofollow noopener noreferrer",
)
_CONFIG = ParserConfig(css=dict(CSS_PROFILES["strict"]), display_links=False)
_UNSEEN = re.compile(r"<(script|style|head|title)\b|<!--", re.IGNORECASE)
_BREAKING = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|p)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,4000}>")
_BLANKS = re.compile(r"[ \t\xa0]+\n")
_GAPS = re.compile(r"\n{3,}")
_DEEPEST = 150
"""Elements within elements that are understood; beyond, readers of HTML take quadratic time or all of the stack."""
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9:_-]{0,40})", re.IGNORECASE)
_LIE_IN_NONE = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "br", "hr", "img", "input", "meta"}
    | {"link", "col", "area", "base", "embed", "source", "track", "wbr", "html", "head", "body", "param", "o:p"}
)
"""Elements that end by themselves: empty ones, and those that another of their sort ends."""
_HIDDEN = re.compile(r"display\s?:\s?none", re.IGNORECASE)


def clean_html(html: str) -> str:
    """What is allowed of the HTML: no script, style, form, frame, class or id, nothing that is fetched from elsewhere."""
    if not html.strip():
        return ""
    return clean_text(_CLEANER.clean(html[: limits.HTML])).strip()


def html_of(text: str) -> str:
    """Plain text as HTML that looks like it."""
    return f"<p>{escape(text).replace(chr(10), '<br>' + chr(10))}</p>" if text else ""


def text_of(html: str) -> str:
    """The HTML as plain text with lists, table columns and the addresses of links."""
    if not html.strip():
        return ""
    if len(html) > limits.HTML_AS_TEXT:
        return _tidy(_plainly(html[: limits.HTML]))
    try:
        return _tidy(Inscriptis(_tree(html), _CONFIG).get_text())
    except (etree.LxmlError, ValueError, RecursionError, ArithmeticError, LookupError, AttributeError, TypeError):
        return _tidy(_plainly(html))  # the library meets numbers and nesting that it doesn't expect


def _tree(html: str) -> HtmlElement:
    """The HTML's elements without their styles, which could ask for a million blank lines; what they hide stays hidden."""
    tree = document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", html[:1000]) + html[1000:])
    for element in tree.iter(etree.Element):
        style = element.attrib.pop("style", "")
        if style and _HIDDEN.search(style[:2000]):
            element.set("style", "display:none")
        if element.tag == "a":
            _tell_address(element)
    return tree


def _tell_address(link: HtmlElement) -> None:
    """Write the address of a link in brackets after its words, as our own letters do."""
    is_told = _is_told(link)
    address = str(link.attrib.pop("href", "")).strip()
    if not is_told:
        return
    words = f" ({address.removeprefix('mailto:').removeprefix('tel:')})"
    if len(link):
        link[-1].tail = (link[-1].tail or "") + words
    else:
        link.text = (link.text or "") + words


def _is_told(link: HtmlElement) -> bool:
    """Whether the address of a link says more than its words, and leads somewhere."""
    address = str(link.get("href", "")).strip().rstrip("/")
    words = "".join(link.itertext()).strip().rstrip("/")
    says_more = words not in {address, address.removeprefix("mailto:"), address.removeprefix("tel:"), ""}
    return says_more and address.lower().startswith(_LEADS_SOMEWHERE)


def spoken(html: str) -> str:
    """Every word of the HTML, also those that it hides: with tags left out, and once more with tags as blanks.

    A number may go on over a tag, or end at one.
    """
    seen = _BREAKING.sub("\n", html)
    return unescape(f"{_TAG.sub('', seen)}\n{_TAG.sub(' ', seen)}")


def told_by_html(html: str) -> str:
    """All that the HTML holds as text: its words, and what stands in tags and comments."""
    return f"{spoken(html)}\n{unescape(html)}"


def shallow(html: str) -> str:
    """The HTML itself, or, where elements or their attributes are beyond reason, one with its words only."""
    if has_too_many_attributes(html):
        return html_of(_tidy(_plainly(html[: limits.HTML])))
    depth = 0
    for found in _ELEMENT.finditer(html):
        if found[2].lower() not in _LIE_IN_NONE:
            depth = max(depth + (-1 if found[1] else 1), 0)
        if depth > _DEEPEST:
            return html_of(_tidy(_plainly(html[: limits.HTML])))
    return html


def _plainly(html: str) -> str:
    """The words between the tags, in time linear to the length, whatever it is."""
    return unescape(_TAG.sub("", _BREAKING.sub("\n", "".join(_seen(html)))))


def _seen(html: str) -> Iterator[str]:
    """What stands outside of scripts, styles and comments."""
    lower, position = html.lower(), 0
    while found := _UNSEEN.search(html, position):
        yield html[position : found.start()]
        end = lower.find(f"</{found[1].lower()}" if found[1] else "-->", found.end())
        position = len(html) if end < 0 else end + (0 if found[1] else len("-->"))
    yield html[position:]


def _tidy(text: str) -> str:
    return _GAPS.sub("\n\n", _BLANKS.sub("\n", clean_text(text).replace("\xa0", " "))).strip()
