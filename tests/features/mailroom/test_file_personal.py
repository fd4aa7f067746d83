"""Personal data in letters: what waits for one person, and what may be filed since the numbers stay behind."""

import pytest

from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.incoming.letter import Attachment
from tests.factories.post import filed, incoming
from tests.features.mailroom.filed import message_of, ticket_of

pytestmark = pytest.mark.usefixtures("stage")
TOLVAN = "19121212-1212"  # Skatteverket's published test number
ANSWER = "Hur larmar vi om natten?"
QUOTED = f"{ANSWER}\n\n> Eva, {TOLVAN}, vill ha larm."
LIST = "\n".join(f"{name} 1912-12-1{place}" for place, name in enumerate(("Eva Ek", "Bo Ås", "Per Lund")))
NOTE = Attachment("lista.txt", "text/plain", TOLVAN.encode())


def test_a_number_that_is_only_quoted_is_left_behind() -> None:
    row = filed(incoming(text=QUOTED, new_text=ANSWER))
    assert (row.stand, row.outcome, row.hold_reason) == (LetterStand.DONE, Outcome.TICKET, None)
    assert message_of(row).text == ANSWER
    assert TOLVAN not in ticket_of(row).subject
    assert row.text == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"new_text": f"{ANSWER} Om {TOLVAN}"},
        {"new_text": ANSWER, "subject": f"Om {TOLVAN}"},
        {"new_text": ANSWER, "attachments": (NOTE,)},
        {"new_text": " "},
        {"new_text": ANSWER, "subject": "VB: Larm"},
        {"new_text": ANSWER, "text": f"{ANSWER}\n{LIST}"},
    ],
    ids=["new", "subject", "file", "nothing new", "forwarded", "list"],
)
def test_where_it_would_come_along_or_there_is_a_doubt_the_letter_waits(fields: dict[str, object]) -> None:
    row = filed(incoming(**{"text": QUOTED, **fields}))  # type: ignore[arg-type]  # fields of a letter
    assert (row.stand, row.hold_reason) == (LetterStand.HELD, HoldReason.PERSONAL_DATA)
