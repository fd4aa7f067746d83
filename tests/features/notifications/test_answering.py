"""How letters are answered by mail: signed addresses for each reader, the line above which one writes, and where letters come back to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from helpdesk.accounts.models import Account
from helpdesk.domain.accounts import Language
from helpdesk.domain.correspondence import answers_to
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.kit.incoming.split.marker import REPLY_MARKER_EN, REPLY_MARKER_SV
from helpdesk.kit.letters.return_address import BounceToken, ReplyToken
from helpdesk.kit.letters.send import FolderLetter
from helpdesk.notifications.tasks.compose import MANNERS
from helpdesk.notifications.tasks.deliver import deliver
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.take import take
from helpdesk.web.return_addresses import are_answers_read, message_ids, plus_addresses, return_addresses
from helpdesk.web.site import site
from tests.features.notifications import stories
from tests.features.notifications.conftest import Office


@pytest.fixture
def plus(app: Flask, office: Office) -> Iterator[Office]:
    """The mail server delivers plus addresses."""
    before = app.extensions["site"]
    app.extensions["site"] = replace(before, has_plus_addresses=True)
    yield office
    app.extensions["site"] = before


def everything(office: Office, language: Language = Language.SWEDISH) -> dict[str, FolderLetter]:
    """One letter of every kind that is sent about tickets, questions to experts and accounts, by kind."""
    ticket = office.asked()
    office.done(take, office.adviser, ticket.reference)
    office.done(reply, office.requester, ticket.reference, "Och larmet?", promise=site().promise)
    office.done(answer, office.adviser, ticket.reference, "Ja.", seen_version=ticket.version)
    stories.of_experts(office, language)
    stories.of_dead_address(office, language)
    stories.of_digest(office)
    id_ = office.requester.id
    data = {"token": "t", "expires_at": (clock.now() + timedelta(minutes=15)).isoformat()}
    outbox.post("sign_in_link", subject=("account", id_ or 0), recipient_id=id_, cause="1", now=clock.now(), data=data)
    db.session.commit()
    arrived = {header(each, "Message-ID").strip(): each for each in office.delivered()}
    rows = db.session.execute(select(outbox.Letter.template, outbox.Letter.message_id))
    return {template: arrived[id_ or ""] for template, id_ in rows}


def header(letter: FolderLetter, name: str) -> str:
    return next((value for each, value in letter.headers if each == name), "")


def test_each_reader_of_each_ticket_has_an_address_of_their_own(plus: Office) -> None:
    sent = everything(plus)
    rows = {row.template: row for row in db.session.scalars(select(outbox.Letter))}
    answerable = {kind for kind, row in rows.items() if row.subject_kind in {"ticket", "consultation"}}
    assert {"answer", "received", "consultation_asked", "ticket_replied"} <= answerable
    for kind, letter in sent.items():
        token = return_addresses().read(header(letter, "Reply-To"))
        if kind in answerable:
            row = rows[kind]
            assert token == ReplyToken(answers_to(kind), row.subject_id, row.recipient_id or 0)
        else:
            assert header(letter, "Reply-To") == site().mail_from
    assert return_addresses().read(header(sent["consultation_asked"], "Reply-To")) == ReplyToken(
        "c", rows["consultation_asked"].subject_id, rows["consultation_asked"].recipient_id or 0
    )
    assert db.session.get(Consultation, rows["consultation_asked"].subject_id)


def test_a_letter_comes_back_to_an_address_that_names_it(plus: Office) -> None:
    sent = everything(plus)
    rows = {row.template: row.id for row in db.session.scalars(select(outbox.Letter).order_by(outbox.Letter.id))}
    assert header(sent["received"], "Return-Path") == "<>"
    for kind in sent.keys() - {"received"}:
        assert return_addresses().read(header(sent[kind], "Return-Path")) == BounceToken(rows[kind]), kind


def test_what_a_person_wrote_says_nothing_of_machines(plus: Office) -> None:
    for kind, letter in everything(plus).items():
        is_automatic = MANNERS[kind].auto_submitted is not None
        assert (header(letter, "X-Helpdesk-Loop") == site().mail_domain) == is_automatic
        assert bool(header(letter, "X-Auto-Response-Suppress")) == is_automatic
        assert header(letter, "Auto-Submitted") == (MANNERS[kind].auto_submitted or "")


@pytest.mark.parametrize(
    ("language", "marker"), [(Language.SWEDISH, REPLY_MARKER_SV), (Language.ENGLISH, REPLY_MARKER_EN)]
)
def test_the_line_above_which_one_writes_stands_first(plus: Office, language: Language, marker: str) -> None:
    db.session.execute(update(Account).values(language=language))
    db.session.commit()
    sent = everything(plus, language)
    for kind in ("answer", "received", "ticket_replied", "consultation_asked"):
        assert sent[kind].text.startswith(f"{marker}\n\n")
        assert marker in (sent[kind].html or "")
    assert marker not in sent["digest"].text
    assert marker not in sent["sign_in_link"].text


def test_a_letter_says_what_becomes_of_its_answer(plus: Office) -> None:
    db.session.execute(update(Account).values(language=Language.ENGLISH))
    db.session.commit()
    sent = everything(plus, Language.ENGLISH)
    assert "You can answer this letter." in sent["answer"].text
    assert "What you answer to this letter is sent to the one who asked." in sent["ticket_replied"].text
    assert "becomes an internal note" in sent["requester_unreachable"].text
    assert "becomes your answer to the question" in sent["consultation_reminder"].text
    assert "goes to the adviser" in sent["consultation_continued"].text
    assert not [kind for kind, letter in sent.items() if "don't reach the ticket" in letter.text]
    assert REPLY_MARKER_EN not in sent["consultation_withdrawn"].text
    assert "What you answer" not in sent["consultation_withdrawn"].text


def test_where_nobody_reads_what_comes_in_letters_promise_nothing(office: Office) -> None:
    for letter in everything(office).values():
        assert header(letter, "Reply-To") == site().mail_from
        assert REPLY_MARKER_SV not in letter.text
        assert "You can answer" not in letter.text
        assert header(letter, "Return-Path") in {"<>", f"<{site().mail_from}>"}
    assert not are_answers_read()


def test_with_a_mailbox_alone_answers_are_welcome_and_go_to_the_plain_address(app: Flask, office: Office) -> None:
    app.extensions["mailboxes"], before = ("one",), app.extensions.get("mailboxes", ())
    try:
        office.asked()
        (letter,) = office.delivered()
    finally:
        app.extensions["mailboxes"] = before
    assert header(letter, "Reply-To") == site().mail_from
    assert letter.text.startswith(REPLY_MARKER_SV)


def test_where_a_mail_server_hands_letters_over_answers_are_welcome(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_IS_HANDED_OVER", "yes")
    office.asked()
    (letter,) = office.delivered()
    assert header(letter, "Reply-To") == site().mail_from
    assert letter.text.startswith(REPLY_MARKER_SV)


def test_an_address_without_room_for_a_token_stays_plain(app: Flask, plus: Office) -> None:
    long_name = replace(app.extensions["site"], mail_from=f"{'fraga' * 6}@stod.example")
    app.extensions["site"] = long_name
    plus.asked()
    (letter,) = plus.delivered()
    assert header(letter, "Reply-To") == long_name.mail_from
    assert plus_addresses() is None


def test_a_former_key_is_read_and_the_new_one_signs(app: Flask, plus: Office) -> None:
    addresses = plus_addresses()
    assert addresses is not None
    before, message_id = addresses.reply_address("t", 1, 2), message_ids().make("t", 1)
    old = app.config["SECRET_KEY"]
    app.config |= {"SECRET_KEY": "another key " * 4, "SECRET_KEY_FALLBACKS": [old]}
    try:
        assert return_addresses().read(before) == ReplyToken("t", 1, 2)
        assert message_ids().read(message_id) == ("t", 1)
        plus.asked()
        (letter,) = plus.delivered()
        app.config["SECRET_KEY_FALLBACKS"] = None
        assert return_addresses().read(before) is None
        assert return_addresses().read(header(letter, "Reply-To")) is not None
    finally:
        app.config |= {"SECRET_KEY": old, "SECRET_KEY_FALLBACKS": None}


def test_the_worker_finds_nothing_more_to_do(plus: Office) -> None:
    everything(plus)
    states = set(db.session.scalars(select(outbox.Letter.state)))
    deliver()
    assert states == {outbox.LetterState.SENT}
