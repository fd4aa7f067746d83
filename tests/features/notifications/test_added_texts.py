"""What the coordinator has added to a letter stands in it when it leaves, and what the administrator has stated holds."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import update

from helpdesk.accounts.models import Account
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Role
from helpdesk.domain.letters import KINDS
from helpdesk.domain.stating import Setting
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.notifications.tasks.compose import MANNERS
from helpdesk.settings.operations.change_settings import change_settings
from helpdesk.settings.operations.write_letter_text import Words, write_letter_text
from helpdesk.settings.queries.stated import stated
from helpdesk.web.site import as_stated, forget_stated, operators_site
from tests.factories.accounts import account, actor
from tests.features.notifications.conftest import Office
from tests.features.notifications.post import letter, part

EMAILS = Path(__file__).parents[3] / "templates" / "emails"


def add(opening: str, closing: str = "", language: Language = Language.SWEDISH) -> None:
    amir = actor(account(Role.COORDINATOR, email=f"{language}@skr.example"))
    write_letter_text(amir, "received", language, Words(opening, closing), seen_version=0, now=clock.now())
    db.session.commit()


def received(office: Office, subject: str = "Larm vid driftavbrott") -> EmailMessage:
    office.asked(subject=subject)
    return letter(office, "received")


def test_the_words_stand_below_the_greeting_and_above_the_signature(office: Office) -> None:
    add("Vi har stängt på fredag.\nVi svarar efter helgen.\n\nTvå stycken.", "Ring gärna.")
    mail = received(office)
    text, html = part(mail, "plain"), part(mail, "html")
    opening = "Vi har stängt på fredag.\nVi svarar efter helgen.\n\nTvå stycken.\n\n"
    assert text.startswith(f"Hej Anna,\n\n{opening}Vi har tagit emot din fråga.")
    assert "\n\nRing gärna.\n\n-- \n" in text
    assert "<p>Vi har stängt på fredag.<br>Vi svarar efter helgen.</p>" in html
    assert html.index("Hej Anna,") < html.index("<p>Två stycken.</p>") < html.index("Vi har tagit emot")
    assert html.index("Vi har tagit emot") < html.index("<p>Ring gärna.</p>") < html.index("<hr")


def test_without_added_words_nothing_is_added(office: Office) -> None:
    text = part(received(office), "plain")
    assert text.startswith("Hej Anna,\n\nVi har tagit emot din fråga.")
    assert "\n\n\n" not in text


@pytest.mark.parametrize("language", list(Language))
def test_they_stand_in_the_reader_s_language_only(office: Office, language: Language) -> None:
    db.session.execute(update(Account).values(language=language))
    add("Vi har stängt på fredag.")
    add("We are closed on Friday.", language=Language.ENGLISH)
    mail = received(office)
    for kind in ("plain", "html"):
        assert ("stängt på fredag" in part(mail, kind)) is (language is Language.SWEDISH)
        assert ("closed on Friday" in part(mail, kind)) is (language is Language.ENGLISH)


def test_other_letters_have_none_of_it(office: Office) -> None:
    add("Vi har stängt på fredag.")
    ticket = office.asked()
    account_id = office.adviser.id
    assert account_id
    office.delivered()
    assert ticket.reference
    bodies = [mail.text for mail in office.delivered() if "tagit emot" not in mail.text]
    assert not [text for text in bodies if "stängt på fredag" in text]


def test_html_is_shown_and_does_nothing(office: Office) -> None:
    add("<script>alert(1)</script> <b>Fet</b> & {rubrik}", "<img src=x onerror=y>")
    mail = received(office, subject="<i>Larm</i> {telefon}")
    html = part(mail, "html")
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;Fet&lt;/b&gt; &amp; &lt;i&gt;Larm&lt;/i&gt; {telefon}" in html
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>Fet</b> & <i>Larm</i> {telefon}" in part(mail, "plain")


def test_places_are_filled_from_the_ticket(office: Office) -> None:
    add("Om {ärendenummer}, {rubrik}: ring {telefon} eller skriv till {e-post}. {tjänst}")
    here, mail = operators_site(), received(office)
    line = f"Larm vid driftavbrott: ring {here.contact_phone} eller skriv till {here.contact_email}. {here.name}"
    assert line in part(mail, "plain")
    assert "Om VT-2026-" in part(mail, "plain")


def test_letters_come_from_the_address_and_the_name_that_are_stated(office: Office) -> None:
    henrik = actor(account(Role.ADMINISTRATOR))
    wanted = {Setting.NAME: "Vårt stöd", Setting.MAIL_FROM: "svar@stod.example"}
    change_settings(henrik, wanted, otherwise=as_stated(operators_site()), seen=stated().mark, now=clock.now())
    db.session.commit()
    forget_stated()
    mail = received(office)
    assert mail["From"].addresses[0].addr_spec == "svar@stod.example"
    assert mail["From"].addresses[0].display_name == "Vårt stöd"
    assert mail["Reply-To"] == "svar@stod.example"
    assert "\n-- \nVårt stöd\n" in part(mail, "plain")
    assert mail["Message-ID"].endswith(f"@{operators_site().mail_domain}>")


def test_every_letter_there_is_has_a_name_in_the_list() -> None:
    folders = {path.name for path in EMAILS.iterdir() if path.is_dir()}
    assert folders == set(MANNERS) == set(KINDS)
