"""Counties."""

from sqlalchemy import select

from helpdesk.directory.models import County
from helpdesk.kit.db import db


def county_names() -> dict[str, str]:
    """Code -> name of all counties, in Swedish order."""
    rows = db.session.execute(select(County.code, County.name).order_by(County.sort_key, County.code))
    return {code: name for code, name in rows}  # noqa: C416  rows are no tuples to mypy
