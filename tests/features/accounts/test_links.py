from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account, OneTimeLink
from helpdesk.accounts.operations.choose_password import choose_password
from helpdesk.accounts.operations.end_sessions import end_sessions
from helpdesk.accounts.operations.forget_links import forget_links
from helpdesk.accounts.operations.send_link import send_link
from helpdesk.accounts.operations.use_link import LinkUsed, use_link
from helpdesk.accounts.queries.links import link_page
from helpdesk.accounts.queries.sessions import account_of_session
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.errors import InputError, ThrottledError
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.outbox import Letter
from helpdesk.kit.passwords import is_password
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.letters import last_token, letters

pytestmark = pytest.mark.usefixtures("stage")
PASSWORD = "blå cykel torsdag"
CLIENT = "192.0.2.1"


def ask(purpose: LinkPurpose = LinkPurpose.SIGN_IN, email: str = "anna.ek@boras.se", next_path: str = "") -> str:
    send_link(email, purpose, client=CLIENT, now=NOON, next_path=next_path)
    return last_token()


def press(token: str, password: str = "", minutes: float = 1) -> LinkUsed | None:
    return use_link(token, password, now=NOON + timedelta(minutes=minutes))


def facts() -> list[str]:
    return list(db.session.scalars(select(JournalEntry.kind).order_by(JournalEntry.id)))


def test_a_link_signs_in_once() -> None:
    anna = account(email="anna.ek@boras.se")
    token = ask(next_path="/mina-arenden")

    used = press(token)

    assert used is not None
    assert used.account.actor.id == anna.id
    assert used.next_path == "/mina-arenden"
    assert anna.last_sign_in_at == NOON + timedelta(minutes=1)
    assert facts() == ["LinkAsked", "SignedIn"]
    assert press(token, minutes=2) is None


@pytest.mark.parametrize("is_new", [False, True])
def test_a_button_that_is_pressed_twice_at_once_signs_in_twice(is_new: bool) -> None:  # noqa: FBT001  a table's column
    anna = account(email="anna.ek@boras.se", confirmed_at=None if is_new else NOON)
    older, token = ask(next_path="/mina-arenden"), ask(next_path="/mina-arenden")

    assert press(token) == press(token, "ett annat lösenord", minutes=1.9)
    assert anna.password_hash is None
    assert facts().count("SignedIn") == 1
    assert press(older) is None
    assert press(token, minutes=2) is None


def test_whoever_signs_out_everywhere_ends_the_mailed_links_too() -> None:
    anna = account(email="anna.ek@boras.se")
    used, waiting, reset = ask(), ask(LinkPurpose.RESET), ask(LinkPurpose.RESET)
    assert press(used, minutes=0.5) is not None
    end_sessions(actor(anna), now=NOON + timedelta(seconds=45))
    assert [press(token, PASSWORD) for token in (used, waiting, reset)] == [None, None, None]


def test_a_new_password_ends_the_links_to_sign_in() -> None:
    anna = account(email="anna.ek@boras.se")
    token = ask()
    assert choose_password(actor(anna), "", PASSWORD, now=NOON) is not None
    assert press(token) is None


def test_the_token_stands_in_the_letter_alone() -> None:
    anna = account(email="anna.ek@boras.se")
    token = ask()
    letter = db.session.scalars(select(Letter)).one()
    link = db.session.scalars(select(OneTimeLink)).one()

    assert (letter.template, letter.recipient_id, letter.subject_kind) == ("sign_in_link", anna.id, "account")
    assert letter.data["expires_at"] == "2026-11-20T11:15:00+00:00"
    assert token not in (link.token_hash, letter.key)
    assert all(token not in str(entry.facts) for entry in db.session.scalars(select(JournalEntry)))


def test_opening_the_page_uses_nothing_up() -> None:
    account(email="anna.ek@boras.se", name="Anna Ek")
    token = ask()
    for _ in range(3):
        page = link_page(token, NOON)
        assert page is not None
        assert (page.purpose, page.name, page.needs_password) == (LinkPurpose.SIGN_IN, "Anna Ek", False)
    assert press(token) is not None
    assert link_page(token, NOON) is None


