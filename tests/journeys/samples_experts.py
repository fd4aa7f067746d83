"""One of everything around experts: people who can and can't help, teams, questions to them in all states."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.canned_replies.models import CannedReply
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.consultation import ConsultationState
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.kit.transaction import Edge, unit_of_work
from helpdesk.staff.models import Absence, Expert, Expertise, Team
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.attach import Holder, Upload, attach
from helpdesk.tickets.operations.consult import Asking, consult
from helpdesk.web.site import site
from tests.factories.accounts import account

SILENT = Edge(reactions={}, wake=lambda: None)
"""What is laid out for the tests sends no letters."""


def person(email: str) -> Actor:
    """Somebody as the rules see them."""
    query = select(Account).where(Account.email == email).options(selectinload(Account.roles))
    return actor_of(db.session.scalars(query).one())


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
    asked["expert_away"] = db.session.get_one(Account, int(values["away_expert"])).email
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
    adviser, expert = person(emails["adviser"]), person(emails["expert"])
    reference, message_id = _long_open()
    with unit_of_work(SILENT):
        note = Upload(
            "Rutin i dag.txt", BytesIO(b"Vi provar larmen den f\xc3\xb6rsta m\xc3\xa5ndagen i varje m\xc3\xa5nad.")
        )
        attach([note], Holder(message_id=message_id), store=site().files, now=now)
    file_id = db.session.scalars(select(Attachment.id).where(Attachment.message_id == message_id)).one()
    asking = Asking(
        title="Mallar för genomgång av larmrutiner",
        text="Har ni en **rutin** som andra får läsa?\n\n1. Vem provar?\n2. Hur ofta?",
        municipality_code=expert.municipality or "",
        answer_by=swedish_day(now) + timedelta(days=7),
        message_ids=(message_id,),
        file_ids=(file_id,),
        goes_directly=True,
    )
    late = replace(asking, title="Rutiner när nätet ligger nere", expert_id=expert.id, goes_directly=False)
    with unit_of_work(SILENT):
        for_all, to_one = (
            consult(adviser, reference, each, promise=site().promise, now=now).consultation_id
            for each in (asking, late)
        )
    with unit_of_work(SILENT):
        accept_consultation(expert, to_one, now=now)  # else the worker ends it while the tests look at it
    db.session.get_one(Consultation, to_one).answer_by = swedish_day(now) - timedelta(days=2)
    db.session.commit()
    return {"question_for_all": str(for_all), "question_late": str(to_one), "consulted_twice": reference}


def _long_open() -> tuple[str, int]:
    """The ticket that has been open for longest without anything new, and its first message."""
    ticket = db.session.scalars(
        select(Ticket).where(Ticket.status == Status.OPEN).order_by(Ticket.last_event_at)
    ).first()
    assert ticket
    return ticket.reference, db.session.scalars(
        select(func.min(Message.id)).where(Message.ticket_id == ticket.id)
    ).one()


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
