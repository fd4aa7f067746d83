"""A letter's HTML as a part of a page."""

import nh3
from markupsafe import Markup

KEPT_TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong"}
    | {"table", "tbody", "td", "th", "thead", "tr", "ul"}
)
"""What a letter is shown with: no style, no picture, no heading above the page's own."""


def shown(html: str) -> Markup:
    """The letter's HTML without anything that could act or load."""
    clean = nh3.clean(
        html,
        tags=set(KEPT_TAGS),
        attributes={"a": {"href"}, "th": {"scope"}},
        clean_content_tags={"script", "style", "title"},
        url_schemes={"http", "https", "mailto"},
    )
    return Markup(clean)  # noqa: S704  cleaned in the line above
