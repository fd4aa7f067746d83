"""Canned replies in the composer: offered as they fit the ticket, laid into what is being written."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.canned_replies.queries.offered import OfferedReply, offered_replies, reply_text
from helpdesk.directory.queries.topics import SWEDISH, topics_by_code
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.placeholders import filled, within_sentence
from helpdesk.domain.reuse import with_part
from helpdesk.kit import clock
from helpdesk.tickets.forms.composer import ComposerForm
from helpdesk.tickets.queries.desk import DeskPage, desk_page
from helpdesk.tickets.routes.area import area
from helpdesk.web.actor import current_actor, current_person
from helpdesk.web.i18n import chosen_language
from helpdesk.web.selects import grouped


@area.lookup("/arenden/<reference>/svarsmall", access=Permission.TICKET_NOTE)
def fill_canned_reply(reference: str) -> ResponseReturnValue:
    """Give the text of the chosen canned reply, filled for the ticket, to the script that lays it at the cursor."""
    page = desk_page(current_actor(), reference, language=chosen_language(), now=clock.now())
    text = _filled(page, ComposerForm().chosen_reply)
    if text is None:
        raise HiddenError
    return text, 200, {"Content-Type": "text/plain; charset=utf-8"}


def offer_canned(form: ComposerForm, page: DeskPage) -> None:
    """Fill in which canned replies can be chosen: those of the ticket's topics first."""
    offered = offered_replies(page.topics)
    groups = {
        gettext("The ticket's topics"): offered.near,
        gettext("All topics"): offered.general,
        gettext("Other topics"): offered.others,
    }
    form.canned.choices = grouped(
        gettext("Choose a canned reply"), {name: _pairs(replies) for name, replies in groups.items() if replies}
    )


def insert_canned(form: ComposerForm, page: DeskPage) -> None:
    """Lay the chosen canned reply into what was written, where its button was pressed."""
    if "insert_canned" not in request.form:
        return
    text = _filled(page, form.chosen_reply)
    if text is None:
        form.canned.errors = [gettext("Choose a canned reply in the list.")]
        return
    form.text.data = with_part(form.text.data or "", text)
    form.note_use()


def _filled(page: DeskPage, reply_id: int | None) -> str | None:
    """The canned reply with the ticket's words in its places; None where there is none to choose."""
    text = reply_text(reply_id) if reply_id is not None else None
    if text is None:
        return None
    main = page.topics[:1]
    topics = topics_by_code(main, SWEDISH)
    person = current_person()
    return filled(
        text,
        {
            "förnamn": page.requester.name.partition(" ")[0],
            "kommun": page.municipality.name if page.municipality else "",
            "ärendenummer": page.reference,
            "ämne": within_sentence(topics[main[0]].name) if topics else "",
            "rådgivare": person.name if person else "",
        },
    )


def _pairs(replies: tuple[OfferedReply, ...]) -> list[tuple[str, str]]:
    return [(str(reply.id), reply.title) for reply in replies]
