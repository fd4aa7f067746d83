"""End sessions: sign out everywhere."""

from datetime import datetime

from helpdesk.accounts.operations import finding, linking
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import SessionsEnded
from helpdesk.kit import journal
from helpdesk.kit.tokens import new_token


def end_sessions(actor: Actor, *, now: datetime) -> None:
    """End every session of the actor, on all devices, and the links that were mailed to begin one."""
    account = finding.own(actor)
    account.session_key = new_token()
    linking.use_up(account.id, now, LinkPurpose.RESET, LinkPurpose.SIGN_IN)
    journal.record(SessionsEnded(subject=("account", account.id)), actor=actor, now=now)
