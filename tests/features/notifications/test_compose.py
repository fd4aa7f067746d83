"""What stands in the letters: in both languages, in text and HTML, with the headers that machines go by."""

import re
from collections.abc import Callable

import html5lib
import pytest
from sqlalchemy import select, update

from helpdesk.accounts.models import Account, Language
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Channel, ClosingReason
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.notifications.tasks.compose import MANNERS
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.take import take
from helpdesk.web.site import site
from tests.features.notifications import stories, stories_of_mail
from tests.features.notifications.conftest import Office
from tests.features.notifications.post import (
    SECRET,
    answered,
    id_in,
    letter,
    mails,
    part,
    post_question,
    whole_story,
)
from tests.features.notifications.stories_of_merging import of_merging, of_parting


@pytest.mark.parametrize("language", list(Language))
def test_every_letter_is_whole_in_both_languages(office: Office, language: Language) -> None:
    db.session.execute(update(Account).values(language=language))
    db.session.commit()
    whole_story(office)
    stories.of_experts(office, language)
    stories.of_authors(office, language)
    stories.of_reuse(office)
    stories.of_noting(office)
    stories.of_letting_in(office, language)
    stories.of_dead_address(office, language)
    stories.of_digest(office)
    of_merging(office)
    of_parting(office)
    stories_of_mail.of_stranger(office)
    stories_of_mail.of_bounce(office)
    stories_of_mail.of_quarantine(office, language)
    stories_of_mail.of_lost_answer(office)
    stories_of_mail.of_answer(office, language=language)
    stories.of_dead_expert(office, language)
    post_question(language)
    db.session.commit()
    arrived = mails(office)

    states = db.session.execute(select(outbox.Letter.template, outbox.Letter.state, outbox.Letter.last_error)).all()
    assert {state for _, state, _ in states} == {outbox.LetterState.SENT}, states
    assert {template for template, _, _ in states} == set(MANNERS)
    for mail in arrived:
        text, html = part(mail, "plain"), part(mail, "html")
        assert mail["Subject"]
        assert "http://localhost/" in text
        assert "http://localhost/" in html
        assert not re.search(r"\{[{%]|None|%\(", text + html)
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(html)
        assert parser.errors == []
        assert tree.get("lang") == language
        assert not re.search(r"<(script|img|link|iframe)|[^-]class=|\son\w+=", html)
    greetings = {part(mail, "plain").split()[0] for mail in arrived}
    assert greetings == ({"Hej"} if language is Language.SWEDISH else {"Hello"})


def test_no_internal_note_ever_leaves(office: Office) -> None:
    whole_story(office)
    db.session.commit()
    arrived = mails(office)
    assert len(arrived) > 10
    assert not [mail for mail in arrived if SECRET in f"{mail.items()}{part(mail, 'plain')}{part(mail, 'html')}"]


def test_the_receipt_tells_machines_to_be_silent(office: Office) -> None:
    office.asked()
    mail = letter(office, "received")
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["Return-Path"] == "<>"
    assert mail["X-Auto-Response-Suppress"] == "All"


def test_the_receipt_of_a_letter_names_what_was_not_taken_and_the_way_without_a_password(office: Office) -> None:
    ticket = office.asked()
    ticket.channel = Channel.MAIL
    first = db.session.scalars(select(Message.id).where(Message.ticket_id == ticket.id)).one()
    db.session.add(MailOrigin(message_id=first, letter_id=1, sender_address="anna@boras.se", left_out=["spel.exe"]))
    db.session.commit()

    mail = letter(office, "received")
    for kind in ("plain", "html"):
        assert "spel.exe" in part(mail, kind)
        assert "Du behöver inget lösenord" in part(mail, kind)


def test_the_receipt_of_a_question_on_the_web_needs_neither(office: Office) -> None:
    office.asked()
    text = part(letter(office, "received"), "plain")
    assert "lösenord" not in text
    assert "kunde vi inte ta emot" not in text


def test_the_receipt_promises_a_day(office: Office) -> None:
    ticket = office.asked(text="Vem *ansvarar*?")
    text = part(letter(office, "received"), "plain")
    assert text.startswith("Hej Anna,\n\nVi har tagit emot din fråga.")
    assert ticket.reference in text
    assert "Du får svar senast den 25 november 2026." in text
    assert "Vem ansvarar?" in text


def test_who_did_not_write_is_told_that_it_was_noted(office: Office) -> None:
    ticket = stories.of_noting(office)
    mail = letter(office, "noted")
    text = part(mail, "plain")

    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Return-Path"] != "<>"
    assert "Sara Lind" in text
    assert "Vem svarar?" in text
    assert f"http://localhost/arenden/{ticket.reference}" in text


def test_an_answer_is_a_person_s_letter_with_the_whole_text(office: Office) -> None:
    ticket = answered(office)
    mail = letter(office, "answer")
    text, html = part(mail, "plain"), part(mail, "html")
    assert mail["Auto-Submitted"] is None
    assert mail["Reply-To"] == site().mail_from
    assert str(mail["Subject"]) == f"[{ticket.reference}] Larm vid driftavbrott"
    assert "Sara Lind har svarat på frågan ”Larm vid driftavbrott”." in text
    assert text.count("Lång rad.") == html.count("Lång rad.") == 40
    assert "- Läs vägledningen (http://localhost/kunskapsbank/larm)" in text
    assert "<strong>ramavtalet</strong>" in html
    assert 'href="http://localhost/kunskapsbank/larm"' in html
    assert f"Svara på webben:\nhttp://localhost/arenden/{ticket.reference}\n" in text


