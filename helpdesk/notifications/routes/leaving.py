"""Where a letter that one can do without is turned off: by its reader, or by a mail program in one click (RFC 8058)."""

from flask import render_template
from flask.typing import ResponseReturnValue

from helpdesk.domain.errors import HiddenError
from helpdesk.domain.letters import KINDS
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.notifications.operations.leave import leave as leave_letter
from helpdesk.notifications.routes.area import area
from helpdesk.web.leaving import read_leave_token


@area.page("/aviseringar/avsta/<token>", access=Permission.PAGE_READ)
def leave(token: str) -> str:
    """Show which letters are turned off, and the button. A mail scanner that opens the address changes nothing."""
    _, letter = _read(token)
    return render_template("notifications/leave.html", token=token, letter=KINDS[letter])


@area.action("/aviseringar/avsta/<token>", access=Permission.PAGE_READ, is_signed=True)
def leave_now(token: str) -> ResponseReturnValue:
    """Turn them off; answered with a page, since RFC 8058, 3.1, wants no redirect."""
    account_id, letter = _read(token)
    leave_letter(account_id, letter, now=clock.now())
    return render_template("notifications/left.html", letter=KINDS[letter])


def _read(token: str) -> tuple[int, str]:
    """The account and the kind of letter. Raises HiddenError for a token that we did not make."""
    read = read_leave_token(token)
    if read is None or read[1] not in KINDS:
        raise HiddenError
    return read
