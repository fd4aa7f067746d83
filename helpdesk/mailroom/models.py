"""Tables of the mailroom: every letter that came in, and the mailboxes that letters are fetched from."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.db import Base, Row, enum_type


class ReceivedLetter(Row):
    """One letter as it came. Its raw bytes lie in the store under `raw_key` and are never changed."""

    __tablename__ = "received_letter"
    __table_args__ = (
        UniqueConstraint("mailbox", "uid_validity", "uid"),
        Index(None, "stand", "received_at", "id"),
        Index(None, "sender_address", "received_at"),
        Index(None, "message_id"),
        Index(None, "ticket_id", "id"),
        Index(None, "received_at", "id"),
        Index(None, "raw_key"),
    )

    mailbox: Mapped[str] = mapped_column(String(80))
    """Which mailbox it was fetched from, or the door it came in by: `lmtp`, `pipe`, `folder`."""
    uid_validity: Mapped[int | None]
    uid: Mapped[int | None]
    """Its number in an IMAP mailbox; None where it came by another door."""
    envelope_from: Mapped[str | None] = mapped_column(String(320))
    """As the mail server told; None where it did not, empty for the null path."""
    envelope_to: Mapped[str] = mapped_column(String(320), default="")
    received_at: Mapped[datetime]
    raw_key: Mapped[str] = mapped_column(String(120))
    """Where its raw bytes lie; empty for one that the mailbox does not give out, of which nothing is kept yet."""
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    """In octets."""
    is_headers_only: Mapped[bool] = mapped_column(default=False)
    """Whether only its head was fetched, since the whole was over the limit."""

    # what was read of it, for lists; empty until it was read
    subject: Mapped[str] = mapped_column(String(250), default="")
    sender_name: Mapped[str] = mapped_column(String(120), default="")
    sender_address: Mapped[str] = mapped_column(String(320), default="")
    message_id: Mapped[str] = mapped_column(String(255), default="")
    content_hash: Mapped[str] = mapped_column(String(64), default="")

    text: Mapped[str] = mapped_column(Text, default="")
    """What its writer wrote this time, while it waits for a person; emptied when it has become something."""
    file_names: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Of its files, while it waits for a person."""

    stand: Mapped[LetterStand] = mapped_column(enum_type(LetterStand), default=LetterStand.RECEIVED)
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome))
    hold_reason: Mapped[HoldReason | None] = mapped_column(enum_type(HoldReason))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    """The ticket that it was laid on; for a held one, the ticket that it seems to be about."""
    message_row_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Its sender."""
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Who has taken on a held letter: alone sees personal data unmasked."""
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list


class FetchedMailbox(Base):
    """A mailbox that letters are fetched from: how it goes, and where its letters belong."""

    __tablename__ = "fetched_mailbox"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    uid_validity: Mapped[int | None]
    fetched_at: Mapped[datetime | None]
    """When it was last looked through without a fault."""
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")
    failures: Mapped[int] = mapped_column(default=0)
    """In a row, until it goes well again."""
    topic_code: Mapped[str | None] = mapped_column(ForeignKey("topic.code"))
    """The main topic of tickets that are opened from it, and thereby the team that looks after them."""
