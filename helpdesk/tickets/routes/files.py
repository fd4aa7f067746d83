"""Files of tickets: saved by the reader's browser, never run or shown in it."""

from flask import send_file
from flask.typing import ResponseReturnValue

from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.tickets.queries.files import TicketFile, ticket_file
from helpdesk.tickets.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.site import site


@area.page("/arenden/<reference>/filer/<int:file_id>", access=Permission.TICKET_READ)
def get_file(reference: str, file_id: int) -> ResponseReturnValue:
    """Send the file of a message that the reader may see."""
    return send_stored(ticket_file(current_actor(), reference, file_id))


def send_stored(file: TicketFile) -> ResponseReturnValue:
    """The answer that saves the file in the reader's browser; HiddenError where the store has lost it."""
    try:
        stream = site().files.open(file.key)
    except FileNotFoundError:
        raise HiddenError from None
    answer = send_file(stream, mimetype=file.content_type, as_attachment=True, download_name=file.name, etag=False)
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer
