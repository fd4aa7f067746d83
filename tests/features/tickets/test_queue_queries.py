from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.priority import RANK, Priority
from helpdesk.tickets.forms.desk_words import SORT, STATUS, VIEW
from helpdesk.tickets.queries import queue
from helpdesk.tickets.queries.queue import due_of, municipalities_asking, queue_counts, queue_for
from helpdesk.tickets.queries.views import STATUSES, QueueFilter, Sort, View
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
U = View.UNASSIGNED


@pytest.fixture
def sara(stage: None) -> Account:  # noqa: ARG001  the register stands first
    return account(Role.ADVISER, name="Sara Lindqvist")


@pytest.fixture
def anna(stage: None) -> Account:  # noqa: ARG001  the register stands first
    return account(name="Anna Ek", municipality="2280")


@pytest.fixture
def one_of_each(anna: Account, sara: Account) -> None:
    """A ticket in every status, called by it; some are Sara's, some are late."""
    amir = account(Role.ADVISER, name="Amir Haddad")
    ticket(anna, subject="new", due_at=NOON + 2 * HOUR)
    ticket(anna, subject="open", status=Status.OPEN, owner_id=sara.id, due_at=NOON - DAY)
    ticket(anna, subject="waiting_requester", status=Status.WAITING_REQUESTER, owner_id=sara.id)
    ticket(anna, subject="waiting_expert", status=Status.WAITING_EXPERT, owner_id=amir.id, due_at=NOON + 5 * DAY)
    ticket(anna, subject="waiting_other", status=Status.WAITING_OTHER, due_at=NOON - HOUR)
    ticket(anna, subject="answered", status=Status.ANSWERED, owner_id=sara.id)
    ticket(anna, subject="closed", status=Status.CLOSED, owner_id=sara.id)


IN_VIEW = {
    View.TO_HANDLE: ["open", "waiting_other", "new", "waiting_expert", "waiting_requester"],
    View.MINE: ["open", "waiting_requester"],
    View.UNASSIGNED: ["waiting_other", "new"],
    View.WAITING: ["waiting_other", "waiting_requester"],
    View.WITH_EXPERT: ["waiting_expert"],
    View.OVERDUE: ["open", "waiting_other"],
    View.ANSWERED: ["answered"],
    View.CLOSED: ["closed"],
    View.ALL: ["closed", "answered", "waiting_other", "waiting_expert", "waiting_requester", "open", "new"],
}


def subjects(who: Account | Actor, wanted: QueueFilter, **options: Any) -> list[str]:
    by = who if isinstance(who, Actor) else actor(who)
    return [row.subject for row in queue_for(by, wanted, NOON, **options).items]


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize("view", View)
def test_what_a_view_holds_and_in_which_order(view: View, sara: Account) -> None:
    assert subjects(sara, QueueFilter(view=view)) == IN_VIEW[view]


@pytest.mark.usefixtures("one_of_each")
def test_the_counts_are_the_views_own_in_one_query(sara: Account) -> None:
    who = actor(sara)
    with counted_queries() as asked:
        counts = queue_counts(who, NOON)

    assert len(asked) == 1
    expected = {view: len(held) for view, held in IN_VIEW.items()}
    assert counts.views == expected | {View.CLOSED: None, View.ALL: None}
    assert (counts.new, counts.due_today) == (1, 1)


def test_an_empty_queue_counts_nothing(sara: Account) -> None:
    counts = queue_counts(actor(sara), NOON)

    assert (counts.views[View.TO_HANDLE], counts.new, counts.due_today) == (0, 0, 0)


def test_today_begins_now_and_ends_at_midnight_in_sweden(anna: Account, sara: Account) -> None:
    ticket(anna, due_at=NOON - timedelta(seconds=1))
    ticket(anna, due_at=datetime.fromisoformat("2026-11-20T23:59+01:00"))
    ticket(anna, due_at=datetime.fromisoformat("2026-11-21T00:00+01:00"))

    assert queue_counts(actor(sara), NOON).due_today == 1


def test_only_the_desk_has_a_queue(anna: Account) -> None:
    ticket(account(municipality="1278"), subject="en grannes")
    ticket(anna, subject="egen")

    assert subjects(anna, QueueFilter()) == ["egen"]


FILTERS = {
    "topic": (QueueFilter(topic="LAR"), ["huvudämne", "underämne"]),
    "subtopic": (QueueFilter(topic="LAR-1"), ["underämne"]),
    "municipality": (QueueFilter(municipality="1278"), ["annan kommun"]),
    "owner": (QueueFilter(owner=1), ["någons"]),
    "nobody": (QueueFilter(owner=0), ["huvudämne", "underämne", "annan kommun", "Örat väntar"]),
    "priority": (QueueFilter(priority=Priority.HIGH), ["någons"]),
    "status": (QueueFilter(status=Status.OPEN), ["någons"]),
    "words": (QueueFilter(words="MNE"), ["huvudämne", "underämne"]),
    "words in capitals": (QueueFilter(words="öra"), ["Örat väntar"]),
    "signs": (QueueFilter(words="%"), []),
    "nothing": (QueueFilter(topic="XXX"), []),
}


@pytest.mark.parametrize("case", FILTERS)
def test_what_a_filter_leaves(case: str, anna: Account, sara: Account) -> None:
    bo = account(name="Bo", municipality="1278")
    ticket(anna, subject="huvudämne", topics=("LAR",))
    ticket(anna, subject="underämne", topics=("UPP", "LAR-1"))
    ticket(bo, subject="annan kommun")
    ticket(
        anna,
        subject="någons",
        owner_id=sara.id,
        status=Status.OPEN,
        priority=Priority.HIGH,
        priority_rank=RANK[Priority.HIGH],
    )
    ticket(anna, subject="Örat väntar")
    wanted, left = FILTERS[case]
    if wanted.owner == 1:
        wanted = QueueFilter(owner=sara.id)

    assert subjects(sara, wanted) == left
    assert wanted.is_narrowed


