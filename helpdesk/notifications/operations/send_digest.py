"""Send digest: what waits for a person's daily letter is gathered in one."""

from datetime import date, datetime

from sqlalchemy import select, update

from helpdesk.domain.notices import DIGEST, digest_ends
from helpdesk.kit import outbox
from helpdesk.kit.db import db
from helpdesk.notifications.models import Notice
from helpdesk.notifications.queries.digests import is_news, waits


def send_digest(account_id: int, day: date, *, now: datetime) -> None:
    """Post the account's digest of `day`; nothing where all was read meanwhile. Nothing of it waits any more.

    What is taken here is taken once, whoever else is at it. A notice that was on its way into the database while the
    digest was gathered stands in a second one.
    """
    taken = db.session.scalars(
        update(Notice)
        .where(Notice.account_id == account_id, waits(digest_ends(day)))
        .values(waits_for_digest=False)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    ).all()
    news = db.session.scalars(select(Notice.id).where(Notice.id.in_(taken), is_news()).order_by(Notice.id)).all()
    if news:
        outbox.post(
            DIGEST,
            subject=("notices", account_id),
            recipient_id=account_id,
            cause=f"{day.isoformat()}-{news[0]}",
            now=now,
            data={"notice_ids": list(news)},
        )
