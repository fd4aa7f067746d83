"""Tables of accounts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.domain.accounts import Language, LinkPurpose
from helpdesk.domain.actor import Role
from helpdesk.kit.db import Base, Row, SortKey, enum_type


class Account(Row):
    """One person. The address is kept in lower case."""

    __tablename__ = "account"
    __table_args__ = (Index(None, "sort_key", "id"), Index(None, "municipality_code"))

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")
    """Role at work, in the person's own words."""
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"))
    is_municipality_confirmed: Mapped[bool] = mapped_column(default=False)
    """Whether somebody with the right to it has confirmed that the person works there; a mail domain never does."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    language: Mapped[Language] = mapped_column(enum_type(Language), default=Language.SWEDISH)
    has_shortcuts: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    session_key: Mapped[str] = mapped_column(String(64))
    """Part of every session of the account: a new one ends them all."""
    is_open: Mapped[bool] = mapped_column(default=True)
    confirmed_at: Mapped[datetime | None]
    """When the person showed that the address is theirs."""
    created_at: Mapped[datetime]
    last_sign_in_at: Mapped[datetime | None]
    sort_key: Mapped[str] = mapped_column(SortKey(400))
    undeliverable_at: Mapped[datetime | None]
    """When a mail server said for good that the address can't be reached; None again once anything comes from it."""
    undeliverable_status: Mapped[str] = mapped_column(String(16), default="", server_default="")
    """Its enhanced status code, as 5.1.1 (RFC 3463), where it gave one."""

    roles: Mapped[list["AccountRole"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")


class AccountRole(Base):
    """A role that an account holds."""

    __tablename__ = "account_role"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(enum_type(Role), primary_key=True)


class OneTimeLink(Row):
    """A link that was mailed to a person; only its hash is kept here."""

    __tablename__ = "one_time_link"

    purpose: Mapped[LinkPurpose] = mapped_column(enum_type(LinkPurpose))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    next_path: Mapped[str] = mapped_column(String(500), default="")
    """Where the person was going when they were asked to sign in."""
