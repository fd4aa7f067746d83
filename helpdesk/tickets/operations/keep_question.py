"""Keep question: a visitor's question waits until the button in the letter to its address is pressed."""

from datetime import datetime, timedelta

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.facts import QuestionKept
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal, outbox, tokens
from helpdesk.kit.db import db
from helpdesk.tickets.models.writing import QuestionDraft
from helpdesk.tickets.operations.save_draft import KEPT as DRAFT_KEPT
from helpdesk.tickets.queries.draft import draft_row, kept_row

KEPT = timedelta(days=7)
"""How long a question waits for its confirmation (`product.md`, roles: visitor)."""


def keep_question(actor: Actor, key: str | None, *, language: str, now: datetime) -> None:
    """Put the visitor's draft aside, and send the letter that confirms it; `language` is the letter's.

    Raises HiddenError when there is no draft.
    """
    access.require_role(actor, Permission.TICKET_ASK)
    draft = draft_row(actor, key, now, is_locked=True)
    if draft is None:
        raise HiddenError
    _send_link(draft, language, now)
    journal.record(QuestionKept(subject=("question", draft.id)), actor=actor, now=now)


def send_link_again(actor: Actor, key: str | None, *, language: str, now: datetime) -> None:
    """Send another letter for the pending question; the link of the one before is dead. Raises HiddenError."""
    access.require_role(actor, Permission.TICKET_ASK)
    draft = kept_row(key, now)
    if draft is None:
        raise HiddenError
    _send_link(draft, language, now)
    db.session.flush()


def take_back(actor: Actor, key: str | None, *, now: datetime) -> None:
    """Make the pending question a draft again, so that its address can be mended; the link of its letter is dead.

    No event: nothing has been asked yet. Raises HiddenError where no question of this browser is pending.
    """
    access.require_role(actor, Permission.TICKET_ASK)
    draft = kept_row(key, now)
    if draft is None:
        raise HiddenError
    draft.token_hash, draft.saved_at, draft.expires_at = None, now, now + DRAFT_KEPT
    db.session.flush()


def _send_link(draft: QuestionDraft, language: str, now: datetime) -> None:
    # The token exists in this letter only, so the letter can't wait for a reaction to the fact.
    token = tokens.new_token()
    draft.token_hash, draft.saved_at, draft.expires_at = tokens.digest(token), now, now + KEPT
    outbox.post(
        "confirm_question",
        subject=("question", draft.id),
        recipient_id=None,
        cause=draft.token_hash[:16],
        now=now,
        data={
            "email": draft.fields["email"],
            "name": draft.fields["name"],
            "token": token,
            "language": language,
        },
    )
