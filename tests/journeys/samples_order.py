"""One of everything with which the desk keeps its tickets in order: tags and saved views."""

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import SavedView, Tag


def gather_order(emails: dict[str, str]) -> dict[str, str]:
    """Names for addresses. `emails`: the demo accounts by role; needs an application's context."""
    archived = Tag(name="Gammal etikett", key="gammal etikett", sort_key="gammal etikett", is_archived=True)
    db.session.add(archived)
    db.session.commit()  # what follows begins its own transactions
    used = db.session.scalars(select(Tag.id).where(~Tag.is_archived).order_by(Tag.id)).first()
    adviser = db.session.scalars(select(Account.id).where(Account.email == emails["adviser"])).one()
    own = db.session.scalars(select(SavedView.id).where(SavedView.owner_id == adviser)).first()
    shared = db.session.scalars(select(SavedView.id).where(SavedView.is_shared, SavedView.owner_id != adviser)).first()
    found = {"tag": used, "archived_tag": archived.id, "own_view": own, "shared_view": shared}
    assert all(found.values()), f"the demo content lacks something: {found}"
    return {name: str(id_) for name, id_ in found.items()}
