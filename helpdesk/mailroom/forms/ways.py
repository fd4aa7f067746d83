"""The ways out of the pile, and which of them a letter's page proposes: the one that the advice for its reason names."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from helpdesk.domain.incoming import HoldReason
from helpdesk.domain.personal_data import lists_persons, personal_numbers
from helpdesk.mailroom.queries.held import HeldPage


class Way(StrEnum):
    """What can be done with a letter that waits."""

    NEW = "new"
    ADD = "add"
    ANSWER = "answer"
    ASIDE = "aside"


def tells_persons(page: HeldPage) -> bool:
    """Whether what the page shows points somebody out; else that stands in what is quoted or in a file."""
    told = f"{page.subject}\n{page.words.text}"
    return page.words.is_hidden or bool(personal_numbers(told)) or lists_persons(told)


def comes_along_clean(page: HeldPage) -> bool:
    """Whether the personal data that the letter waits for stay behind when a ticket is made of it."""
    return page.reason is HoldReason.PERSONAL_DATA and page.may_decide and not tells_persons(page)


def _must_be_asked_again(page: HeldPage) -> bool:
    return page.reason is HoldReason.PERSONAL_DATA and tells_persons(page)


FIRST: Sequence[tuple[Callable[[HeldPage], bool], Way]] = (
    (lambda page: not page.may_be_answered, Way.ASIDE),
    (_must_be_asked_again, Way.ANSWER),
    (lambda page: page.proposal is not None, Way.ADD),
)
"""What counts before the reason, the first that applies."""
BY_REASON: Mapping[HoldReason, Way] = {
    HoldReason.AUTOMATIC: Way.ASIDE,
    HoldReason.FLOOD: Way.NEW,
    HoldReason.IMPOSTOR: Way.ADD,
    HoldReason.LIST: Way.ASIDE,
    HoldReason.NOT_TAKEN: Way.ADD,
    HoldReason.PERSONAL_DATA: Way.NEW,
    HoldReason.SAME_ID: Way.NEW,
    HoldReason.SENDER: Way.ASIDE,
    HoldReason.SPAM: Way.ASIDE,
}


def advised(page: HeldPage) -> Way:
    """The way that is open on the page, with the filled button."""
    return next((way for applies, way in FIRST if applies(page)), BY_REASON.get(page.reason, Way.NEW))
