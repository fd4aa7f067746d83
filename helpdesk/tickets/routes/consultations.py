"""Questions to experts in model municipalities."""

from flask import render_template

from helpdesk.domain.permissions import Permission
from helpdesk.tickets.routes.area import area


@area.page("/fragor-till-dig", access=Permission.CONSULTATION_ANSWER)
def list_questions_for_you() -> str:
    """Show the questions that the reader is asked to answer: none, as long as the desk can't send any."""
    return render_template("tickets/list_questions_for_you.html")
