"""Questions to experts whose time has come: nobody has taken them on, or their answer is soon wanted."""

from datetime import date

from sqlalchemy import select

from helpdesk.domain.consultation import OPEN, ConsultationState
from helpdesk.domain.service_level import Calendar, working_day_before
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation


def run_out(today: date) -> list[int]:
    """The ids of all questions that nobody took on by their last day before `today` (in Sweden), the longest due first."""
    return list(
        db.session.scalars(
            select(Consultation.id)
            .where(Consultation.state == ConsultationState.ASKED, Consultation.answer_by < today)
            .order_by(Consultation.answer_by, Consultation.id)
        )
    )


def to_remind_of(today: date, calendar: Calendar) -> list[int]:
    """The ids of all open questions whose expert is to be reminded on `today`, the most pressing first.

    That is from the last working day before their last day on, once, and not on the day on which they were asked.
    """
    rows = db.session.execute(
        select(Consultation.id, Consultation.answer_by, Consultation.asked_at)
        .where(Consultation.state.in_(OPEN), Consultation.reminded_on.is_(None))
        .order_by(Consultation.answer_by, Consultation.id)
    )
    return [
        id_
        for id_, answer_by, asked_at in rows
        if swedish_day(asked_at) < today and working_day_before(answer_by, calendar) <= today
    ]
