"""Where a message came from that was sent as mail."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Base


class MailOrigin(Base):
    """The letter that a message is made of."""

    __tablename__ = "mail_origin"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    letter_id: Mapped[int] = mapped_column(index=True)
    """The mailroom's letter. No foreign key: that room lies above this one."""
    sender_address: Mapped[str] = mapped_column(String(320))
    letter_message_id: Mapped[str] = mapped_column(String(255), default="")
    """The letter's own Message-ID, which our letters answer; empty where it had none."""
    is_stranger: Mapped[bool] = mapped_column(default=False)
    """Whether the ticket's people did not know the sender: the desk sees the message, and nobody else."""
    is_shortened: Mapped[bool] = mapped_column(default=False)
    """Whether quotation or signature were left out; the whole is one click away."""
    left_out: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Names of files that we don't take: they lie in the letter alone."""
    colleagues: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Addresses in To and Cc that may be the sender's colleagues, to be offered as participants and never added by themselves."""
