"""Who may do what: the rule table against a table of its own, and properties that hold for everybody."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain import access
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import GRANTABLE, SYSTEM, VISITOR, Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.permissions import Permission

P, R = Permission, Role
BORAS, LUND = "1490", "1281"


@dataclass(frozen=True)
class Ticket:
    """What the rules ask of a ticket."""

    requester_id: int = 1
    municipality_code: str | None = BORAS
    sharing: Sharing = Sharing.PRIVATE
    participant_ids: frozenset[int] = frozenset()
    owner_id: int | None = None


@dataclass(frozen=True)
class Consultation:
    """What the rules ask of a question to an expert."""

    expert_id: int | None = 1
    municipality_code: str = BORAS


@dataclass(frozen=True)
class Draft:
    """What the rules ask of an article that is being written."""

    owner_id: int = 1
    municipality_code: str | None = BORAS
    is_masking_open: bool = False


def person(role: Role, id_: int = 2, municipality: str | None = None) -> Actor:
    return Actor(id_, frozenset({role}), municipality)


EVERYBODY = frozenset(Role) - {R.SYSTEM}
ACCOUNTS = EVERYBODY - {R.VISITOR}
DESK = frozenset({R.ADVISER, R.COORDINATOR})
ROLES: dict[Permission, frozenset[Role]] = {
    P.ABSENCE_OWN: DESK | {R.EXPERT},
    P.ACCOUNT_ADMINISTER: frozenset({R.ADMINISTRATOR}),
    P.ACCOUNT_CONFIRM: frozenset({R.MUNICIPAL_CONTACT}),
    P.ACCOUNT_INVITE: frozenset({R.ADMINISTRATOR, R.SYSTEM}),
    P.ADMINISTRATION_READ: frozenset({R.COORDINATOR, R.ADMINISTRATOR}),
    P.ARTICLE_OWN: DESK | {R.EXPERT},
    P.ARTICLE_PUBLISH: DESK,
    P.ARTICLE_RATE: EVERYBODY,
    P.ARTICLE_READ: EVERYBODY,
    P.ARTICLE_WRITE: DESK | {R.EXPERT},
    P.CANNED_REPLY_WRITE: DESK,
    P.CONSULTATION_ANSWER: frozenset({R.EXPERT}),
    P.CONSULTATION_READ: frozenset({R.EXPERT}),
    P.DEMO_READ: EVERYBODY,
    P.EXPERTISE_OWN: frozenset({R.EXPERT}),
    P.EXPERTISE_READ: DESK | {R.EXPERT},
    P.JOURNAL_READ: frozenset({R.ADMINISTRATOR}),
    P.LETTER_DECIDE: DESK,
    P.LETTER_FILE: DESK | {R.SYSTEM},
    P.LETTER_TEXT_WRITE: frozenset({R.COORDINATOR, R.ADMINISTRATOR}),
    P.MAILBOX_MANAGE: frozenset({R.ADMINISTRATOR, R.SYSTEM}),
    P.MUNICIPALITY_MANAGE: frozenset({R.COORDINATOR, R.ADMINISTRATOR}),
    P.NOTICE_OWN: ACCOUNTS,
    P.PAGE_READ: EVERYBODY,
    P.PROFILE_EDIT: ACCOUNTS,
    P.QUEUE_READ: DESK,
    P.REPORT_READ: DESK,
    P.SESSION_OPEN: EVERYBODY,
    P.SETTINGS_CHANGE: frozenset({R.ADMINISTRATOR}),
    P.STAFF_MANAGE: frozenset({R.COORDINATOR}),
    P.TAG_MANAGE: frozenset({R.COORDINATOR}),
    P.TICKET_ANSWER: DESK,
    P.TICKET_ASK: EVERYBODY,
    P.TICKET_ASSIGN: DESK | {R.SYSTEM},
    P.TICKET_CLASSIFY: DESK | {R.SYSTEM},
    P.TICKET_CLOSE: ACCOUNTS | {R.SYSTEM},
    P.TICKET_CONSULT: DESK | {R.SYSTEM},
    P.TICKET_FOLLOW: ACCOUNTS,
    P.TICKET_HANDLE: DESK,
    P.TICKET_INVOLVE: DESK,
    P.TICKET_LINK: DESK,
    P.TICKET_NOTE: DESK,
    P.TICKET_RATE: ACCOUNTS,
    P.TICKET_READ: ACCOUNTS | {R.SYSTEM},
    P.TICKET_REGISTER: DESK,
    P.TICKET_RELEASE: DESK,
    P.TICKET_REOPEN: ACCOUNTS,
    P.TICKET_REPLY: ACCOUNTS,
    P.TICKET_REUSE: DESK,
    P.TICKET_SHARE: ACCOUNTS,
    P.TICKET_TAG: DESK,
    P.TICKET_TIME: DESK,
    P.TICKET_WAIT: DESK | {R.SYSTEM},
    P.TOPIC_MANAGE: frozenset({R.COORDINATOR, R.ADMINISTRATOR}),
    P.VIEW_MANAGE: frozenset({R.COORDINATOR}),
    P.VIEW_OWN: DESK,
}
"""Which roles can hold each permission for some object."""
OF_A_STRANGERS_TICKET = {
    P.TICKET_CLOSE: DESK | {R.SYSTEM},
    P.TICKET_RATE: frozenset(),
    P.TICKET_READ: DESK | {R.SYSTEM},
    P.TICKET_RELEASE: frozenset({R.COORDINATOR}),
    P.TICKET_REOPEN: DESK,
    P.TICKET_REPLY: frozenset(),
    P.TICKET_SHARE: frozenset(),
}
"""Which roles hold a permission for a private ticket of somebody else's, where these are not all of the above."""
BY_SHARING = (P.TICKET_READ, P.TICKET_REPLY)
"""What the requester gives by sharing a ticket."""


