"""Send digest: what waits for a person's daily letter is gathered in one."""

from datetime import date, datetime

from sqlalchemy import select, update

from helpdesk.domain.notices import DIGEST, digest_ends
from helpdesk.kit import outbox
from helpdesk.kit.db import db
from helpdesk.notifications.models import Notice
from helpdesk.notifications.queries.digests import is_news, waits


def send_digest(account_id: int, day: date, *, now: datetime) -> None:
    """Post the account's digest of `day`, once; nothing where all was read meanwhile. Nothing of it waits any more."""
    waiting = (Notice.account_id == account_id, waits(digest_ends(day)))
    news = db.session.scalars(select(Notice.id).where(*waiting, is_news()).order_by(Notice.id)).all()
    if news:
        outbox.post(
            DIGEST,
            subject=("notices", account_id),
            recipient_id=account_id,
            cause=day.isoformat(),
            now=now,
            data={"notice_ids": list(news)},
        )
    db.session.execute(
        update(Notice).where(*waiting).values(waits_for_digest=False).execution_options(synchronize_session=False)
    )
