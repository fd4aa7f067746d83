"""Export journal: somebody takes a copy of the event log with them, which the log itself remembers."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import JournalExported
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.upkeep.queries.journal import Wanted, newest_entry


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy to be written: what it holds, and the id of the newest entry that there was when it was asked for."""

    wanted: Wanted
    newest: int


def export_journal(actor: Actor, wanted: Wanted, *, now: datetime) -> Copy:
    """Remember that the copy is taken, and say what is to be written. Raises ForbiddenError."""
    require_role(actor, Permission.JOURNAL_READ)
    rows, newest = newest_entry(wanted)
    fact = JournalExported(subject=("journal", 0), rows=rows, narrowed_by=wanted.set_filters())
    journal.record(fact, actor=actor, now=now)
    return Copy(wanted, newest)
