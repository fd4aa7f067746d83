"""The event log: who did what, when and on what."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.access import may_ever
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import SWEDEN, swedish_day
from helpdesk.kit import clock, paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Page
from helpdesk.kit.sheets import CSV, csv_in_parts
from helpdesk.upkeep.forms import words
from helpdesk.upkeep.forms.journal import JournalForm
from helpdesk.upkeep.operations.export_journal import Copy, export_journal
from helpdesk.upkeep.queries.journal import MOST, Event, event_batches, event_page
from helpdesk.upkeep.queries.things import Thing
from helpdesk.upkeep.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm

PAGES = {
    "account": ("accounts.show_account", "id_", Permission.ACCOUNT_ADMINISTER),
    "article": ("knowledge.edit_article", "article_id", Permission.ARTICLE_PUBLISH),
    "canned_reply": ("canned_replies.show_canned_reply", "id_", Permission.CANNED_REPLY_WRITE),
    "municipality": ("directory.show_municipality", "code", Permission.MUNICIPALITY_MANAGE),
    "team": ("staff.show_team", "team_id", Permission.STAFF_MANAGE),
    "ticket": ("tickets.show_ticket", "reference", Permission.TICKET_READ),
    "topic": ("directory.show_topic", "code", Permission.TOPIC_MANAGE),
}
"""By a thing's kind its page, what the page's address holds, and who may open it; a ticket's key is only there for its readers."""


NOTHING: Page[Event] = Page((), None, None)
"""What a filter that can't be shows."""


@area.page("/admin/handelselogg", access=Permission.JOURNAL_READ)
def show_journal() -> str:
    """Show the event log, or what fits the filter."""
    form = JournalForm(request.args)
    return _shown(form, _page(form) if form.validate() else NOTHING)


@area.action("/admin/handelselogg/hamta", access=Permission.JOURNAL_READ)
def export_events() -> ResponseReturnValue:
    """Send what fits the filter as a file, and remember that it was sent."""
    form = JournalForm(request.form)
    if not form.validate():
        return _shown(form, NOTHING), 422
    actor, now = current_actor(), clock.now()
    copy = export_journal(actor, form.wanted(), now=now)
    name = f"handelselogg-{swedish_day(now).isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(stream_with_context(_file(actor, copy)), content_type=CSV, headers=headers)


def _page(form: JournalForm) -> Page[Event]:
    place = request.args.get("sida")
    try:
        return event_page(current_actor(), form.wanted(), paging.decode(place) if place else None)
    except paging.BadCursorError:
        raise HiddenError from None


def _shown(form: JournalForm, page: Page[Event]) -> str:
    actor, kept = current_actor(), form.kept()
    return render_template(
        "upkeep/show_journal.html",
        form=form,
        events=[(each, _href(actor, each.thing)) for each in page.items],
        words=words,
        kept=kept,
        most=MOST,
        export_form=HouseForm(formdata=None),
        earlier=_address(kept, page.earlier),
        later=_address(kept, page.later),
    )


def _address(kept: Mapping[str, Any], cursor: str | None) -> str | None:
    return url_for("upkeep.show_journal", **kept, sida=cursor) if cursor else None


def _href(actor: Actor, thing: Thing) -> str:
    """The address of the thing's page, where there is one that the actor may open."""
    if not thing.key or thing.kind not in PAGES:
        return ""
    endpoint, argument, needed = PAGES[thing.kind]
    named: dict[str, Any] = {argument: thing.key}
    return url_for(endpoint, **named) if may_ever(actor, needed) else ""


def _file(actor: Actor, copy: Copy) -> Iterator[bytes]:
    """The copy, written while it is sent; what was read is let go of at its end, as after every page."""
    headings = (gettext("Time"), gettext("Who"), gettext("Event"), gettext("About"), gettext("Details"))
    batches = event_batches(actor, copy.wanted, newest=copy.newest)
    try:
        yield from csv_in_parts(headings, (map(_row, events) for events in batches))
    finally:
        db.session.rollback()


def _row(event: Event) -> tuple[str, ...]:
    at = event.at.astimezone(SWEDEN).strftime("%Y-%m-%d %H:%M:%S")
    return at, words.doer(event), words.sentence(event), words.thing_words(event.thing), words.detail(event)
