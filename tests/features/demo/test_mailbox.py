"""The demonstration's mailbox: letters are listed, found and read, and nothing in them acts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from helpdesk.kit.letters.compose import OutgoingLetter
from helpdesk.kit.letters.send import FolderPostman, read_folder
from tests.pages.browser import Browser

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
HTML = (
    '<!doctype html><html lang="en"><head><title>Titel</title><style>p{color:red}</style></head><body>'
    '<p style="color: red" onclick="x()">Dear <strong>Åsa</strong></p><script>alert(1)</script>'
    '<h1>Rubrik</h1><img src="https://evil.example/x.png"><a href="http://localhost/arenden/VT-2026-000001">Reply</a>'
    '<a href="javascript:x()">Bad</a></body></html>'
)


def letter(number: int = 1, **changes: Any) -> OutgoingLetter:
    given: dict[str, Any] = {
        "to_name": "Åsa Öberg",
        "to_address": "asa@lund.example",
        "from_name": "Välfärdsteknikstödet",
        "from_address": "svar@helpdesk.example",
        "subject": f"Brev {number:03d}",
        "text": "Hej Åsa,\n\nHär är svaret <b>i sin helhet</b>.\nhttp://localhost/arenden/VT-2026-000001\n",
        "html": HTML,
        "message_id": f"<t.{number}.a.b@helpdesk.example>",
        "date": NOON + timedelta(minutes=number),
    }
    return OutgoingLetter(**{**given, **changes})


@pytest.fixture
def mailbox(app: Flask, tmp_path: Path, now: object) -> Iterator[Path]:  # noqa: ARG001  the clock stands
    site = app.extensions["site"]
    app.extensions["site"] = replace(site, demo_mailbox=tmp_path)
    yield tmp_path
    app.extensions["site"] = site


def put(folder: Path, *letters: OutgoingLetter) -> list[str]:
    """Deliver the letters; their keys, newest first."""
    assert all(each.is_sent for each in FolderPostman(folder).deliver(letters))
    return [each.key for each in read_folder(folder)]


def test_an_empty_mailbox_says_so(mailbox: Path, browser: Callable[..., Browser]) -> None:  # noqa: ARG001  empty
    assert "Inget mejl har skickats än." in browser().get("/demo/post").words


def test_letters_are_listed_newest_first(mailbox: Path, browser: Callable[..., Browser]) -> None:
    put(mailbox, letter(1), letter(3), letter(2))
    words = browser().get("/demo/post").words
    assert words.index("Brev 003") < words.index("Brev 002") < words.index("Brev 001")
    assert "3 mejl" in words
    assert "Här är svaret <b>i sin helhet</b>." in words
    assert "12.03" in words


@pytest.mark.parametrize("wanted", ["asa@lund", "åsa öberg", "ASA@"])
def test_letters_are_found_by_who_gets_them(mailbox: Path, browser: Callable[..., Browser], wanted: str) -> None:
    put(mailbox, letter(1), letter(2, to_name="Bo Ek", to_address="bo@boras.example"))
    words = browser().get(f"/demo/post?till={wanted}").words
    assert "Brev 001" in words
    assert "Brev 002" not in words


def test_who_got_nothing_is_said(mailbox: Path, browser: Callable[..., Browser]) -> None:
    put(mailbox, letter())
    page = browser().get("/demo/post?till=<nobody>")
    assert "Det finns inget mejl till ”<nobody>”." in page.words
    assert "/demo/post" in page.links()


def test_many_letters_stand_on_several_pages(mailbox: Path, browser: Callable[..., Browser]) -> None:
    put(mailbox, *(letter(number) for number in range(1, 90)))
    seen: list[str] = []
    path = "/demo/post?till=lund"
    for size in (40, 40, 9):
        page = browser().get(path)
        found = [link for link in page.links() if link.startswith("/demo/post/")]
        assert len(found) == size
        seen += found
        links = [unescape(link) for link in page.links()]
        path = next((link for link in links if f"sida={len(seen) // 40 + 1}" in link), "")
    assert len(set(seen)) == 89


def test_a_letter_is_shown_whole_and_without_danger(mailbox: Path, browser: Callable[..., Browser]) -> None:
    (key,) = put(mailbox, letter())
    page = browser().get(f"/demo/post/{key}")
    assert page.title.startswith("Brev 001")
    assert 'class="letter" lang="en"' in page.text
    assert "<p>Dear <strong>Åsa</strong></p>" in page.text
    assert "http://localhost/arenden/VT-2026-000001" in page.links()
    assert "Här är svaret &lt;b&gt;i sin helhet&lt;/b&gt;." in page.text
    assert "Rubrik" in page.words
    for gone in ("javascript:", "alert(1)", "evil.example/x.png", "color: red", "onclick", "Titel"):
        assert gone not in page.text
    assert "<dt>Message-ID</dt>" in page.text
    assert "&lt;t.1.a.b@helpdesk.example&gt;" in page.text


def test_a_letter_without_html_shows_its_text(mailbox: Path, browser: Callable[..., Browser]) -> None:
    (key,) = put(mailbox, letter(html=None))
    page = browser().get(f"/demo/post/{key}")
    assert 'class="letter"' not in page.text
    assert '<details class="ds-details" open>' in page.text


@pytest.mark.parametrize("key", ["0" * 32, "..", "x", "%2e%2e%2fsecret-key"])
def test_an_unknown_letter_is_no_page(mailbox: Path, browser: Callable[..., Browser], key: str) -> None:
    put(mailbox, letter())
    browser().get(f"/demo/post/{key}", status=404)


def test_without_a_mailbox_there_is_no_page(app: Flask, browser: Callable[..., Browser]) -> None:
    site = app.extensions["site"]
    app.extensions["site"] = replace(site, demo_mailbox=None)
    try:
        browser().get("/demo/post", status=404)
    finally:
        app.extensions["site"] = site


@pytest.mark.parametrize("page", ["0", "-3", "x", "999"])
def test_an_odd_page_number_does_no_harm(mailbox: Path, browser: Callable[..., Browser], page: str) -> None:
    put(mailbox, letter())
    assert "Brev 001" in browser().get(f"/demo/post?sida={page}").words