def test_files_are_named_and_stay_on_the_web(office: Office) -> None:
    ticket = office.asked()
    written = office.done(answer, office.adviser, ticket.reference, "Se filen.", seen_version=ticket.version)
    db.session.add(
        Attachment(
            message_id=written.id,
            key="k1",
            name="<b>avtal</b>.pdf",
            content_type="application/pdf",
            size=1,
            sha256="0" * 64,
            added_at=clock.now(),
        )
    )
    db.session.commit()
    mail = letter(office, "answer")
    assert "- <b>avtal</b>.pdf" in part(mail, "plain")
    assert "&lt;b&gt;avtal&lt;/b&gt;.pdf" in part(mail, "html")
    assert not list(mail.iter_attachments())


def test_a_subject_with_a_line_break_makes_no_header(office: Office) -> None:
    ticket = office.asked(subject="Larm\r\nBcc: x@evil.example")
    mail = letter(office, "received")
    assert mail["Bcc"] is None
    assert str(mail["Subject"]) == f"[{ticket.reference}] Larm Bcc: x@evil.example"


def test_the_letters_of_a_ticket_make_one_thread_for_each_reader(office: Office, later: Callable[..., None]) -> None:
    ticket = office.asked(shared=True)
    other = office.asked(subject="En annan fråga")
    for number in range(12):
        later(minutes=1)
        office.delivered()
        by_now = db.session.get_one(Ticket, ticket.id).version
        office.done(answer, office.adviser, ticket.reference, f"Svar {number}", seen_version=by_now)
    office.delivered()
    arrived = sorted(mails(office), key=lambda mail: mail["Date"].datetime)
    anna = [m for m in arrived if m["Delivered-To"] == "anna@kommun.example" and ticket.reference in m["Subject"]]
    bo = [m for m in arrived if m["Delivered-To"] == "bo@kommun.example"]
    assert len(anna) == 13
    assert len(bo) == 12

    assert id_in(anna[0], "In-Reply-To") == ""
    assert [id_in(m, "In-Reply-To") for m in anna[1:]] == [id_in(m) for m in anna[:-1]]
    assert [id_in(m, "In-Reply-To") for m in bo[1:]] == [id_in(m) for m in bo[:-1]]
    assert str(anna[12]["References"]).split() == [id_in(anna[0]), *[id_in(m) for m in anna[3:12]]]
    assert len({str(m["Subject"]) for m in anna}) == 1
    assert [id_in(m, "In-Reply-To") for m in arrived if other.reference in m["Subject"]] == [""]
    assert re.fullmatch(rf"<t\.{ticket.id}\.[a-z2-7]+\.[a-z2-7]+@{re.escape(site().mail_domain)}>", id_in(anna[0]))


def test_a_link_to_sign_in_says_until_when(office: Office) -> None:
    whole_story(office)
    db.session.commit()
    mail = letter(office, "sign_in_link")
    assert "http://localhost/lank/t-sign_in_link\n" in part(mail, "plain")
    assert "en gång, senast den 20 november 2026 kl. 12.15." in part(mail, "plain")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] is None


def test_a_visitor_s_question_is_confirmed_by_letter(office: Office) -> None:
    post_question("en")
    db.session.commit()
    mail = letter(office, "confirm_question", to="vera@kommun.example")
    assert part(mail, "plain").startswith("Hello Vera,")
    assert "http://localhost/fraga/t-question\n" in part(mail, "plain")
    assert db.session.scalars(select(outbox.Letter.data)).all() == [{}]


@pytest.mark.parametrize("reason", sorted(set(ClosingReason) - {ClosingReason.SPAM, ClosingReason.DUPLICATE}))
def test_a_closing_letter_says_why(office: Office, reason: ClosingReason) -> None:
    to = "Region Norr" if reason is ClosingReason.HANDED_OVER else ""
    office.done(close, office.adviser, office.asked().reference, reason, handed_over_to=to)
    text = part(letter(office, "ticket_closed"), "plain")
    assert "Vi har avslutat ditt ärende ”Larm vid driftavbrott”. " in text
    assert to in text
    assert "inom 30 dagar" in text


def test_an_assignment_names_who_gave_it(office: Office) -> None:
    office.done(assign, office.adviser, office.asked().reference, office.other_adviser.id)
    text = part(letter(office, "ticket_assigned", to="omar@skr.example"), "plain")
    assert "Sara Lind har gett dig ärendet ”Larm vid driftavbrott”.\nFrågan kommer från Anna Ek.\n" in text
    assert "Svara senast den 25 november 2026 kl. 16.30." in text


def test_what_a_job_does_has_no_name(office: Office) -> None:
    system = Actor(id=None, roles=office.adviser.roles)
    office.done(assign, system, office.asked().reference, office.other_adviser.id)
    text = part(letter(office, "ticket_assigned", to="omar@skr.example"), "plain")
    assert "Du har fått ärendet ”Larm vid driftavbrott”." in text


def test_the_former_owner_reads_who_handles_the_ticket_now(office: Office) -> None:
    ticket = office.asked()
    office.done(take, office.other_adviser, ticket.reference)
    office.done(take, office.adviser, ticket.reference)
    text = part(letter(office, "ticket_taken_over", to="omar@skr.example"), "plain")
    assert "Sara Lind" in text
    assert ticket.subject in text


def test_an_answer_says_when_the_ticket_closes_by_itself(office: Office) -> None:
    answered(office)
    mail = letter(office, "answer")
    words = "Ärendet avslutas av sig självt den 4 december 2026 om ingen skriver i det före dess."
    assert words in part(mail, "plain")
    assert words in part(mail, "html")