def test_the_table_here_names_every_permission() -> None:
    assert set(ROLES) == set(Permission) == set(access.RULES)


@pytest.mark.parametrize("permission", Permission)
def test_which_roles_can_hold_a_permission(permission: Permission) -> None:
    assert {role for role in Role if access.may_ever(person(role), permission)} == ROLES[permission]


@pytest.mark.parametrize("permission", [each for each in Permission if each.startswith("ticket:")])
def test_which_roles_hold_it_for_a_private_ticket_of_somebody_else(permission: Permission) -> None:
    holders = {role for role in Role if access.allows(person(role), permission, Ticket())}

    assert holders == OF_A_STRANGERS_TICKET.get(permission, ROLES[permission])


@pytest.mark.parametrize("permission", [P.TICKET_READ, P.TICKET_REPLY, P.TICKET_CLOSE, P.TICKET_REOPEN, P.TICKET_SHARE])
@pytest.mark.parametrize("role", GRANTABLE)
def test_everybody_with_an_account_has_their_own_tickets(role: Role, permission: Permission) -> None:
    assert access.allows(person(role, id_=1), permission, Ticket(requester_id=1))


@pytest.mark.parametrize("permission", BY_SHARING)
def test_a_named_colleague_sees_and_writes(permission: Permission) -> None:
    shared = Ticket(sharing=Sharing.COLLEAGUES, participant_ids=frozenset({2}))

    assert access.allows(person(R.REQUESTER), permission, shared)
    assert not access.allows(person(R.REQUESTER, id_=3), permission, shared)


@pytest.mark.parametrize("permission", BY_SHARING)
def test_names_on_a_ticket_that_was_made_private_again_count_no_more(permission: Permission) -> None:
    private = Ticket(sharing=Sharing.PRIVATE, participant_ids=frozenset({2}))

    assert not access.allows(person(R.REQUESTER), permission, private)