@pytest.mark.parametrize("words", ["{}", "Sv: [{}]", "{number}", "{short}"])
def test_a_reference_or_the_end_of_it_leads_to_its_ticket(words: str, anna: Account, sara: Account) -> None:
    ticket(anna, subject="en annan", reference="VT-2026-900142")
    ticket(anna, subject="den här", reference="VT-2026-000143")
    sought = words.format("vt-2026-000143", number="000143", short="143")

    assert subjects(sara, QueueFilter(words=sought)) == ["den här"]


def test_nothing_chosen_is_no_filter() -> None:
    assert not QueueFilter(view=View.MINE, sort=Sort.OPENED).is_narrowed


ORDERS: dict[Sort, list[str]] = {
    Sort.DUE: ["a", "b", "c", "d"],
    Sort.OPENED: ["d", "a", "b", "c"],
    Sort.EVENT: ["b", "a", "c", "d"],
    Sort.PRIORITY: ["c", "a", "b", "d"],
}


@pytest.mark.parametrize("sort", Sort)
def test_the_orders_and_their_turning(sort: Sort, anna: Account, sara: Account) -> None:
    def one(subject: str, due: int | None, opened: int, event: int, priority: Priority) -> None:
        ticket(
            anna,
            subject=subject,
            due_at=None if due is None else NOON + due * HOUR,
            opened_at=NOON - opened * HOUR,
            last_event_at=NOON - event * HOUR,
            priority=priority,
            priority_rank=RANK[priority],
        )

    one("a", 1, 2, 2, Priority.HIGH)
    one("b", 2, 3, 1, Priority.NORMAL)
    one("c", 3, 4, 3, Priority.URGENT)
    one("d", None, 1, 4, Priority.NORMAL)

    assert subjects(sara, QueueFilter(sort=sort)) == ORDERS[sort]
    assert subjects(sara, QueueFilter(sort=sort, is_turned=True)) == ORDERS[sort][::-1]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("is_turned", [False, True])
def test_pages_go_on_where_the_last_one_ended_and_back(
    sort: Sort,
    is_turned: bool,  # noqa: FBT001
    anna: Account,
    sara: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queue, "ROWS_A_PAGE", 3)
    for number in range(8):
        # the same due time, no due time: only the id parts them
        ticket(anna, subject=str(number), due_at=NOON if number < 4 else None)
    wanted, who = QueueFilter(sort=sort, is_turned=is_turned), actor(sara)
    whole = []
    page = queue_for(who, wanted, NOON)
    assert page.earlier is None
    pages = [page]
    while page.later:
        page = queue_for(who, wanted, NOON, cursor=page.later)
        pages.append(page)
    for each in pages:
        whole += [row.subject for row in each.items]

    assert len(pages) == 3
    assert sorted(whole) == [str(number) for number in range(8)]
    back = queue_for(who, wanted, NOON, cursor=pages[2].earlier or "")
    assert back.items == pages[1].items


@pytest.mark.parametrize("cursor", ["x", "WzAsMV0", "WzAsIngiLDFd"])
def test_a_made_up_place_is_no_page(cursor: str, sara: Account) -> None:
    with pytest.raises(HiddenError):
        queue_for(actor(sara), QueueFilter(), NOON, cursor=cursor)


def test_more_rows_are_not_more_queries(anna: Account, sara: Account) -> None:
    def asked_for() -> int:
        with counted_queries() as asked:
            queue_for(who, QueueFilter(), NOON)
        return len(asked)

    who = actor(sara)
    ticket(anna, topics=("LAR",))
    few = asked_for()
    for _ in range(20):
        ticket(account(municipality="1278"), topics=("LAR", "UPP"), owner_id=sara.id, status=Status.OPEN)

    assert (few, asked_for()) == (1, 1)


def test_only_municipalities_that_ask_are_offered(anna: Account) -> None:
    ticket(anna)
    ticket(account(municipality="1278"))
    ticket(account())

    assert municipalities_asking() == (("1278", "Båstad"), ("2280", "Härnösand"))


@pytest.mark.parametrize(
    ("due", "is_overdue", "is_today", "days_late"),
    [
        ("2026-11-18T16:30+01:00", True, False, 2),
        ("2026-11-19T23:59+01:00", True, False, 1),
        ("2026-11-20T00:01+01:00", True, True, 0),
        ("2026-11-20T15:00+01:00", False, True, 0),
        ("2026-11-21T00:00+01:00", False, False, 0),
    ],
)
def test_what_is_said_of_a_due_time(due: str, is_overdue: bool, is_today: bool, days_late: int) -> None:  # noqa: FBT001
    said = due_of(datetime.fromisoformat(due), NOON)

    assert said is not None
    assert (said.is_overdue, said.is_today, said.days_late) == (is_overdue, is_today, days_late)
    assert due_of(None, NOON) is None


@pytest.mark.parametrize(("words", "codes"), [(VIEW, View), (SORT, Sort), (STATUS, Status), (STATUSES, View)])
def test_every_code_has_its_words(words: Any, codes: Callable[[], Any]) -> None:
    assert set(words) == set(codes)  # type: ignore[call-overload]  # an enum is a list of its members
