import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from helpdesk.kit.markup import Heading, for_mail, plain, render


class Seen(HTMLParser):
    """The tags and attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def levels(html: str) -> list[str]:
    return re.findall(r"<(h[1-6])", html)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b data-hx-post='/x' hx-get='/y'>x</b>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](file:///etc/passwd)",
    "![x](https://evil.example/pixel.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "<javascript:alert(1)>",
    '[x](https://a.example "onclick=1")',
    "[x]: javascript:alert(1)\n\n[x]",
    "```x onload=1\n<script>\n```",
    "<style>*{display:none}</style>",
    "<div class='ds-table' id='main' style='x'>",
    "|a|\n|:-:|\n|<script>|",
    "# <i id=x>",
    'https://a.example/"onmouseover=alert(1)',
    "<svg/onload=alert(1)>",
]

TAGS = {"a", "blockquote", "br", "code", "div", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "ul"} | {
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "tbody", "td", "th", "thead", "tr"),
}
ATTRIBUTES = {("a", "href"), ("a", "rel"), ("ol", "start"), ("th", "scope"), ("div", "class"), ("table", "class")}


def assert_harmless(html: str) -> None:
    for tag, attributes in Seen(html).tags:
        assert tag in TAGS
        assert {(tag, name) for name in attributes} <= ATTRIBUTES
        assert attributes.get("class") in {None, "table-wrap", "ds-table"}
        if tag == "a" and "href" in attributes:
            assert attributes["rel"] == "nofollow noopener"
            assert re.match(r"https?://|mailto:|/(?![/\\])|#", attributes["href"] or "", re.IGNORECASE)


@pytest.mark.parametrize("markdown", HOSTILE)
def test_nothing_hostile_gets_through(markdown: str) -> None:
    assert_harmless(render(markdown))
    assert_harmless(for_mail(markdown, base_url="https://help.example/"))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*HOSTILE, "# a", "- b", "> ", "\n", "\n\n", "|", "*", "`", "~~", "1. ", "    ", "å"])
    ).map("".join)
)
def test_no_mixture_of_hostile_pieces_gets_through(markdown: str) -> None:
    assert_harmless(render(markdown))
    plain(markdown, with_links=True)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(markdown: str) -> None:
    assert_harmless(render(markdown, line_breaks=True))
    plain(markdown)


def test_html_is_shown_as_it_was_typed() -> None:
    assert render("<b>hej</b>") == Markup("<p>&lt;b&gt;hej&lt;/b&gt;</p>\n")


@pytest.mark.parametrize(
    ("markdown", "base", "expected"),
    [
        ("# A\n\n## B\n\n### C", 3, ["h3", "h4", "h5"]),
        ("## A\n\n### B\n\n## C", 2, ["h2", "h3", "h2"]),
        ("# A\n\n#### B\n\n# C\n\n### D", 3, ["h3", "h4", "h3", "h4"]),
        ("### A\n\n# B\n\n## C", 2, ["h2", "h2", "h3"]),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E", 3, ["h3", "h4", "h5", "h6", "h6"]),
        ("A\n===\n\nB\n---", 3, ["h3", "h4"]),
    ],
)
def test_headings_begin_where_the_page_has_room_and_skip_no_level(
    markdown: str, base: int, expected: list[str]
) -> None:
    assert levels(render(markdown, heading_base=base)) == expected


def test_an_article_has_contents_whose_ids_are_in_the_page() -> None:
    article = render(
        "## Så *gör* du\n\nText.\n\n### Steg 1\n\n## Så gör du\n\n## !!!", heading_base=2, with_contents=True
    )

    assert article.contents == (
        Heading("avsnitt-sa-gor-du", "Så gör du", 2),
        Heading("avsnitt-steg-1", "Steg 1", 3),
        Heading("avsnitt-sa-gor-du-2", "Så gör du", 2),
        Heading("avsnitt-x", "!!!", 2),
    )
    ids = [attributes["id"] for _, attributes in Seen(article.html).tags if "id" in attributes]
    assert ids == [heading.id for heading in article.contents]


def test_ten_thousand_equal_headings_have_ten_thousand_ids() -> None:
    contents = render("# A\n" * 10_000 + "# A 2\n", with_contents=True).contents
    assert len({heading.id for heading in contents}) == 10_001


def test_reading_time_counts_words_not_signs() -> None:
    assert render("Hej | på - dig", with_contents=True).words == 3
    assert render("", with_contents=True).minutes == 1
    assert render("ord " * 401, with_contents=True).minutes == 3


def test_a_table_scrolls_in_its_own_frame_and_has_column_heads() -> None:
    html = render("| Del | Antal |\n| --- | ---: |\n| Larm | 3 |")
    assert html.startswith('<div class="table-wrap"><table class="ds-table">')
    assert html.count('<th scope="col">') == 2
    assert "style" not in html


@pytest.mark.parametrize(
    ("markdown", "href", "words"),
    [
        ("Se https://a.example/b_c_d.", "https://a.example/b_c_d", "https://a.example/b_c_d"),
        ("(https://a.example/x)", "https://a.example/x", "https://a.example/x"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("**https://a.example**", "https://a.example", "https://a.example"),
        ("[här](https://a.example)", "https://a.example", "här"),
        ("[](https://a.example)", "https://a.example", "https://a.example"),
        ("[![en bild](https://b.example/x.png)](https://a.example)", "https://a.example", "en bild"),
        ("![en bild](https://a.example/x.png)", "https://a.example/x.png", "en bild"),
        ("<anna@lund.example>", "mailto:anna@lund.example", "anna@lund.example"),
        ("[guide](/kunskapsbank/larm)", "/kunskapsbank/larm", "guide"),
    ],
)
def test_links(markdown: str, href: str, words: str) -> None:
    html = render(markdown)
    assert f'<a href="{href}" rel="nofollow noopener">{words}</a>' in html
    assert html.count("<a ") == 1


def test_an_address_in_code_is_no_link() -> None:
    assert "<a " not in render("`https://a.example` och\n\n    https://b.example")


def test_line_ends_are_kept_where_somebody_typed_a_message() -> None:
    assert "<br>" in render("Hej\nAnna", line_breaks=True)
    assert "<br>" not in render("Hej\nAnna")


def test_a_mail_has_no_classes_and_whole_addresses() -> None:
    html = for_mail("# A\n\n|a|\n|-|\n|b|\n\n[guide](/kunskapsbank/larm)", base_url="https://help.example/")
    assert "class=" not in html
    assert levels(html) == ["h2"]
    assert 'href="https://help.example/kunskapsbank/larm"' in html


def test_a_mail_without_a_site_has_no_half_addresses() -> None:
    assert "href" not in for_mail("[guide](/kunskapsbank/larm)")


def test_plain_text_reads_like_the_page() -> None:
    markdown = (
        "# Rubrik *ett*\n\nSe [länken](https://a.example) nu\nrad två.\n\n- ett\n  - två\n- tre\n\n"
        "3. c\n4. d\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n> citat\n> mer\n\n```\nkod\n```\n\n![en bild](https://a.example/x)"
    )
    assert plain(markdown) == (
        "Rubrik ett\n\nSe länken nu\nrad två.\n\n- ett\n  - två\n- tre\n\n3. c\n4. d\n\na | b\n1 | 2\n\n> citat\n> mer\n\nkod\n\n"
        "en bild"
    )


def test_a_letters_text_shows_where_its_links_lead() -> None:
    markdown = "Se [guiden](https://a.example/x), https://b.example och [mejla](mailto:a@b.example)."
    assert plain(markdown, with_links=True) == "Se guiden (https://a.example/x), https://b.example och mejla."


def test_a_text_of_nothing_but_brackets_is_done_in_one_go() -> None:
    assert plain("[" * 20_000) == "[" * 20_000
    assert "(" * 5_000 in render("[a]" + "(" * 5_000)


def test_only_the_named_pictures_are_shown_and_others_become_links() -> None:
    shown = {"/bilder/3": (640, 480)}
    html = render('![Ett "lås" & *en* nyckel](/bilder/3 "titel") ![annat](/bilder/4)', pictures=shown)

    assert html == (
        '<p><img src="/bilder/3" alt="Ett &quot;lås&quot; &amp; en nyckel" width="640" height="480" loading="lazy"> '
        '<a href="/bilder/4" rel="nofollow noopener">annat</a></p>\n'
    )
    assert "<img" not in render("![Ett lås](/bilder/3)")
    assert "<img" not in for_mail("![Ett lås](/bilder/3)", base_url="https://stod.example")
    assert plain("![Ett lås](/bilder/3)") == "Ett lås"


def test_a_picture_may_be_what_a_link_is_made_of() -> None:
    html = render("[![Ett lås](/b/3)](https://skr.example)", pictures={"/b/3": (1, 1)})

    assert '<a href="https://skr.example" rel="nofollow noopener"><img src="/b/3" alt="Ett lås"' in html
