"""What people are told of tickets that are merged, and who gets the letters of one in which another goes on."""

from collections.abc import Callable

from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.unmerge_tickets import unmerge_tickets
from helpdesk.web.site import site
from tests.factories.accounts import account, actor
from tests.features.notifications.conftest import Office
from tests.features.notifications.post import letter, mails, part
from tests.features.notifications.stories_of_merging import of_merging

TOLD, PARTED = ("ticket_merged", "Anna Ek"), ("ticket_unmerged", "Anna Ek")


def test_who_asked_is_told_where_the_ticket_goes_on_in_one_letter(office: Office) -> None:
    ticket, into = of_merging(office)
    mail = letter(office, "ticket_merged")
    text = part(mail, "plain")

    assert f"Vi har slagit ihop ärendet {ticket.reference} med {into.reference} (Larm vid driftavbrott)." in text
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

    assert {TOLD, PARTED} <= office.posted()
    assert len(arrived) == 2  # the receipts of the two questions


def test_who_was_told_of_the_merging_is_told_that_it_is_undone(office: Office, later: Callable[..., None]) -> None:
    ticket, into = of_merging(office, shared=True)
    office.delivered()
    later(minutes=5)
    office.done(unmerge_tickets, office.adviser, ticket.reference, promise=site().promise)
    for address in ("anna@kommun.example", "bo@kommun.example"):
        mail = letter(office, "ticket_unmerged", to=address)
        text = part(mail, "plain")
        assert f"Ärendet {ticket.reference} (Larmet igen) är inte längre sammanslaget med ett annat." in text
        assert "Du får svar senast den" in text
        assert f"/arenden/{ticket.reference}\n" in text
        assert into.reference not in text
        assert str(mail["Subject"]).startswith(f"[{ticket.reference}]")


def test_a_second_merging_that_is_parted_before_its_letter_leaves_tells_nothing(
    office: Office, later: Callable[..., None]
) -> None:
    """What they have had last is that the ticket goes on by itself."""
    ticket, into = of_merging(office)
    office.delivered()
    for _ in range(2):
        later(minutes=5)
        office.done(unmerge_tickets, office.adviser, ticket.reference, promise=site().promise)
        office.delivered()
        office.done(
            merge_tickets, office.adviser, ticket.reference, into.reference, prefix="VT", promise=site().promise
        )

    assert letter(office, "ticket_unmerged")


def test_merged_anew_before_the_letter_leaves_nobody_hears_that_it_goes_on_by_itself(
    office: Office, later: Callable[..., None]
) -> None:
    ticket, into = of_merging(office)
    office.delivered()
    later(minutes=5)
    office.done(unmerge_tickets, office.adviser, ticket.reference, promise=site().promise)
    office.done(merge_tickets, office.adviser, ticket.reference, into.reference, prefix="VT", promise=site().promise)

    assert [part(each, "plain") for each in mails(office) if "inte längre sammanslaget" in part(each, "plain")] == []


def test_the_owner_learns_that_a_merging_has_opened_their_ticket_again(office: Office) -> None:
    into, ticket = office.asked("Larm vid driftavbrott"), office.asked("Larmet igen")
    office.done(answer, office.other_adviser, into.reference, "Leverantören.", seen_version=into.version)
    office.done(take, office.other_adviser, into.reference)
    office.done(merge_tickets, office.adviser, ticket.reference, into.reference, prefix="VT", promise=site().promise)
    text = part(letter(office, "ticket_reopened", to="omar@skr.example"), "plain")

    assert "Sara Lind har öppnat ärendet ”Larm vid driftavbrott” igen. Du handlägger det." in text
    assert f"Det är nu sammanslaget med {ticket.reference}, där någon väntar på svar." in text


def test_the_owner_of_a_ticket_that_stays_open_is_not_told_of_the_merging(office: Office) -> None:
    into, ticket = office.asked("Larm vid driftavbrott"), office.asked("Larmet igen")
    office.done(take, office.other_adviser, into.reference)
    office.done(merge_tickets, office.adviser, ticket.reference, into.reference, prefix="VT", promise=site().promise)

    assert {name for _, name in office.posted()} == {"Anna Ek"}


def test_the_owner_learns_that_their_ticket_goes_on_by_itself(office: Office, later: Callable[..., None]) -> None:
    into, ticket = office.asked("Larm vid driftavbrott"), office.asked("Larmet igen")
    office.done(take, office.other_adviser, ticket.reference)
    office.done(merge_tickets, office.adviser, ticket.reference, into.reference, prefix="VT", promise=site().promise)
    office.delivered()
    later(minutes=5)
    office.done(unmerge_tickets, office.adviser, ticket.reference, promise=site().promise)
    text = part(letter(office, "ticket_reopened", to="omar@skr.example"), "plain")

    assert "Sara Lind har öppnat ärendet ”Larmet igen” igen. Du handlägger det." in text
    assert f"Det är inte längre sammanslaget med {into.reference}." in text


def test_who_undoes_the_merging_of_their_own_ticket_gets_no_letter_of_it(office: Office) -> None:
    into, ticket = office.asked("Larm vid driftavbrott"), office.asked("Larmet igen")
    office.done(take, office.adviser, ticket.reference)
    office.done(merge_tickets, office.adviser, ticket.reference, into.reference, prefix="VT", promise=site().promise)
    office.done(unmerge_tickets, office.adviser, ticket.reference, promise=site().promise)

    assert {name for _, name in office.posted()} == {"Anna Ek"}


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
