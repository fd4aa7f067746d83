"""The forms beside a ticket: who else sees it, which tickets it has to do with, the time it took. One may have been sent just now."""

from dataclasses import dataclass
from datetime import date

from flask import request

from helpdesk.tickets.forms.beside import InvolveForm, LinkForm, TimeSpentForm
from helpdesk.web.forms import HouseForm


@dataclass(frozen=True, slots=True)
class BesideForms:
    """Empty forms, but for the one that was sent and refused, which keeps what was typed."""

    involve: InvolveForm
    link: LinkForm
    time: TimeSpentForm
    sent: HouseForm | None = None

    @classmethod
    def of(cls, today: date) -> "BesideForms":
        """The forms as they stand on the page on this day."""
        endpoint = request.endpoint if request.method == "POST" else None
        involve = InvolveForm() if endpoint == "tickets.involve_colleague" else InvolveForm(formdata=None)
        link = LinkForm() if endpoint == "tickets.link_ticket" else LinkForm(formdata=None)
        time = TimeSpentForm() if endpoint == "tickets.log_ticket_time" else TimeSpentForm.of(today)
        by_endpoint: dict[str, HouseForm] = {
            "tickets.involve_colleague": involve,
            "tickets.link_ticket": link,
            "tickets.log_ticket_time": time,
        }
        sent = by_endpoint.get(endpoint or "")
        if sent is not None:
            sent.validate()
        return cls(involve, link, time, sent)
