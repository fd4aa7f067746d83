from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from helpdesk.kit.letters.compose import NULL_PATH, LetterFile
from helpdesk.kit.letters.send import (
    FolderPostman,
    SmtpPostman,
    TemporaryDeliveryError,
    from_url,
    read_folder,
    read_letter,
)
from tests.kit.post_office import NOON, PLAIN, letter


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return Flask(__name__, instance_path=str(tmp_path))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "starts with"),
        ("http://a.example", "starts with"),
        ("smtp://", "starts with"),
        ("folder:", "needs a path"),
        ("smtp://a.example?tls=yes", "takes tls"),
        ("smtp://a.example?tsl=ssl", "knows no tsl"),
        ("smtp://a.example?timeout=0", "timeout"),
        ("smtp://a.example?timeout=nan", "timeout"),
        ("smtp://a.example?timeout=soon", "timeout"),
        ("smtp://anna:x@a.example", "has a password"),
        ("smtp://a.example:port", "port"),
        ("smtp://anna:p%C3%A5@a.example?tls=ssl", "ASCII"),
    ],
)
def test_a_setting_that_cannot_be_meant_says_why(app: Flask, url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_url(url, app)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://a.example", 25, False, False),
        ("smtp://u:p@a.example?tls=starttls", 587, True, False),
        ("smtp://u:p@a.example?tls=ssl", 465, False, True),
        ("smtp://u:p@a.example:26?tls=none", 26, False, False),
        ("smtp://u:p@localhost", 25, False, False),
    ],
)
def test_ports_follow_from_the_kind_of_encryption(app: Flask, url: str, port: int, tls: bool, ssl: bool) -> None:  # noqa: FBT001
    assert isinstance(from_url(url, app), SmtpPostman)
    state = app.extensions["mail"]
    assert (state.port, state.use_tls, state.use_ssl) == (port, tls, ssl)


def test_letters_in_a_folder(app: Flask, tmp_path: Path) -> None:
    postman = from_url("folder:post", app)
    assert read_folder(tmp_path / "post") == []
    older, newer = (
        letter(date=NOON - timedelta(days=1), message_id="<t.2.a.b@h.example>"),
        letter(envelope_from=NULL_PATH),
    )

    assert all(delivery.is_sent for delivery in postman.deliver([newer, older]))

    first, second = read_folder(tmp_path / "post")
    assert (first.date, second.date) == (NOON, NOON - timedelta(days=1))
    assert first.sender == "Välfärdsteknikstödet <svar@helpdesk.example>"
    assert first.recipient == "Åsa Öberg <asa@lund.example>"
    assert first.subject == PLAIN["subject"]
    assert (first.text, first.html) == (PLAIN["text"], PLAIN["html"])
    assert dict(first.headers)["Return-Path"] == "<>"
    assert dict(first.headers)["Delivered-To"] == "asa@lund.example"
    assert dict(second.headers)["Return-Path"] == "<svar@helpdesk.example>"
    assert read_letter(tmp_path / "post", first.key) == first
    assert read_folder(tmp_path / "post", limit=1) in ([first], [second])


def test_a_letter_delivered_again_lies_in_the_folder_once(tmp_path: Path) -> None:
    postman = FolderPostman(tmp_path)
    again = letter(date=NOON + timedelta(minutes=5), html=None, files=(LetterFile("å.txt", "text/plain", b"x"),))
    assert all(delivery.is_sent for delivery in postman.deliver([letter(), again]))

    (only,) = read_folder(tmp_path)
    assert (only.date, only.html, only.files) == (again.date, None, ("å.txt",))
    assert [path.suffix for path in tmp_path.iterdir()] == [".eml"]


@pytest.mark.parametrize("key", ["", "../secret", "a" * 32, "A" * 32, "a" * 31 + "/"])
def test_an_unknown_letter_is_none(tmp_path: Path, key: str) -> None:
    assert read_letter(tmp_path, key) is None


def test_a_folder_that_cannot_be_written_costs_no_letter(tmp_path: Path) -> None:
    (tmp_path / "post").write_text("a file stands in the way")
    (delivery,) = FolderPostman(tmp_path / "post").deliver([letter()])
    assert isinstance(delivery.error, TemporaryDeliveryError)


def test_a_letter_that_cannot_be_put_in_its_place_leaves_no_half_one(tmp_path: Path) -> None:
    postman = FolderPostman(tmp_path)
    assert all(delivery.is_sent for delivery in postman.deliver([letter()]))
    (file,) = tmp_path.iterdir()
    file.unlink()
    file.mkdir()

    (delivery,) = postman.deliver([letter()])
    assert isinstance(delivery.error, TemporaryDeliveryError)
    assert list(tmp_path.iterdir()) == [file]
