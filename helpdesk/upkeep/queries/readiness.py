"""Whether the house can do its work: a word for each thing that it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.kit import runs
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.fulltext.port import SearchIndex, SearchUnavailableError
from helpdesk.upkeep.queries import migrations

OK = "ok"
SILENT_AFTER = timedelta(minutes=5)
"""Two of the worker's jobs run every minute; it has two hands, and both can be busy for a while."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and how it is in a word; `told` says more, `advice` what to do. No secret stands in it."""

    name: str
    word: str = OK
    told: str = ""
    advice: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing need be done."""
        return self.word == OK


def readiness(index: SearchIndex, store: Store, now: datetime) -> tuple[Finding, ...]:
    """All that a request or a job may need, in the order in which it should be put right."""
    return (database(), migrated(), index_opens(index), store_takes(store), worker_lives(now))


def database() -> Finding:
    """The database answers."""
    advice = "Start the database, and see that HELPDESK_DATABASE_URL names it."
    return _asked("database", _answers, advice)


def migrated() -> Finding:
    """The tables are those of this program."""
    return _asked("migrations", _at_head, "Run: flask --app wsgi db upgrade")


def index_opens(index: SearchIndex) -> Finding:
    """The search index is whole and can be read."""
    advice = "Run: flask --app wsgi search rebuild (the worker does it, too)."
    try:
        if index.needs_rebuild:
            return Finding("index", "not built", "No index of this version of the program is there.", advice)
        index.generation()
    except SearchUnavailableError:
        return Finding("index", "unreadable", "The index can't be opened.", advice)
    return Finding("index")


def store_takes(store: Store) -> Finding:
    """The file store takes a file and gives it up again."""
    try:
        store.probe()
    except Exception as error:  # noqa: BLE001  every kind of store has errors of its own
        advice = "See to the rights of the folder or store that HELPDESK_FILES_URL names, and to its space."
        return Finding("files", "not writable", f"The file store takes nothing ({type(error).__name__}).", advice)
    return Finding("files")


def worker_lives(now: datetime) -> Finding:
    """A worker has been at work lately."""
    return _asked("worker", lambda: _heard_of(now), "Start the worker: flask --app wsgi worker")


def _asked(name: str, look: Callable[[], tuple[str, str]], advice: str) -> Finding:
    """What the database says; a database that says nothing is a finding, too."""
    try:
        word, told = look()
    except SQLAlchemyError as error:
        db.session.rollback()
        return Finding(name, "no answer", f"The database says nothing ({type(error).__name__}).", advice)
    return Finding(name, word, told, advice)


def _answers() -> tuple[str, str]:
    db.session.scalar(select(1))
    return OK, ""


def _at_head() -> tuple[str, str]:
    present, newest = migrations.present(), migrations.newest()
    if present == newest:
        return OK, newest
    if migrations.is_known(present or newest):
        return "behind", f"The database is at {present or 'nothing'}, this program needs {newest}."
    return "ahead", f"The database is at {present}, which a newer program made; this one knows {newest}."


def _heard_of(now: datetime) -> tuple[str, str]:
    sign = runs.last_sign()
    if sign is None:
        return "never seen", "No worker has ever run on this database."
    if now - sign > SILENT_AFTER:
        return "silent", f"The worker was last heard of {sign:%Y-%m-%d %H:%M} UTC."
    return OK, f"last heard of {sign:%Y-%m-%d %H:%M:%S} UTC"
