"""The mailboxes: how they are fetched, where their letters belong; and the letters in quarantine."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.directory.queries.topics import topic_options
from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.kit.mailboxes.address import FolderAddress, MailboxAddress
from helpdesk.mailroom.forms import words
from helpdesk.mailroom.forms.mailbox import MailboxTopicForm
from helpdesk.mailroom.operations.quarantine import dismiss, retry
from helpdesk.mailroom.operations.set_mailbox_topic import set_mailbox_topic
from helpdesk.mailroom.queries.mailboxes import MailboxLine, mailbox_lines, quarantined_letter, quarantined_letters
from helpdesk.mailroom.queries.shown import NOBODY, head_for
from helpdesk.mailroom.routes.area import area
from helpdesk.mailroom.routes.reading import head_of
from helpdesk.mailroom.tasks.fetch import mailboxes
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm
from helpdesk.web.i18n import chosen_language


@area.page("/admin/brevlador", access=Permission.MAILBOX_MANAGE)
def list_mailboxes(name: str = "", refused: DomainError | None = None) -> str:
    """Show how the mailboxes are fetched, and what lies in quarantine. `name`: the mailbox whose form was refused."""
    actor = current_actor()
    lines = mailbox_lines(actor, tuple(each.name for each in mailboxes()))
    page = quarantined_letters(actor, request.args.get("sida", ""))
    return render_template(
        "mailroom/list_mailboxes.html",
        mailboxes=[(line, _form(line)) for line in lines],
        places={each.name: _place(each) for each in mailboxes()},
        letters=page.items,
        earlier=_beside(page.earlier),
        later=_beside(page.later),
        button_form=HouseForm(formdata=None),
        refused=refused,
        refused_name=name,
        words=words,
    )


@area.action("/admin/brevlador/<name>/amne", access=Permission.MAILBOX_MANAGE, again=list_mailboxes)
def save_mailbox_topic(name: str) -> ResponseReturnValue:
    """Say which topic the mailbox's letters have."""
    is_set = name in {each.name for each in mailboxes()}
    set_mailbox_topic(current_actor(), name, MailboxTopicForm().chosen, is_set=is_set, now=clock.now())
    flash(gettext("The topic is saved. It holds for tickets that are opened from now on."), "success")
    return redirect(url_for("mailroom.list_mailboxes"), 303)


@area.page("/admin/brevlador/karantan/<int:letter_id>", access=Permission.MAILBOX_MANAGE)
def show_quarantined_letter(letter_id: int) -> str:
    """Show the head of a letter in quarantine, and nothing of what was written."""
    letter = quarantined_letter(current_actor(), letter_id)
    head = head_of(letter.raw_key)
    return render_template(
        "mailroom/show_quarantined_letter.html",
        letter=letter,
        head=head and head_for(current_actor(), NOBODY, head),
        button_form=HouseForm(formdata=None),
        words=words,
    )


@area.action("/admin/brevlador/karantan/<int:letter_id>/forsok-igen", access=Permission.MAILBOX_MANAGE)
def retry_letter(letter_id: int) -> ResponseReturnValue:
    """Let the letter be read and filed anew."""
    retry(current_actor(), letter_id, now=clock.now())
    flash(gettext("The letter is tried again within a minute. If it fails, it comes back here."), "success")
    return redirect(url_for("mailroom.list_mailboxes", _anchor="karantan"), 303)


@area.action("/admin/brevlador/karantan/<int:letter_id>/lagg-at-sidan", access=Permission.MAILBOX_MANAGE)
def dismiss_letter(letter_id: int) -> ResponseReturnValue:
    """Let the letter lie in quarantine no more."""
    dismiss(current_actor(), letter_id, now=clock.now())
    flash(gettext("The letter is put aside."), "success")
    return redirect(url_for("mailroom.list_mailboxes", _anchor="karantan"), 303)


def _form(line: MailboxLine) -> MailboxTopicForm:
    form = MailboxTopicForm(formdata=None, topic=line.topic_code or "")
    form.offer(topic_options(chosen_language()), line.topic_code or "", line.name)
    return form


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mailbox is, without user and password, and when it is fetched, as a sentence to be translated."""

    where: str
    fetched: str


def _place(address: MailboxAddress) -> _Place:
    if isinstance(address, FolderAddress):
        return _Place(gettext("folder %(name)s", name=address.path.name), words.FETCHED_BY_THE_MINUTE)
    return _Place(f"{address.host}, {address.folder}", words.FETCHED_AT_ONCE)


def _beside(cursor: str | None) -> str | None:
    return url_for("mailroom.list_mailboxes", sida=cursor, _anchor="karantan") if cursor else None
