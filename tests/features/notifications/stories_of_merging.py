"""A ticket that goes on in another one."""

from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.operations.unmerge_tickets import unmerge_tickets
from helpdesk.web.site import site
from tests.features.notifications.conftest import Office


def of_merging(office: Office, *, shared: bool = False) -> tuple[Ticket, Ticket]:
    """The requester has asked twice, and the adviser merges the second ticket with the first; both are given, the merged one first."""
    into = office.asked("Larm vid driftavbrott")
    ticket = office.asked("Larmet igen", "Hallå?", shared=shared)
    office.delivered()
    office.done(merge_tickets, office.adviser, ticket.reference, into.reference, prefix="VT", promise=site().promise)
    return ticket, into


def of_parting(office: Office) -> Ticket:
    """What was merged, and told so, goes on by itself again."""
    ticket, _ = of_merging(office)
    office.delivered()
    office.done(unmerge_tickets, office.adviser, ticket.reference, promise=site().promise)
    return ticket