@pytest.mark.parametrize("permission", BY_SHARING)
@pytest.mark.parametrize(
    ("role", "municipality", "holds"),
    [
        (R.REQUESTER, BORAS, True),
        (R.MUNICIPAL_CONTACT, BORAS, True),
        (R.REQUESTER, LUND, False),
        (R.REQUESTER, None, False),
        (R.EXPERT, BORAS, False),
        (R.ADMINISTRATOR, BORAS, False),
    ],
)
def test_what_is_shared_with_the_municipality(
    role: Role,
    municipality: str | None,
    holds: bool,  # noqa: FBT001
    permission: Permission,
) -> None:
    shared = Ticket(sharing=Sharing.MUNICIPALITY)

    assert access.allows(person(role, municipality=municipality), permission, shared) is holds


def test_a_ticket_without_municipality_is_nobodys_neighbours() -> None:
    assert not access.allows(
        person(R.REQUESTER), P.TICKET_READ, Ticket(municipality_code=None, sharing=Sharing.MUNICIPALITY)
    )


def test_an_adviser_releases_only_what_they_have_and_a_coordinator_all() -> None:
    assert access.allows(person(R.ADVISER), P.TICKET_RELEASE, Ticket(owner_id=2))
    assert not access.allows(person(R.ADVISER), P.TICKET_RELEASE, Ticket(owner_id=3))
    assert access.allows(person(R.COORDINATOR), P.TICKET_RELEASE, Ticket(owner_id=3))


def test_who_has_no_account_owns_nothing() -> None:
    nobody = Actor(None, frozenset({R.ADVISER}))

    assert not access.allows(nobody, P.TICKET_RELEASE, Ticket(owner_id=None))


@pytest.mark.parametrize("permission", [P.CONSULTATION_READ, P.CONSULTATION_ANSWER])
def test_a_question_is_for_the_expert_who_is_asked_and_for_nobody_else(permission: Permission) -> None:
    assert access.allows(person(R.EXPERT, id_=1), permission, Consultation())
    assert not access.allows(person(R.EXPERT, id_=2, municipality=BORAS), permission, Consultation())
    assert not access.allows(person(R.REQUESTER, id_=1), permission, Consultation())
    with pytest.raises(HiddenError):
        access.require(person(R.EXPERT, id_=2, municipality=BORAS), permission, Consultation())


def test_a_question_to_a_municipality_is_for_its_experts() -> None:
    asked = Consultation(expert_id=None)

    assert access.allows(person(R.EXPERT, municipality=BORAS), P.CONSULTATION_ANSWER, asked)
    assert not access.allows(person(R.EXPERT, municipality=LUND), P.CONSULTATION_READ, asked)
    assert not access.allows(person(R.EXPERT), P.CONSULTATION_READ, asked)


def test_a_draft_is_for_its_owner_for_experts_of_its_municipality_and_for_the_desk() -> None:
    assert access.allows(person(R.EXPERT, id_=1), P.ARTICLE_WRITE, Draft(municipality_code=None))
    assert access.allows(person(R.EXPERT, municipality=BORAS), P.ARTICLE_WRITE, Draft())
    assert access.allows(person(R.ADVISER), P.ARTICLE_WRITE, Draft())
    assert not access.allows(person(R.EXPERT, municipality=LUND), P.ARTICLE_WRITE, Draft())
    assert not access.allows(person(R.EXPERT), P.ARTICLE_WRITE, Draft(municipality_code=None))
    assert not access.allows(person(R.REQUESTER, id_=1), P.ARTICLE_WRITE, Draft())
    with pytest.raises(ForbiddenError):
        access.require(person(R.EXPERT, id_=1), P.ARTICLE_PUBLISH, Draft())


def test_before_its_masking_is_confirmed_an_article_of_a_ticket_is_for_the_desk_alone() -> None:
    assert access.allows(person(R.ADVISER), P.ARTICLE_WRITE, Draft(is_masking_open=True))
    assert not access.allows(person(R.EXPERT, id_=1, municipality=BORAS), P.ARTICLE_WRITE, Draft(is_masking_open=True))
    with pytest.raises(HiddenError):
        access.require(person(R.EXPERT, id_=1), P.ARTICLE_WRITE, Draft(is_masking_open=True))


