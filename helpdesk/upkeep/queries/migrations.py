"""How far the database's migrations have come, and how far they go."""

from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError

from helpdesk.kit.backup import revision_of
from helpdesk.kit.db import db

FOLDER = Path(__file__).parents[3] / "migrations"


@cache
def newest() -> str:
    """The migration that this program needs."""
    return ScriptDirectory(str(FOLDER)).get_current_head() or ""


def present() -> str:
    """The migration that the database has reached; empty where it has none."""
    return revision_of(db.session.connection())


def is_known(revision: str) -> bool:
    """Whether this program has the migration: an older one or its newest."""
    try:
        return ScriptDirectory(str(FOLDER)).get_revision(revision) is not None
    except CommandError:
        return False
