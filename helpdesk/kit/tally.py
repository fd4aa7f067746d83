"""Tally: how often something happened a day, without a person; counted outside the request that it happened in."""

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Base


class Tally(Base):
    """How many times on a (Swedish) day."""

    __tablename__ = "tally"
    __table_args__ = (Index(None, "name", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    """What is counted, as `search_without_hit`."""
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    """Of what: an article's id, the words that were searched."""
    number: Mapped[int]
