"""Settings that have another value than the operator's."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from helpdesk.domain.stating import Setting
from helpdesk.kit.db import db
from helpdesk.settings.models import StatedSetting


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated, and a mark by which to know whether it has changed meanwhile."""

    values: Mapping[Setting, str]
    mark: str


def stated_values() -> dict[Setting, str]:
    """What is stated, for every page: one query.

    It is asked in a savepoint and past the session's unit of work: pages ask for it wherever they stand, and neither is
    half-done work to be written out for it nor is a transaction to fail where the table is not there yet.
    """
    connection = db.session.connection()
    with connection.begin_nested():
        rows = connection.execute(select(StatedSetting.name, StatedSetting.value)).all()
    return {Setting(name): value for name, value in rows if name in set(Setting)}


def stated() -> Stated:
    """What is stated, to be changed."""
    values = stated_values()
    return Stated(values, mark_of(values))


def mark_of(values: Mapping[Setting, str]) -> str:
    """The mark of what is stated: another one for other values."""
    return sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]
