"""Tables of what the administrator states. What has no row is as the operator's settings and the templates say."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.domain.accounts import Language
from helpdesk.kit.db import Base, enum_type


class StatedSetting(Base):
    """A setting with another value than the operator's."""

    __tablename__ = "stated_setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    stated_at: Mapped[datetime]


class LetterText(Base):
    """What stands in a kind of letter besides its own words, in one language; empty where there is nothing."""

    __tablename__ = "letter_text"

    template: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[Language] = mapped_column(enum_type(Language), primary_key=True)
    opening: Mapped[str] = mapped_column(Text, default="")
    """Below the greeting."""
    closing: Mapped[str] = mapped_column(Text, default="")
    """Above the signature."""
    stated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list
