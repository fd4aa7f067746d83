"""What the pages about letters that leave need: a link that turns letters off, and people whom no letter reaches."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.expertise import Level
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.web.leaving import leave_token
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.staff import expert
from tests.factories.tickets import message, ticket

TOPIC = "LAR-2"


def gather_out(emails: dict[str, str], now: datetime) -> dict[str, str]:
    """Names for addresses. `emails`: the demo accounts by role; needs an application's context."""
    reader = db.session.scalars(select(Account.id).where(Account.email == emails["requester"])).one()
    adviser = db.session.scalars(select(Account).where(Account.email == emails["adviser"])).one()
    gone = _gone("Ulla Ros", "ulla.ros", now)
    asked = ticket(gone, reference="VT-2026-900001", subject="Larm som ingen hör")
    message(asked, gone)
    return {
        "leave_token": leave_token(reader, "article_begun"),
        "dead_address_ticket": asked.reference,
        **_around(adviser, now),
    }


def _around(adviser: Account, now: datetime) -> dict[str, str]:
    """A ticket whose asker letters reach, but neither the colleague who is let in nor the expert who is asked."""
    asker = account(name="Inga Storm", email="inga.storm@harnosand.example", municipality="2280")
    colleague = _gone("Per-Erik Hedlund", "per-erik.hedlund", now)
    helper = _gone_expert(swedish_day(now), now)
    asked = ticket(
        asker,
        reference="VT-2026-900004",
        subject="Larm i källaren",
        status=Status.WAITING_EXPERT,
        topics=(TOPIC,),
        named=(colleague,),
        owner_id=adviser.id,
    )
    message(asked, asker)
    consultation(asked, adviser, helper, answer_by=swedish_day(now) + timedelta(days=7))
    return {"dead_others_ticket": asked.reference, "dead_expert": str(helper.id)}


def _gone(name: str, address: str, now: datetime) -> Account:
    return account(
        name=name,
        email=f"{address}@harnosand.example",
        municipality="2280",
        undeliverable_at=now,
        undeliverable_status="5.1.1",
    )


def _gone_expert(today: date, now: datetime) -> Account:
    """Proposed for the topic, and marked before a mail server could say why."""
    made = expert(
        "Solveig Åkerlund",
        "2281",
        {TOPIC: Level.WEBINARS},
        email="solveig.akerlund@sundsvall.example",
        valid_until=today + timedelta(days=200),
    )
    made.undeliverable_at, made.undeliverable_status = now, ""
    return made
