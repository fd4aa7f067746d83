"""The ticket's page for those who ask, with its forms as far as they were filled in."""

from dataclasses import dataclass

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.lifecycle import Status
from helpdesk.kit import clock
from helpdesk.kit.markup import render
from helpdesk.tickets.forms import words
from helpdesk.tickets.forms.following import CloseForm, RatingForm, ReopenForm, ShareForm
from helpdesk.tickets.forms.reply import ReplyForm
from helpdesk.tickets.operations.attach import MOST_FILES
from helpdesk.tickets.queries.portal import PortalPage, portal_page
from helpdesk.tickets.queries.waiting import closes_at
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm
from helpdesk.web.i18n import chosen_language
from helpdesk.web.site import site

NOTHING: MultiDict[str, str] = MultiDict()


@dataclass(frozen=True, slots=True)
class Forms:
    """Every form of the page."""

    reply: ReplyForm
    share: ShareForm
    close: CloseForm
    reopen: ReopenForm
    rating: RatingForm


def portal_view(reference: str, refused: DomainError | None = None, sent: HouseForm | None = None) -> str:
    """Show the page. Where a form was `sent` in vain it stands as it was typed; a rule's refusal stands above."""
    page = portal_page(current_actor(), reference, language=chosen_language(), now=clock.now())
    if refused is not None and sent is None:
        sent = _posted(page)
    if isinstance(refused, InputError) and sent is not None:
        sent.refuse(refused)
        refused = None
    return render_template(
        "tickets/show_ticket_portal.html",
        page=page,
        closes_at=closes_at(page.last_event_at, site().promise.calendar) if page.status is Status.ANSWERED else None,
        forms=_forms(page, sent),
        form=sent,
        words=words,
        render=render,
        refused=refused,
        most_files=MOST_FILES,
    )


def share_form(page: PortalPage) -> ShareForm:
    """The sharing form as it was posted."""
    return ShareForm([(each.id, each.name) for each in page.shared.colleagues])


def _posted(page: PortalPage) -> HouseForm | None:
    """The form that was posted and refused."""
    match request.endpoint:
        case "tickets.reply_to_ticket":
            return ReplyForm()
        case "tickets.share_ticket":
            return share_form(page)
        case "tickets.close_own_ticket":
            return CloseForm()
        case "tickets.rate_ticket":
            return RatingForm()
    return None


def _forms(page: PortalPage, sent: HouseForm | None) -> Forms:
    fresh = {"meta": {"csrf": False}, "formdata": NOTHING}
    colleagues = [(each.id, each.name) for each in page.shared.colleagues]
    given = page.rating
    sharing = {"sharing": page.shared.sharing.value, "named": page.shared.named}
    rating = {"rating": str(given.rating), "comment": given.text} if given else {}
    return Forms(
        reply=sent if isinstance(sent, ReplyForm) else ReplyForm(data={"text": page.reply_draft}, **fresh),
        share=sent if isinstance(sent, ShareForm) else ShareForm(colleagues, data=sharing, **fresh),
        close=sent if isinstance(sent, CloseForm) else CloseForm(**fresh),
        reopen=ReopenForm(**fresh),
        rating=sent if isinstance(sent, RatingForm) else RatingForm(data=rating, **fresh),
    )
