"""A small world whose figures are known: who asked when, and when it was answered. All times are Sweden's."""

from datetime import datetime

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Channel, Status
from helpdesk.domain.zone import SWEDEN
from tests.factories.accounts import account
from tests.factories.tickets import ticket

SARA = "sara@skr.example"


def local(text: str) -> datetime:
    """An instant from Swedish clock time."""
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN)


def world() -> Account:
    """Six tickets of three people; gives the adviser who looks at the figures."""
    sara = account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
    anna, bo = account(name="Anna Ek", municipality="2280"), account(name="Bo Ask", municipality="1278")
    kim = account(name="Kim Berg")
    # over a weekend: an hour and a half on Friday, an hour on Monday
    ticket(
        anna,
        subject="over a weekend",
        status=Status.CLOSED,
        topics=("LAR-1", "LAR-3", "UPP"),
        opened_at=local("2026-11-06 15:00"),
        first_answered_at=local("2026-11-09 09:00"),
        closed_at=local("2026-11-10 16:30"),
    )
    # over Midsummer: half an hour on Thursday, half an hour on Monday
    ticket(
        bo,
        subject="over Midsummer",
        status=Status.ANSWERED,
        channel=Channel.MAIL,
        topics=("LAR",),
        opened_at=local("2026-06-18 16:00"),
        first_answered_at=local("2026-06-22 08:30"),
    )
    # four whole days: later than the three that are promised
    ticket(
        anna,
        subject="late",
        status=Status.ANSWERED,
        channel=Channel.PHONE,
        topics=("UPP",),
        opened_at=local("2026-11-02 08:00"),
        first_answered_at=local("2026-11-06 08:00"),
    )
    ticket(kim, subject="last minutes of October", opened_at=local("2026-10-31 23:30"))
    # still September in UTC
    ticket(anna, subject="first minutes of October", opened_at=local("2026-10-01 00:15"))
    # opened before the usual period, answered in it: ten minutes on Monday
    ticket(
        bo,
        subject="before",
        status=Status.ANSWERED,
        topics=("UPP",),
        opened_at=local("2025-10-31 23:59"),
        first_answered_at=local("2025-11-03 08:10"),
    )
    return sara
