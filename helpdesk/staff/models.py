"""Tables of those who help: teams, what experts can, when they are away, and the time they gave."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.domain.expertise import Level
from helpdesk.kit.db import Base, Row, SortKey, enum_type


class Team(Row):
    """Advisers who share some topics."""

    __tablename__ = "team"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")
    sort_key: Mapped[str] = mapped_column(SortKey(200))
    is_archived: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    members: Mapped[list["TeamMember"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")
    topics: Mapped[list["TeamTopic"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list


class TeamMember(Base):
    """An adviser in a team."""

    __tablename__ = "team_member"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)


class TeamTopic(Base):
    """A topic of the upper level that a team looks after."""

    __tablename__ = "team_topic"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    topic_code: Mapped[str] = mapped_column(ForeignKey("topic.code"), primary_key=True, index=True)


class Expert(Base):
    """An account's time as an expert. The hours are the person's, not the topic's: nobody has them twice."""

    __tablename__ = "expert"
    __table_args__ = (CheckConstraint("hours_a_month >= 0", name="hours_are_not_negative"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    hours_a_month: Mapped[int] = mapped_column(default=0)
    """Hours that the model municipality gives in a month."""
    version: Mapped[int] = mapped_column(default=1)

    expertise: Mapped[list["Expertise"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list


class Expertise(Row):
    """How far an expert can help in a topic, and until when that is sure; the municipality is the account's."""

    __tablename__ = "expertise"
    __table_args__ = (UniqueConstraint("account_id", "topic_code"), Index(None, "topic_code"))

    account_id: Mapped[int] = mapped_column(ForeignKey("expert.account_id"))
    topic_code: Mapped[str] = mapped_column(ForeignKey("topic.code"))
    level: Mapped[Level] = mapped_column(enum_type(Level))
    valid_until: Mapped[date]


class Absence(Row):
    """Days on which somebody is away, the last one included, and who takes over."""

    __tablename__ = "absence"
    __table_args__ = (
        Index(None, "account_id", "until_on"),
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class WorkedTime(Row):
    """Time that an expert gave: model municipalities are paid for it."""

    __tablename__ = "worked_time"
    __table_args__ = (
        Index(None, "account_id", "worked_on", "id"),
        Index(None, "subject_kind", "subject_id"),
        CheckConstraint("minutes > 0", name="minutes_are_positive"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    """The model municipality at the time: a person may move on."""
    worked_on: Mapped[date]
    minutes: Mapped[int]
    note: Mapped[str] = mapped_column(String(200), default="")
    subject_kind: Mapped[str | None] = mapped_column(String(40))
    """What it was given to, as ("consultation", 12); None where the person only wrote a note."""
    subject_id: Mapped[int | None]