def test_what_one_may_not_even_read_does_not_exist() -> None:
    with pytest.raises(HiddenError):
        access.require(person(R.REQUESTER), P.TICKET_REPLY, Ticket())


def test_what_one_may_read_but_not_do_is_forbidden() -> None:
    with pytest.raises(ForbiddenError):
        access.require(person(R.ADVISER), P.TICKET_SHARE, Ticket())


def test_what_one_may_do_is_let_through() -> None:
    access.require(person(R.ADVISER), P.TICKET_ANSWER, Ticket())
    access.require_role(person(R.ADVISER), P.QUEUE_READ)


def test_a_role_that_never_can_is_forbidden() -> None:
    with pytest.raises(ForbiddenError):
        access.require_role(VISITOR, P.QUEUE_READ)


AUDIENCES: dict[Role, set[Audience]] = {
    R.VISITOR: {Audience.PUBLIC},
    R.REQUESTER: {Audience.PUBLIC, Audience.MUNICIPALITIES},
    R.MUNICIPAL_CONTACT: {Audience.PUBLIC, Audience.MUNICIPALITIES},
    R.EXPERT: {Audience.PUBLIC, Audience.MUNICIPALITIES, Audience.EXPERTS},
    R.ADVISER: set(Audience),
    R.COORDINATOR: set(Audience),
    R.ADMINISTRATOR: {Audience.PUBLIC, Audience.MUNICIPALITIES},
    R.SYSTEM: {Audience.PUBLIC},
}


@pytest.mark.parametrize("role", Role)
def test_for_whom_articles_are(role: Role) -> None:
    assert access.audiences_of(person(role)) == AUDIENCES[role]


def test_several_roles_read_what_each_reads() -> None:
    both = Actor(2, frozenset({R.REQUESTER, R.EXPERT}))

    assert access.audiences_of(both) == AUDIENCES[R.EXPERT]


def test_nobody_is_granted_to_be_a_visitor_or_the_system() -> None:
    assert set(GRANTABLE) == set(Role) - {R.VISITOR, R.SYSTEM}
    assert (VISITOR.id, SYSTEM.id) == (None, None)


codes = st.sampled_from([None, BORAS, LUND])
actors = st.builds(Actor, st.integers(1, 3), st.frozensets(st.sampled_from(GRANTABLE), min_size=1), codes)
tickets = st.builds(
    Ticket,
    requester_id=st.integers(1, 3),
    municipality_code=codes,
    sharing=st.sampled_from(Sharing),
    participant_ids=st.frozensets(st.integers(1, 3)),
    owner_id=st.sampled_from([None, 1, 2, 3]),
)


@given(actor=actors, ticket=tickets, permission=st.sampled_from([each for each in P if each.startswith("ticket:")]))
def test_whoever_holds_a_permission_for_a_ticket_has_a_role_for_it_and_reads_the_ticket(
    actor: Actor, ticket: Any, permission: Permission
) -> None:
    if not access.allows(actor, permission, ticket):
        return
    assert access.may_ever(actor, permission)
    if permission not in {P.TICKET_ASK, P.TICKET_FOLLOW}:
        assert access.allows(actor, P.TICKET_READ, ticket)


@given(
    actor=actors,
    ticket=tickets,
    permission=st.sampled_from([each for each in P if each.startswith("ticket:")]),
    role=st.sampled_from(GRANTABLE),
)
def test_a_further_role_never_takes_anything_away(
    actor: Actor, ticket: Any, permission: Permission, role: Role
) -> None:
    more = Actor(actor.id, actor.roles | {role}, actor.municipality)

    assert access.allows(more, permission, ticket) >= access.allows(actor, permission, ticket)
