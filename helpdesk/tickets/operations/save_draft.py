"""Save draft: keep a question that is being written, so that nothing typed is lost; and forget it again.

A draft is no event: it has no fact, since nothing has been asked yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.permissions import Permission
from helpdesk.kit import tokens
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.tickets.models.writing import QuestionDraft
from helpdesk.tickets.operations.attach import detach
from helpdesk.tickets.queries.draft import draft_row, files_of_draft

KEPT = timedelta(days=30)
"""How long a draft is kept after it was last saved."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The draft in which something was kept: its id, and its secret key for the writer's session."""

    id: int
    key: str


def save_draft(actor: Actor, key: str | None, fields: Mapping[str, Any], *, now: datetime) -> Kept:
    """Keep `fields` as typed, in the draft that the actor goes on with or in a new one.

    A visitor's draft becomes the account's when its writer has signed in. Fields that are not given stay as they were.
    """
    access.require_role(actor, Permission.TICKET_ASK)
    draft = draft_row(actor, key, now, is_locked=True)
    if draft is None:
        draft = QuestionDraft(key=tokens.new_token(), fields={}, account_id=actor.id)
        db.session.add(draft)
    draft.account_id = actor.id
    draft.fields = {**draft.fields, **fields}
    draft.saved_at, draft.expires_at = now, now + KEPT
    db.session.flush()
    return Kept(draft.id, draft.key)


def discard_draft(actor: Actor, key: str | None, *, store: Store, now: datetime) -> None:
    """Forget the draft that the actor goes on with, and its files."""
    access.require_role(actor, Permission.TICKET_ASK)
    draft = draft_row(actor, key, now, is_locked=True)
    if draft is None:
        return
    detach(draft.id, (file.id for file in files_of_draft(draft.id)), store=store)
    db.session.delete(draft)
    db.session.flush()
