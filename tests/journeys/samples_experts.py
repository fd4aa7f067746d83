"""One of everything around experts: people who can and can't help, teams, questions to them in all states."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.canned_replies.models import CannedReply
from helpdesk.domain.actor import Role
from helpdesk.domain.consultation import ConsultationState
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.kit.transaction import Edge, unit_of_work
from helpdesk.staff.models import Absence, Expert, Expertise, Team
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.consult import Asking, consult
from helpdesk.web.site import site
from tests.factories.accounts import account

SILENT = Edge(reactions={}, wake=lambda: None)
"""What is laid out for the tests sends no letters."""


def gather_experts(emails: dict[str, str], now: datetime) -> tuple[dict[str, str], dict[str, str]]:
    """Names for addresses, and who opens them. `emails`: the demo accounts by role; needs an application's context."""
    account(
        Role.EXPERT,
        municipality="1281",
        name="Ny Expert",
        email="ny.expert@lund.example",
        confirmed_at=now,
        created_at=now,
    )
    unconfirmed = account(Role.EXPERT, name="Okänd Expert", email="okand.expert@lund.example")
    db.session.commit()
    values, asked = _questions()
    values |= _asked_just_now(emails, now)
    values |= _people(emails["expert"], now) | {"bare_expert": str(unconfirmed.id)}
    return values | _team() | _replies(), asked | {
        "new_expert": "ny.expert@lund.example",
        "unconfirmed_expert": unconfirmed.email,
    }


def _questions() -> tuple[dict[str, str], dict[str, str]]:
    """The newest question to one expert in each state, and that expert's address."""
    values, asked = {}, {}
    for state in ConsultationState:
        found = db.session.execute(
            select(Consultation.id, Ticket.reference, Account.email)
            .join(Ticket, Ticket.id == Consultation.ticket_id)
            .join(Account, Account.id == Consultation.expert_id)
            .where(Consultation.state == state)
            .order_by(Consultation.id.desc())
        ).first()
        assert found, f"the demo content has no question that is {state}"
        values |= {f"question_{state.value}": str(found[0]), f"consulted_{state.value}": found[1]}
        asked[f"expert_{state.value}"] = found[2]
    return values, asked


def _asked_just_now(emails: dict[str, str], now: datetime) -> dict[str, str]:
    """Questions that the demo content lacks: to all experts of a municipality, with a file, directly; and one that is late."""
    adviser, expert = (
        db.session.scalars(select(Account).where(Account.email == emails[role])).one() for role in ("adviser", "expert")
    )
    shared = db.session.execute(
        select(Ticket.reference, Message.id, Attachment.id)
        .join(Message, Message.ticket_id == Ticket.id)
        .join(Attachment, Attachment.message_id == Message.id)
        .where(Ticket.status.in_((Status.OPEN, Status.ANSWERED)), Message.kind == MessageKind.PUBLIC)
        .order_by(Ticket.last_event_at)
    ).first()
    assert shared
    reference, message_id, file_id = shared
    asking = Asking(
        title="Mallar för genomgång av larmrutiner",
        text="Har ni en **rutin** som andra får läsa?\n\n1. Vem provar?\n2. Hur ofta?",
        municipality_code=expert.municipality_code or "",
        answer_by=swedish_day(now) + timedelta(days=7),
        message_ids=(message_id,),
        file_ids=(file_id,),
        goes_directly=True,
    )
    late = replace(asking, title="Rutiner när nätet ligger nere", expert_id=expert.id, goes_directly=False)
    with unit_of_work(SILENT):
        for_all, to_one = (
            consult(actor_of(adviser), reference, each, promise=site().promise, now=now).consultation_id
            for each in (asking, late)
        )
    db.session.get_one(Consultation, to_one).answer_by = swedish_day(now) - timedelta(days=2)
    db.session.commit()
    return {"question_for_all": str(for_all), "question_late": str(to_one), "consulted_twice": reference}


def _people(expert: str, now: datetime) -> dict[str, str]:
    """Experts to look at: one with much, one whose topic has run out, one who is away."""
    today = swedish_day(now)
    full = select(Account.id).where(Account.email == expert)
    away = select(Absence.account_id).join(Expert, Expert.account_id == Absence.account_id)
    away = away.where(Absence.from_on <= today, Absence.until_on >= today)
    ran_out = select(Expertise.account_id).where(Expertise.valid_until < today)
    found = {"helping_expert": full, "away_expert": away, "ran_out_expert": ran_out}
    return {name: str(db.session.scalars(query).first() or "") for name, query in found.items()}


def _team() -> dict[str, str]:
    used = db.session.scalars(select(Team.id).order_by(Team.id)).first()
    archived = Team(name="Digitala lås", sort_key="digitala las", is_archived=True)
    db.session.add(archived)
    db.session.commit()
    return {"team": str(used), "archived_team": str(archived.id)}


def _replies() -> dict[str, str]:
    used = db.session.scalars(select(CannedReply.id).order_by(CannedReply.id)).first()
    archived = CannedReply(title="Gammal hälsning", sort_key="gammal halsning", text="Hej {förnamn},", is_archived=True)
    db.session.add(archived)
    db.session.commit()
    return {"reply": str(used), "archived_reply": str(archived.id)}
