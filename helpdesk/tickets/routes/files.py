"""Files of tickets: saved by the reader's browser, never run or shown in it."""

from collections.abc import Iterator
from typing import IO

from flask import Response
from flask.typing import ResponseReturnValue

from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.tickets.queries.files import ticket_file
from helpdesk.tickets.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.site import site

PIECE = 64 * 1024
"""Bytes that are read and sent at a time."""


@area.page("/arenden/<reference>/filer/<int:file_id>", access=Permission.TICKET_READ)
def get_file(reference: str, file_id: int) -> ResponseReturnValue:
    """Send the file of a message that the reader may see."""
    file = ticket_file(current_actor(), reference, file_id)
    try:
        stream = site().files.open(file.key)
    except FileNotFoundError:
        raise HiddenError from None
    answer = Response(_pieces(stream), mimetype=file.content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.call_on_close(stream.close)
    return answer


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(PIECE):
            yield piece
