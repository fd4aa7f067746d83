"""End sessions: sign out everywhere."""

from datetime import datetime

from helpdesk.accounts.operations import finding
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import SessionsEnded
from helpdesk.kit import journal
from helpdesk.kit.tokens import new_token


def end_sessions(actor: Actor, *, now: datetime) -> None:
    """End every session of the actor, on all devices."""
    account = finding.own(actor)
    account.session_key = new_token()
    journal.record(SessionsEnded(subject=("account", account.id)), actor=actor, now=now)
