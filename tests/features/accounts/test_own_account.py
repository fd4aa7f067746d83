import pytest
from sqlalchemy import select

from helpdesk.accounts.operations.choose_password import choose_password
from helpdesk.accounts.operations.edit_profile import Profile, edit_profile
from helpdesk.accounts.operations.end_sessions import end_sessions
from helpdesk.accounts.queries.sessions import account_of_session
from helpdesk.accounts.queries.settings import own_settings
from helpdesk.directory.models import Organisation, OrganisationKind
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import VISITOR, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, ThrottledError
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.passwords import is_password
from tests.conftest import NOON
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")
PASSWORD = "blå cykel torsdag"
BETTER = "grön buss onsdag"


def facts() -> list[str]:
    return list(db.session.scalars(select(JournalEntry.kind).order_by(JournalEntry.id)))


def test_a_new_password_needs_the_present_one_and_ends_the_other_sessions() -> None:
    anna = account(password=PASSWORD)
    before = f"{anna.id}.{anna.session_key}"

    assert choose_password(actor(anna), "fel lösenord här", BETTER, now=NOON) is None
    assert is_password(anna.password_hash, PASSWORD)
    assert facts() == []

    changed = choose_password(actor(anna), PASSWORD, BETTER, now=NOON)

    assert changed is not None
    assert is_password(anna.password_hash, BETTER)
    assert account_of_session(before) is None
    assert account_of_session(changed.session_id) == changed
    assert facts() == ["PasswordChanged"]


def test_the_first_password_needs_no_present_one() -> None:
    anna = account()
    assert choose_password(actor(anna), "", BETTER, now=NOON)
    assert is_password(anna.password_hash, BETTER)


def test_a_bad_password_is_refused_at_its_field() -> None:
    anna = account(password=PASSWORD)
    with pytest.raises(InputError, match="new_password"):
        choose_password(actor(anna), PASSWORD, "kort", now=NOON)


def test_guessing_the_present_password_is_throttled() -> None:
    anna = account(password=PASSWORD)
    for _ in range(5):
        assert choose_password(actor(anna), "fel lösenord här", BETTER, now=NOON) is None
    with pytest.raises(ThrottledError):
        choose_password(actor(anna), PASSWORD, BETTER, now=NOON)


def test_signing_out_everywhere_ends_every_session() -> None:
    anna = account()
    session = f"{anna.id}.{anna.session_key}"
    end_sessions(actor(anna), now=NOON)
    assert account_of_session(session) is None
    assert facts() == ["SessionsEnded"]


def test_the_profile_is_stored_and_the_journal_names_the_fields_only() -> None:
    anna = account(name="Anna Ek")
    edit_profile(actor(anna), Profile("Åsa Öst", "Enhetschef", Language.ENGLISH, has_shortcuts=True), now=NOON)

    assert (anna.name, anna.title, anna.language, anna.has_shortcuts) == ("Åsa Öst", "Enhetschef", "en", True)
    entry = db.session.scalars(select(JournalEntry)).one()
    assert entry.facts == {"fields": ["name", "title", "language", "has_shortcuts"]}
    assert anna.sort_key == "{sa }st"


def test_a_profile_that_did_not_change_is_no_event() -> None:
    anna = account(name="Anna Ek", title="Enhetschef", has_shortcuts=False)
    edit_profile(actor(anna), Profile("Anna Ek", "Enhetschef", Language.SWEDISH, has_shortcuts=False), now=NOON)
    assert facts() == []


def test_a_visitor_has_no_account_of_their_own() -> None:
    with pytest.raises(ForbiddenError):
        end_sessions(VISITOR, now=NOON)
    with pytest.raises(HiddenError):
        own_settings(VISITOR)


def test_the_settings_show_where_one_works() -> None:
    centre = Organisation(code="skr", name="SKR", kind=OrganisationKind.CENTRE, sort_key="skr")
    db.session.add(centre)
    db.session.flush()
    anna = account(Role.ADVISER, Role.REQUESTER, municipality="1490", password=PASSWORD, organisation_id=centre.id)
    own = own_settings(actor(anna))
    assert (own.municipality, own.is_municipality_confirmed, own.organisation, own.has_password) == (
        "Borås",
        True,
        "SKR",
        True,
    )
    assert own.roles == (Role.REQUESTER, Role.ADVISER)
    assert own_settings(actor(account())).organisation is None
