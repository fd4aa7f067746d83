"""What a doctor looks at beside readiness: what goes wrong slowly, and what only whoever runs the helpdesk can put right."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from helpdesk.kit import runs
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.fulltext.marks import IndexMark
from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.letters.compose import HeaderInjectionError, UndeliverableAddressError, mail_address
from helpdesk.kit.letters.delivery import DeliveryError, Postman
from helpdesk.kit.mailboxes.address import MailboxAddress
from helpdesk.kit.mailboxes.opening import opened
from helpdesk.kit.mailboxes.port import MailboxError
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.search.queries.sources import Engine
from helpdesk.upkeep.queries.readiness import Finding
from helpdesk.upkeep.queries.stored import stored_keys

LEAST_SPACE = 1024**3
"""Bytes: below that an index that is rebuilt, or a backup, may not find room."""
LATE = timedelta(hours=1)
"""A letter that has waited so long waits for more than its turn."""
MOST_APART = timedelta(seconds=10)
"""By so much two clocks may differ."""
_NAMED = 5


def settings(*, is_secure: bool, is_demo: bool, has_proxy: bool, sender: str) -> Finding:
    """The settings fit a site that people reach over the Internet; what can't be understood stops the start before this."""
    if is_demo:
        advice = "Leave out HELPDESK_IS_DEMO: its mailbox shows every letter to everybody."
        return Finding("settings", "demonstration", "This is set up as a demonstration.", advice)
    if not is_secure:
        advice = "Set HELPDESK_PUBLIC_URL to an address that begins with https://"
        return Finding("settings", "insecure", "People reach the site without encryption.", advice)
    if not has_proxy:
        advice = "Set HELPDESK_TRUSTED_PROXIES=1 where one proxy stands in front."
        return Finding("settings", "no proxy", "No proxy is trusted, and gunicorn does not speak https itself.", advice)
    if not _is_mail_address(sender):
        advice = "Set HELPDESK_MAIL_FROM to the helpdesk's own address, and start web and worker anew."
        return Finding("settings", "sender", f"No letter can leave: its sender {sender} is no mail address.", advice)
    return Finding("settings")


def index_agrees(engine: Engine) -> Finding:
    """The index holds what the database holds, but for what is marked to be indexed."""
    try:
        held = engine.index.ids()
    except SearchUnavailableError:
        return Finding("documents", "unreadable", "The index can't be read.", "Run: flask --app wsgi search rebuild")
    wanted = {id_: version for source in engine.sources.values() for id_, version in source.versions().items()}
    marked = {f"{kind}:{id_}" for kind, id_ in db.session.execute(select(IndexMark.kind, IndexMark.object_id))}
    differing = sorted({id_ for id_ in held.keys() | wanted.keys() if held.get(id_) != wanted.get(id_)} - marked)
    if differing:
        told = f"{len(differing)} documents differ from the database: {_some(differing)}."
        return Finding("documents", "differ", told, "Run: flask --app wsgi search check")
    return Finding("documents", told=f"{len(held)} in the index, {len(marked)} objects waiting")


def files_exist(store: Store) -> Finding:
    """Every file that the database names is in the store."""
    keys = list(stored_keys(db.session.connection()))
    missing = [key for key in keys if not store.exists(key)]
    if missing:
        told = f"{len(missing)} of {len(keys)} files are not in the store: {_some(missing)}."
        return Finding("attachments", "missing", told, "Put the store right, or take them from a backup.")
    return Finding("attachments", told=f"{len(keys)} files")


def mail_leaves(postman: Postman) -> Finding:
    """The mail server can be reached, encrypts and lets us in as the settings say."""
    try:
        postman.greet()
    except DeliveryError as error:
        advice = "See to the mail server, and to HELPDESK_MAIL_URL."
        return Finding("mail", "unreachable", f"The mail server says: {error}.", advice)
    return Finding("mail")


def mailbox_answers(address: MailboxAddress) -> Finding:
    """The mailbox that letters are fetched from can be opened as the settings say."""
    name = f"mailbox {address.name}"
    try:
        with opened(address) as mailbox:
            count = len(mailbox.uids())
    except MailboxError as error:
        advice = "See to the mail server, and to HELPDESK_MAILBOXES."
        return Finding(name, "unreachable", f"It can't be opened ({error}).", advice)
    return Finding(name, told=f"{count} letters to be fetched")


def letters_leave(now: datetime) -> Finding:
    """No letter has waited long. Those that can't be delivered are told of but are no fault: people's addresses cease."""
    gone = (LetterState.SENT, LetterState.UNDELIVERABLE)
    count, oldest = db.session.execute(
        select(func.count(), func.min(Letter.created_at)).where(Letter.state.not_in(gone))
    ).one()
    if oldest is not None and now - oldest > LATE:
        told = f"{count} letters wait, the oldest since {oldest:%Y-%m-%d %H:%M} UTC."
        return Finding("letters", "waiting", told, "When the mail server is well: flask --app wsgi letters retry")
    lost = db.session.scalar(select(func.count()).where(Letter.state == LetterState.UNDELIVERABLE))
    return Finding("letters", told=f"{count} waiting, {lost} undeliverable")


def jobs_go_well() -> Finding:
    """No job failed when it last ran."""
    failed = [f"{run.name} ({run.last_error})" for run in runs.last_runs() if run.last_error]
    if failed:
        return Finding("jobs", "failing", f"Failed at their last run: {', '.join(failed)}.", "Read the worker's log.")
    return Finding("jobs")


def clock_is_right(now: datetime) -> Finding:
    """The clock agrees with the database server's, and does not lie before what has happened."""
    advice = "Set the clock, and let the system keep it (systemd-timesyncd or chrony)."
    newest = db.session.scalar(select(func.max(JournalEntry.at)))
    if newest is not None and newest - now > MOST_APART:
        return Finding("clock", "slow", f"Something has happened at {newest:%Y-%m-%d %H:%M:%S} UTC already.", advice)
    if db.session.get_bind().dialect.name == "postgresql":
        server = db.session.scalars(select(func.clock_timestamp())).one().astimezone(UTC)
        if abs(server - now) > MOST_APART:
            return Finding("clock", "apart", f"The database server's clock shows {server:%H:%M:%S} UTC.", advice)
    return Finding("clock")


def disk_has_space(folder: Path) -> Finding:
    """The disk with the instance folder has room left."""
    usage = shutil.disk_usage(folder)
    free = f"{usage.free / 1024**3:.1f} GiB free"
    if usage.free < LEAST_SPACE:
        return Finding("disk", "full", f"Only {free} where the instance folder lies.", "Make room, or a larger disk.")
    return Finding("disk", told=free)


def one_after_another(*looks: Callable[[], Finding]) -> Iterator[Finding]:
    """The findings as they are made; each look begins with nothing read."""
    for look in looks:
        db.session.rollback()
        yield look()


def _is_mail_address(text: str) -> bool:
    try:
        mail_address(text)
    except (HeaderInjectionError, UndeliverableAddressError):
        return False
    return True


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
