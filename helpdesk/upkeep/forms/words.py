"""What the event log reads like."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, ngettext

from helpdesk.domain.accounts import ROLE_NAMES
from helpdesk.domain.actor import Role
from helpdesk.domain.happenings import BY_NAME, THINGS
from helpdesk.upkeep.queries.journal import Event
from helpdesk.upkeep.queries.things import Thing


def sentence(event: Event) -> str:
    """What happened."""
    return gettext(BY_NAME[event.kind]) if event.kind in BY_NAME else event.kind


def detail(event: Event) -> str:
    """What there is to add: roles, domains, a municipality, how many. Empty for most; never what somebody wrote."""
    told = _DETAILS.get(event.kind)
    return told(event) if told else ""


def doer(event: Event) -> str:
    """Who did it."""
    if event.actor_id is None:
        return gettext("The system or a visitor")
    return event.actor or gettext("Person %(number)d", number=event.actor_id)


def thing_words(thing: Thing) -> str:
    """What it is about: what it is, and which one."""
    kind = gettext(THINGS[thing.kind]) if thing.kind in THINGS else thing.kind
    if thing.name:
        return f"{kind} {thing.name}"
    return f"{kind} {thing.number}" if thing.number else kind


def _roles(event: Event) -> str:
    before, after = (_role_names(event.details.get(name, ())) for name in ("roles_from", "roles_to"))
    return gettext("From %(before)s to %(after)s", before=before, after=after)


def _role_names(held: Any) -> str:  # noqa: ANN401  as the journal's JSON has it
    names = [gettext(ROLE_NAMES[role]) for role in Role if role.value in held and role in ROLE_NAMES]
    return ", ".join(names) or gettext("none")


def _domains(event: Event) -> str:
    added, removed = (", ".join(event.details.get(name, ())) for name in ("added", "removed"))
    told = []
    if added:
        told.append(gettext("Added: %(domains)s", domains=added))
    if removed:
        told.append(gettext("Removed: %(domains)s", domains=removed))
    return " ".join(told)


def _place(event: Event) -> str:
    return event.place


def _tickets(event: Event) -> str:
    number = len(event.details.get("ticket_ids", ()))
    return ngettext("%(num)d ticket", "%(num)d tickets", number)


def _rows(event: Event) -> str:
    return ngettext("%(num)d event", "%(num)d events", int(event.details.get("rows", 0)))


_DETAILS: Mapping[str, Callable[[Event], str]] = {
    "JournalExported": _rows,
    "MailDomainsChanged": _domains,
    "ManyChanged": _tickets,
    "MunicipalityConfirmed": _place,
    "MunicipalityUnconfirmed": _place,
    "RolesChanged": _roles,
}
