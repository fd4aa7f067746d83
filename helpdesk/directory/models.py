"""Tables of the register. Codes are Statistics Sweden's (municipality, county) and SKR's (municipality group)."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Base, Row, SortKey, enum_type


class OrganisationKind(StrEnum):
    """What an organisation that is not a municipality is."""

    CENTRE = "centre"
    REGIONAL_SUPPORT = "regional_support"
    REGION = "region"
    OTHER = "other"


class County(Base):
    """One of the 21 counties."""

    __tablename__ = "county"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    letters: Mapped[str] = mapped_column(String(2))
    """The county's letter code, as on the tile map."""
    sort_key: Mapped[str] = mapped_column(SortKey(200))


class Municipality(Base):
    """One of the 290 municipalities, with its population and group of a stated year."""

    __tablename__ = "municipality"
    __table_args__ = (Index(None, "sort_key"), Index(None, "county_code"), Index(None, "group_code"))

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    population: Mapped[int]
    population_year: Mapped[int]
    group_code: Mapped[str] = mapped_column(String(2))
    group_name: Mapped[str] = mapped_column(String(80))
    group_year: Mapped[int]
    latitude: Mapped[float]
    longitude: Mapped[float]
    is_model: Mapped[bool] = mapped_column(default=False)
    sort_key: Mapped[str] = mapped_column(SortKey(200))


class MailDomain(Base):
    """A domain whose mail addresses propose a municipality."""

    __tablename__ = "mail_domain"
    __table_args__ = (CheckConstraint("domain = lower(domain)", name="is_lower_case"),)

    domain: Mapped[str] = mapped_column(String(255), primary_key=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)


class Organisation(Row):
    """An organisation that is not a municipality: SKR itself, regional support structures, others."""

    __tablename__ = "organisation"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[OrganisationKind] = mapped_column(enum_type(OrganisationKind))
    covers: Mapped[str] = mapped_column(String(200), default="")
    """The county, part of a county or several that it covers, in words."""
    domain: Mapped[str | None] = mapped_column(String(255))
    web_page: Mapped[str] = mapped_column(String(255), default="")
    sort_key: Mapped[str] = mapped_column(SortKey(400))


class Topic(Base):
    """A topic or subtopic of the taxonomy. Codes are stable, names are edited."""

    __tablename__ = "topic"

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("topic.code"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name_sv: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    description_sv: Mapped[str] = mapped_column(Text)
    description_en: Mapped[str] = mapped_column(Text, default="")
    icon: Mapped[str] = mapped_column(String(40), default="")
    position: Mapped[int]
    is_archived: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    """Counts what people change on the topic's own page; moving its neighbours does not count."""
