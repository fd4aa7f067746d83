"""Who is acting: a plain value, detached from the database and from the web."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may be; a person can be several."""

    VISITOR = "visitor"
    REQUESTER = "requester"
    MUNICIPAL_CONTACT = "municipal_contact"
    EXPERT = "expert"
    ADVISER = "adviser"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"
    """The worker's own jobs: never a person, never granted."""


GRANTABLE = tuple(role for role in Role if role not in {Role.VISITOR, Role.SYSTEM})
"""The roles that an account can hold."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, a mail or a job.

    `id` is None for a visitor and for the system; `municipality` is the four-digit code of Statistics Sweden, set only
    when somebody with the right to it has confirmed that the person works there: the domain of an address proposes a
    municipality but gives no access.
    """

    id: int | None
    roles: frozenset[Role]
    municipality: str | None = None


VISITOR = Actor(id=None, roles=frozenset({Role.VISITOR}))
SYSTEM = Actor(id=None, roles=frozenset({Role.SYSTEM}))
