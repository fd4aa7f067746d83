"""One's notices.

Opening one makes it read, which is a change: so a new notice is opened by a button, and one that was read by a link.
"""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.notifications.forms.reading import SeenForm
from helpdesk.notifications.operations.read_notices import read_all_notices, read_notice
from helpdesk.notifications.queries.notices import NoticeLine, newest_unread, own_notice, own_notices
from helpdesk.notifications.routes.area import area
from helpdesk.web.actor import current_actor


@area.page("/aviseringar", access=Permission.NOTICE_OWN)
def list_notices() -> str:
    """Show what has happened, the newest first."""
    actor = current_actor()
    page = own_notices(actor, request.args.get("sida", ""))
    newest = newest_unread(actor)
    return render_template(
        "notifications/list_notices.html",
        notices=[(notice, _address(notice)) for notice in page.items],
        seen_form=SeenForm(formdata=None, up_to=str(newest)) if newest else None,
        earlier=_beside(page.earlier),
        later=_beside(page.later),
    )


@area.action("/aviseringar/lasta", access=Permission.NOTICE_OWN)
def read_all() -> ResponseReturnValue:
    """Make all notices read that were there when the page was opened."""
    read_all_notices(current_actor(), SeenForm().seen, now=clock.now())
    flash(gettext("All notices are marked as read."), "success")
    return redirect(url_for("notifications.list_notices"), 303)


@area.action("/aviseringar/<int:notice_id>", access=Permission.NOTICE_OWN)
def open_notice(notice_id: int) -> ResponseReturnValue:
    """Make a notice read, and lead to what it is about; back to the list where that is not to be seen any more."""
    notice = own_notice(current_actor(), notice_id)
    read_notice(current_actor(), notice_id, now=clock.now())
    return redirect(_address(notice) or url_for("notifications.list_notices"), 303)


def _address(notice: NoticeLine) -> str | None:
    if notice.thing is None:
        return None
    endpoint, values = notice.thing.page_for(notice.event)
    return url_for(endpoint, **values)


def _beside(cursor: str | None) -> str | None:
    return url_for("notifications.list_notices", sida=cursor) if cursor else None
