"""The forms beside the questions to experts on a ticket's page: one of them may have been sent just now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask import request

from helpdesk.tickets.forms.consultation import WithdrawForm, WriteToExpertForm
from helpdesk.tickets.queries.consultations import Asked
from helpdesk.web.forms import HouseForm

WRITE, WITHDRAW = "tickets.write_to_expert", "tickets.withdraw_question"


@dataclass(frozen=True, slots=True)
class AskedForms:
    """The forms of each question that has any, by its id, and the one that was sent."""

    write: Mapping[int, WriteToExpertForm] = field(default_factory=dict)
    withdraw: Mapping[int, WithdrawForm] = field(default_factory=dict)
    sent: HouseForm | None = None
    left: str = ""
    """What was written to an expert who no longer sees the question: to be copied, so that nothing is lost."""

    @classmethod
    def of(cls, asked: Iterable[Asked]) -> "AskedForms":
        """Empty forms, but for the one that was sent and refused, which keeps what was typed."""
        questions = tuple(asked)
        sent_to = (request.view_args or {}).get("consultation_id") if request.method == "POST" else None
        endpoint = request.endpoint if sent_to is not None else None
        write = {
            id_: (WriteToExpertForm() if (endpoint, sent_to) == (WRITE, id_) else WriteToExpertForm(formdata=None)).of(
                id_
            )
            for id_ in (each.id for each in questions if each.may_write)
        }
        withdraw = {
            id_: (WithdrawForm() if (endpoint, sent_to) == (WITHDRAW, id_) else WithdrawForm(formdata=None)).of(id_)
            for id_ in (each.id for each in questions if each.is_open)
        }
        sent: HouseForm | None = {WRITE: write, WITHDRAW: withdraw}.get(endpoint or "", {}).get(sent_to or 0)
        if sent is not None:
            sent.validate()
        is_over = endpoint in {WRITE, WITHDRAW} and sent is None
        left = request.form.get("message" if endpoint == WRITE else "reason", "") if is_over else ""
        return cls(write, withdraw, sent, left.strip())