@pytest.mark.parametrize(("minutes", "works"), [(14.9, True), (15, False), (60, False)])
def test_a_link_lives_for_fifteen_minutes(minutes: float, works: bool) -> None:  # noqa: FBT001  a table's column
    account(email="anna.ek@boras.se")
    token = ask()
    assert (link_page(token, NOON + timedelta(minutes=minutes)) is not None) == works
    assert (press(token, minutes=minutes) is not None) == works


def test_a_made_up_link_does_nothing() -> None:
    assert press("x" * 32) is None
    assert link_page("x" * 32, NOON) is None


def test_a_used_link_takes_the_older_ones_of_its_kind_with_it() -> None:
    account(email="anna.ek@boras.se")
    first, second = ask(), ask()
    reset = ask(LinkPurpose.RESET)
    assert press(second) is not None
    assert press(first) is None
    assert press(reset, PASSWORD) is not None
    assert press(reset, PASSWORD) is None


@pytest.mark.parametrize("purpose", [LinkPurpose.SIGN_IN, LinkPurpose.RESET])
def test_nobody_learns_whether_an_address_has_an_account(purpose: LinkPurpose) -> None:
    account(email="closed@boras.se", is_open=False)
    send_link("nobody@boras.se", purpose, client=CLIENT, now=NOON)
    send_link("closed@boras.se", purpose, client=CLIENT, now=NOON)
    assert letters() == []
    assert facts() == []


@pytest.mark.parametrize("email", ["anna.ek@boras.se", "nobody@boras.se"])
def test_three_letters_a_quarter_to_one_address(email: str) -> None:
    account(email="anna.ek@boras.se")
    for _ in range(3):
        send_link(email, LinkPurpose.SIGN_IN, client=CLIENT, now=NOON)
    with pytest.raises(ThrottledError):
        send_link(email.upper(), LinkPurpose.RESET, client=CLIENT, now=NOON)
    send_link(email, LinkPurpose.SIGN_IN, client=CLIENT, now=NOON + timedelta(minutes=15))


def test_an_account_that_is_not_confirmed_gets_the_link_that_confirms_it() -> None:
    anna = account(email="anna.ek@boras.se", confirmed_at=None)
    token = ask(LinkPurpose.RESET)

    assert letters() == [("confirm_account", anna.id)]
    assert press(token) is not None
    assert anna.confirmed_at == NOON + timedelta(minutes=1)
    assert facts() == ["LinkAsked", "AccountConfirmed", "SignedIn"]


def test_a_new_password_ends_the_sessions_and_signs_in_here() -> None:
    anna = account(email="anna.ek@boras.se", password="gammalt ord här")
    elsewhere = f"{anna.id}.{anna.session_key}"
    used = press(ask(LinkPurpose.RESET), PASSWORD)

    assert used is not None
    assert is_password(anna.password_hash, PASSWORD)
    assert account_of_session(elsewhere) is None
    assert account_of_session(used.account.session_id) is not None
    assert facts() == ["LinkAsked", "PasswordChanged", "SignedIn"]


def test_a_bad_password_leaves_the_link_usable() -> None:
    account(email="anna.ek@boras.se")
    token = ask(LinkPurpose.RESET)
    for password in ("", "kort", "anna.ek@boras.se"):
        with pytest.raises(InputError, match="new_password"):
            press(token, password)
    assert press(token, PASSWORD) is not None


def test_a_link_of_a_closed_account_is_dead() -> None:
    anna = account(email="anna.ek@boras.se")
    token = ask()
    anna.is_open = False
    db.session.flush()
    assert press(token) is None
    assert link_page(token, NOON) is None


def test_old_links_are_forgotten() -> None:
    account(email="anna.ek@boras.se")
    ask()
    forget_links(NOON + timedelta(hours=24))
    assert len(db.session.scalars(select(OneTimeLink)).all()) == 1
    forget_links(NOON + timedelta(hours=24, minutes=16))
    assert db.session.scalars(select(OneTimeLink)).all() == []
    assert len(db.session.scalars(select(Account)).all()) == 1
