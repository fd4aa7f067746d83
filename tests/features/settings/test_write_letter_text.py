"""Words added to letters: written, changed, taken out."""

import pytest

from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.domain.facts import LetterTextChanged
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.settings.operations.write_letter_text import Words, write_letter_text
from helpdesk.settings.queries.letter_texts import NOTHING, added_text, languages_added
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.pages.desk import TOLVAN

pytestmark = pytest.mark.usefixtures("stage")
SV, EN = Language.SWEDISH, Language.ENGLISH


@pytest.fixture
def amir() -> Actor:
    return actor(account(Role.COORDINATOR, name="Amir Haddad"))


def write(by: Actor, opening: str = "", closing: str = "", *, seen: int = 0, letter: str = "received") -> None:
    write_letter_text(by, letter, SV, Words(opening, closing), seen_version=seen, now=NOON)


def test_words_are_added_changed_and_taken_out(amir: Actor) -> None:
    write(amir, "Vi har stängt {tjänst} på fredag.")
    text = added_text("received", SV)
    assert (text.opening, text.closing, text.version) == ("Vi har stängt {tjänst} på fredag.", "", 1)
    write(amir, "", "Ring {telefon}.", seen=1)
    assert languages_added() == {"received": ("sv",)}
    write(amir, seen=2)
    assert added_text("received", SV).is_empty
    assert languages_added() == {}
    fact = LetterTextChanged(subject=("letter_text", 0), template="received", language="sv")
    assert [each.fact for each in journal.new_happenings()] == [fact] * 3


def test_each_language_and_each_letter_has_its_own(amir: Actor) -> None:
    write(amir, "Hej")
    write_letter_text(amir, "received", EN, Words("Hi", ""), seen_version=0, now=NOON)
    assert added_text("received", EN).opening == "Hi"
    assert added_text("answer", SV) == NOTHING
    assert languages_added() == {"received": ("sv", "en")}


def test_nothing_changed_is_no_change(amir: Actor) -> None:
    write(amir, "Hej")
    journal.new_happenings()
    write(amir, "Hej", seen=1)
    write(amir, letter="answer")
    assert (added_text("received", SV).version, journal.new_happenings()) == (1, [])


def test_of_two_who_write_the_second_sees_what_is_new(amir: Actor) -> None:
    write(amir, "Ett")
    with pytest.raises(StaleError):
        write(amir, "Två", seen=0)
    write(amir, seen=1)
    with pytest.raises(StaleError):
        write(amir, "Tre", seen=0)
    with pytest.raises(StaleError):
        write(amir, "Tre", seen=1)


@pytest.mark.parametrize("field", ["opening", "closing"])
@pytest.mark.parametrize("text", ["Hej {namn}", "{ärendenummer}", TOLVAN])
def test_what_the_letter_can_t_fill_in_is_refused(amir: Actor, field: str, text: str) -> None:
    with pytest.raises(InputError) as refused:
        write(amir, **{field: text}, letter="invitation")
    assert refused.value.field == field


def test_a_letter_that_there_is_not(amir: Actor) -> None:
    with pytest.raises(HiddenError):
        write(amir, "Hej", letter="_layout")


def test_an_adviser_does_not() -> None:
    with pytest.raises(ForbiddenError):
        write(actor(account(Role.ADVISER)), "Hej")


def test_a_letter_s_words_are_one_query(amir: Actor) -> None:
    write(amir, "Hej")
    db.session.flush()
    with counted_queries() as asked:
        added_text("received", "sv")
    assert len(asked) == 1
