"""Double posts: a form carries a random key, and what it did the first time is what it answers the second time."""

from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Base, db

KEEP = timedelta(days=2)


class PostedForm(Base):
    """A form that has been carried out, and where it led."""

    __tablename__ = "posted_form"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(index=True)


def led_to(key: str) -> str | None:
    """Where the form with this key led, if it has been carried out."""
    return db.session.scalar(select(PostedForm.location).where(PostedForm.key == key))


def remember(key: str, location: str, now: datetime) -> None:
    """Keep where the form led; in the form's own transaction, so that both stand or fall together."""
    db.session.add(PostedForm(key=key, location=location[:500], at=now))
    db.session.flush()


def sweep(now: datetime) -> None:
    """Forget old forms."""
    db.session.execute(delete(PostedForm).where(PostedForm.at < now - KEEP))
