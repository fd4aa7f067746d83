"""The page that leads to all that is administered."""

from dataclasses import dataclass
from typing import cast

from flask import current_app, render_template, url_for
from flask_babel import gettext

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_
from helpdesk.domain.permissions import Permission
from helpdesk.settings.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.areas import View, declared_access


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to administer: an endpoint, and what is done there."""

    name: str
    sentence: str
    endpoint: str
    icon: str


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that belong together."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An entry as its reader sees it."""

    name: str
    sentence: str
    href: str
    icon: str


SECTIONS = (
    Section(
        N_("People"),
        (
            Entry(
                N_("Users and permissions"),
                N_("Invite people, choose their roles, close accounts."),
                "accounts.list_accounts",
                "users",
            ),
            Entry(N_("Teams"), N_("Who handles which topics together."), "staff.list_teams", "handshake"),
            Entry(
                N_("Experts"),
                N_("What the model municipalities can help with."),
                "staff.list_experts",
                "graduation-cap",
            ),
        ),
    ),
    Section(
        N_("Content"),
        (
            Entry(N_("Topics"), N_("Names, order and what is no longer used."), "directory.list_topics", "tag"),
            Entry(
                N_("Municipalities"),
                N_("The register, and the e-mail domains that each municipality has."),
                "directory.list_municipalities",
                "building-2",
            ),
            Entry(
                N_("Canned replies"),
                N_("Texts that advisers answer with."),
                "canned_replies.list_canned_replies",
                "message-square",
            ),
            Entry(
                N_("Letters' texts"),
                N_("What is added to the letters that we send."),
                "settings.list_letter_texts",
                "mail",
            ),
        ),
    ),
    Section(
        N_("The service"),
        (
            Entry(
                N_("Settings"),
                N_("Name, contact, opening hours and the promised time for an answer."),
                "settings.show_settings",
                "settings",
            ),
            Entry(
                N_("Mailboxes"),
                N_("How letters are fetched, and letters that could not be read."),
                "mailroom.list_mailboxes",
                "inbox",
            ),
            Entry(N_("Event log"), N_("Who has done what, and when."), "upkeep.show_journal", "history"),
        ),
    ),
)
"""All that there may be; each reader sees what is there and is theirs."""


@area.page("/admin", access=Permission.ADMINISTRATION_READ)
def show_administration() -> str:
    """Show what the reader can administer."""
    actor = current_actor()
    sections = [
        (gettext(each.name), [_card(entry) for entry in each.entries if _is_for(actor, entry)]) for each in SECTIONS
    ]
    return render_template(
        "settings/show_administration.html", sections=[(name, cards) for name, cards in sections if cards]
    )


def _is_for(actor: Actor, entry: Entry) -> bool:
    view = current_app.view_functions.get(entry.endpoint)
    needed = declared_access(cast("View", view)) if view else None
    return needed is not None and access.may_ever(actor, needed)


def _card(entry: Entry) -> Card:
    return Card(gettext(entry.name), gettext(entry.sentence), url_for(entry.endpoint), entry.icon)
