"""What people are told of tickets that are merged, and who gets the letters of one in which another goes on."""

from collections.abc import Callable

from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.operations.unmerge_tickets import unmerge_tickets
from helpdesk.web.site import site
from tests.factories.accounts import account, actor
from tests.features.notifications.conftest import Office
from tests.features.notifications.post import letter, mails, part
from tests.features.notifications.stories_of_merging import of_merging

TOLD = ("ticket_merged", "Anna Ek")


def test_who_asked_is_told_where_the_ticket_goes_on_in_one_letter(office: Office) -> None:
    ticket, into = of_merging(office)
    mail = letter(office, "ticket_merged")
    text = part(mail, "plain")

    assert f"Vi har lagt ihop ärendet {ticket.reference} med {into.reference} (Larm vid driftavbrott)." in text
    assert f"/arenden/{into.reference}\n" in text
    assert str(mail["Subject"]).startswith(f"[{ticket.reference}]")
    assert "ticket_closed" not in {template for template, _ in office.posted()}


def test_a_colleague_who_may_not_see_the_other_ticket_reads_nothing_of_it(office: Office) -> None:
    ticket, into = of_merging(office, shared=True)
    text = part(letter(office, "ticket_merged", to="bo@kommun.example"), "plain")

    assert ticket.reference in text
    assert "Anna Ek" in text
    assert into.reference not in text
    assert into.subject not in text


def test_parted_again_before_the_letter_leaves_it_tells_nothing(office: Office) -> None:
    ticket, _ = of_merging(office)
    office.done(unmerge_tickets, office.adviser, ticket.reference, promise=site().promise)
    arrived = mails(office)

    assert TOLD in office.posted()
    assert len(arrived) == 2  # the receipts of the two questions


def test_answers_reach_who_asked_in_a_merged_ticket_while_they_may_read_them(office: Office) -> None:
    """Through a chain of them, too."""
    eva = actor(account(name="Eva Sund", email="eva@kommun.example", municipality="2280"))
    db.session.commit()
    into, between = _shared_at_home(office, office.requester), _shared_at_home(office, office.requester)
    evas = _shared_at_home(office, eva)
    office.done(merge_tickets, office.adviser, evas.reference, between.reference, prefix="VT", promise=site().promise)
    office.done(merge_tickets, office.adviser, between.reference, into.reference, prefix="VT", promise=site().promise)
    office.done(answer, office.adviser, into.reference, "Leverantören.", seen_version=into.version)

    assert "Leverantören." in part(letter(office, "answer", to="eva@kommun.example"), "plain")
    assert "Leverantören." in part(letter(office, "answer"), "plain")


def test_an_answer_does_not_leave_to_who_may_no_longer_read_it(office: Office, later: Callable[..., None]) -> None:
    eva = actor(account(name="Eva Sund", email="eva@kommun.example", municipality="2280"))
    db.session.commit()
    into, evas = _shared_at_home(office, office.requester), _shared_at_home(office, eva)
    office.done(merge_tickets, office.adviser, evas.reference, into.reference, prefix="VT", promise=site().promise)
    into.sharing = Sharing.PRIVATE
    db.session.commit()
    later(minutes=1)
    office.done(answer, office.adviser, into.reference, "Bara för Anna.", seen_version=into.version)
    to_eva = [part(each, "plain") for each in mails(office) if each["Delivered-To"] == "eva@kommun.example"]

    assert to_eva
    assert not [text for text in to_eva if "Bara för Anna." in text]
    assert "Bara för Anna." in part(letter(office, "answer"), "plain")


def _shared_at_home(office: Office, asker: object) -> Ticket:
    question = Question(subject="Larm", text="Vem?", municipality_code="2280", sharing=Sharing.MUNICIPALITY)
    return office.done(open_ticket, asker, question, prefix="VT", promise=site().promise)
