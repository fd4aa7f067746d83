"""Leave: the reader of a letter that one can do without wants no more of its kind."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from helpdesk.accounts.queries.people import addressee
from helpdesk.domain.notices import DIGEST, ByMail, Choice, is_letter_chosen
from helpdesk.notifications.operations.choose_notices import choose_notices
from helpdesk.notifications.queries.choices import own_choices


def leave(account_id: int, letter: str, *, now: datetime) -> None:
    """No letters of this kind go to the account any more; what stands on the web stays there.

    Who leaves the daily letter gets none of what stood in it. Left already, a letter that nobody can leave, or an account
    that is closed: nothing happens.
    """
    person = addressee(account_id)
    if person is None or not person.is_open or not is_letter_chosen(letter):
        return
    chosen = {name: replace(choice, by_mail=ByMail.NEVER) for name, choice in _left(letter, own_choices(person.actor))}
    choose_notices(person.actor, chosen, now=now)


def _left(letter: str, choices: Mapping[str, Choice]) -> list[tuple[str, Choice]]:
    if letter == DIGEST:
        return [(name, choice) for name, choice in choices.items() if choice.by_mail is ByMail.DAILY]
    return [(letter, choices[letter])] if letter in choices else []
