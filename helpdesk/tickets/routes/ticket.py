"""One address, several readers: whoever may read a ticket meets their own page of it here."""

from helpdesk.domain import access
from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import desk_view
from helpdesk.tickets.routes.portal_view import portal_view
from helpdesk.web.actor import current_actor


@area.page("/arenden/<reference>", access=Permission.TICKET_READ)
def show_ticket(reference: str, refused: DomainError | None = None) -> str:
    """Show the ticket: to the desk as it handles it, to those who ask as they follow it."""
    view = desk_view if access.may_ever(current_actor(), Permission.QUEUE_READ) else portal_view
    return view(reference, refused)
