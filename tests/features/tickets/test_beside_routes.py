import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TicketLink, TimeSpent
from helpdesk.tickets.models.ticket import Participant, Ticket
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.tickets import ticket
from tests.pages.desk import ADVISER, ASKER, COORDINATOR, TOLVAN, Fill, Visit, make, send, stored

pytestmark = pytest.mark.usefixtures("now")
OTHER = "VT-2026-000143"


def with_others() -> str:
    path = make()
    account(name="Bo Ås", municipality="2280", email="bo@harnosand.example")
    ticket(account(municipality="1281"), reference=OTHER, subject="Lås på nyckelskåp")
    return path


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(with_others)


def test_a_colleague_is_let_in_and_out(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.follow(visitor.submit(visitor.get(path), "/foljare", address="bo@harnosand.example"))
    assert stored(app, select(Ticket.sharing).order_by(Ticket.id))[0] is Sharing.COLLEAGUES
    assert page.words.count("Bo Ås") >= 2
    assert browser("bo@harnosand.example").get(path)

    asker = browser(ASKER).get(path)
    assert "Bo Ås" in asker.words
    visitor.submit(page, "/foljare/ta-bort")
    assert stored(app, select(Participant.account_id)) == []
    assert browser("bo@harnosand.example").get(path, status=404)
    # In the list of colleagues, and in two lines of the timeline.
    assert browser(ASKER).get(path).words.count("Bo Ås") == 3


def test_the_requester_takes_it_back(app: Flask, path: str, browser: Visit) -> None:
    visitor, asker = browser(ADVISER), browser(ASKER)
    visitor.submit(visitor.get(path), "/foljare", address="bo@harnosand.example")
    asker.submit(asker.get(path), "/dela", sharing="private")
    assert browser("bo@harnosand.example").get(path, status=404)
    assert "/foljare/ta-bort" not in visitor.get(path).text
    assert stored(app, select(Participant.account_id)) == []


def test_a_requester_whose_place_of_work_is_open_takes_it_back_too(app: Flask, path: str, browser: Visit) -> None:
    with app.app_context():
        db.session.execute(db.text("UPDATE account SET is_municipality_confirmed = false WHERE name = 'Anna Ek'"))
        db.session.commit()
    visitor, asker = browser(ADVISER), browser(ASKER)
    visitor.submit(visitor.get(path), "/foljare", address="bo@harnosand.example")
    asker.submit(asker.get(path), "/dela")
    assert stored(app, select(Ticket.sharing).order_by(Ticket.id))[0] is Sharing.PRIVATE


@pytest.mark.parametrize("address", ["", "bo", "finns.inte@harnosand.example", ASKER])
def test_who_is_no_colleague_is_refused_and_kept_in_the_field(
    app: Flask, path: str, browser: Visit, address: str
) -> None:
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(path), "/foljare", 422, address=address)
    assert page.form("/foljare").values["address"] == [address]
    assert 'id="address-error"' in page.text
    assert stored(app, select(Participant.account_id)) == []


def test_without_a_municipality_the_page_says_what_to_do(app: Flask, filled: Fill, browser: Visit) -> None:
    path = filled(lambda: make(municipality_code=None))
    page = browser(ADVISER).get(path)
    assert f'action="{path}/foljare"' not in page.text
    assert stored(app, select(Ticket.municipality_code)) == [None]


def test_tickets_are_linked_and_parted(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.follow(visitor.submit(visitor.get(path), "/hor-ihop", other="vt-2026-143"))
    assert "Lås på nyckelskåp" in page.words
    assert "Larmoperatörens ansvar vid driftavbrott" in visitor.get(f"/arenden/{OTHER}").words
    assert "Lås på nyckelskåp" not in browser(ASKER).get(path).text

    page = visitor.follow(visitor.submit(page, "/hor-ihop/ta-bort"))
    assert stored(app, select(TicketLink.first_id)) == []
    assert "Lås på nyckelskåp" not in page.words


@pytest.mark.parametrize("other", ["", "999", "larm"])
def test_a_number_that_nobody_has_is_refused(app: Flask, path: str, browser: Visit, other: str) -> None:
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(path), "/hor-ihop", 422, other=other)
    assert 'id="other-error"' in page.text
    assert page.form("/hor-ihop").values["other"] == [other]
    assert stored(app, select(TicketLink.first_id)) == []


def test_a_tampered_button_does_nothing(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    visitor.post(f"{path}/hor-ihop/ta-bort", {"other": "VT-2026-999999"}, status=404)
    visitor.post(f"{path}/tid/stryk", {"line": "x"})
    visitor.post(f"{path}/foljare/ta-bort", {"account": "9" * 30})


def test_time_is_written_down_and_struck_out(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    assert page.form("/tid").values["worked_on"] == [NOON.date().isoformat()]
    page = visitor.follow(visitor.submit(page, "/tid", minutes="90", time_note="Ringde leverantören"))
    assert "Ringde leverantören" in page.words
    assert "/tid/stryk" not in browser(COORDINATOR).get(path).text
    assert "Ringde leverantören" not in browser(ASKER).get(path).text

    visitor.submit(page, "/tid/stryk")
    assert stored(app, select(TimeSpent.id)) == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("minutes", ""),
        ("minutes", "en timme"),
        ("minutes", "601"),
        ("worked_on", ""),
        ("worked_on", "i går"),
        ("worked_on", "2026-11-21"),
        ("worked_on", "2026-09-01"),
        ("time_note", TOLVAN),
    ],
)
def test_a_slip_in_the_time_is_said_at_its_field(app: Flask, path: str, browser: Visit, field: str, typed: str) -> None:
    visitor = browser(ADVISER)
    whole = {"minutes": "90", "time_note": "Ringde", field: typed}
    page = visitor.submit(visitor.get(path), "/tid", 422, **whole)
    assert f'id="{field}-error"' in page.text
    assert stored(app, select(TimeSpent.id)) == []


def test_time_beside_an_answer(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    send(visitor, visitor.get(path), text="Ja.", spent="25")
    rows = stored(app, select(Account.name).join(TimeSpent, TimeSpent.account_id == Account.id))
    assert rows == ["Sara Lindqvist"]
    assert stored(app, select(TimeSpent.minutes)) == [25]


@pytest.mark.parametrize("spent", ["0", "601", "x"])
def test_no_answer_leaves_with_impossible_time(app: Flask, path: str, browser: Visit, spent: str) -> None:
    visitor = browser(ADVISER)
    page = send(visitor, visitor.get(path), 422, text="Ja.", spent=spent)
    assert 'id="spent-error"' in page.text
    assert stored(app, select(TimeSpent.id)) == []
