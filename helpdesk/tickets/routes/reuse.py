"""From ticket to article: choose what goes in, mask what points somebody out, begin the draft."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.kit.markup import prose
from helpdesk.knowledge.models import ArticleKind
from helpdesk.knowledge.operations.drafting import DraftText, review_day
from helpdesk.tickets.forms.reuse import MaskForm, ReuseForm
from helpdesk.tickets.forms.reuse_words import SOURCE
from helpdesk.tickets.operations.make_article import make_article
from helpdesk.tickets.queries.articles_made import articles_made_of, origin_of
from helpdesk.tickets.queries.desk import DeskPage, desk_page
from helpdesk.tickets.queries.reuse import ReusePage, reuse_page
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.masking import settle, title_of
from helpdesk.tickets.routes.similar import asked_in, similar_answers
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language


@area.page("/arenden/<reference>/artikel", access=Permission.TICKET_REUSE)
def reuse_ticket(reference: str) -> str:
    """Show articles that are near the ticket first, then what of it can become one of its own."""
    page = _desk_page(reference)
    return _chooser(page, reuse_page(current_actor(), page), is_checked=False)


@area.lookup("/arenden/<reference>/artikel", access=Permission.TICKET_REUSE)
def choose_for_article(reference: str) -> ResponseReturnValue:
    """Show the choice again, with what was chosen."""
    return reuse_ticket(reference)


@area.lookup("/arenden/<reference>/artikel/maskera", access=Permission.TICKET_REUSE)
def mask_article(reference: str) -> ResponseReturnValue:
    """Show what may point somebody out in the chosen messages, and the text as it is with the choices that were made."""
    page = _desk_page(reference)
    reuse = reuse_page(current_actor(), page)
    form = ReuseForm()
    form.offer(reuse.messages, reuse.owners)
    is_begun = "text" in request.form and form.message_ids
    if not is_begun and not form.validate():
        return _chooser(page, reuse, is_checked=True), 422
    return _masker(reuse)


def masker_again(reference: str, refused: DomainError | None = None) -> str:
    """The masking step with all that was typed, and why the draft was refused."""
    return _masker(reuse_page(current_actor(), _desk_page(reference)), is_checked=True, refused=refused)


@area.action("/arenden/<reference>/artikel/skapa", access=Permission.TICKET_REUSE, again=masker_again)
def make_article_of_ticket(reference: str) -> ResponseReturnValue:
    """Begin the draft; where something is left in it that was not shown before, show that first."""
    page = reuse_page(current_actor(), _desk_page(reference))
    form = _mask_form(page)
    masked = settle(form, page)
    if not form.validate() or (masked.left and not masked.is_warned):
        return _masker(page, is_checked=True, is_stopped=True), 422
    article_id = make_article(
        current_actor(), reference, _draft(form, page), owner_id=int(form.typed("owner")), now=clock.now()
    )
    flash(gettext("The draft is made. Somebody else must confirm the masking before it is published."), "success")
    return redirect(url_for("knowledge.edit_article", article_id=article_id), 303)


@area.page("/arenden/av-artikel/<int:article_id>", access=Permission.TICKET_READ)
def show_origin(article_id: int) -> ResponseReturnValue:
    """Lead the desk from an article to the ticket that it was made of; for others there is no such page."""
    return redirect(url_for("tickets.show_ticket", reference=origin_of(current_actor(), article_id)), 303)


def _desk_page(reference: str) -> DeskPage:
    return desk_page(current_actor(), reference, language=chosen_language(), now=clock.now())


def _chooser(page: DeskPage, reuse: ReusePage, *, is_checked: bool) -> str:
    """The first step."""
    is_sent = request.method == "POST"
    form = ReuseForm() if is_sent else ReuseForm(formdata=None, title=title_of(reuse))
    form.offer(reuse.messages, reuse.owners)
    if not is_sent:
        form.messages.data = [str(message.id) for message in reuse.messages if message.is_proposed]
        form.owner.data = str(reuse.owners[0].id)
    if is_checked:
        form.validate()
    return render_template(
        "tickets/reuse_ticket.html",
        page=reuse,
        form=form,
        similar=similar_answers(current_actor(), *asked_in(page)),
        made=articles_made_of(reuse.reference),
        excerpts={message.id: _excerpt(message.text) for message in reuse.messages},
        sources=SOURCE,
    )


def _masker(
    page: ReusePage, *, is_checked: bool = False, is_stopped: bool = False, refused: DomainError | None = None
) -> str:
    """The second step."""
    form = _mask_form(page)
    masked = settle(form, page)
    if is_checked:
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    return render_template(
        "tickets/mask_article.html",
        page=page,
        form=form,
        masked=masked,
        is_stopped=is_stopped and masked.left and not form.errors,
        refused=None if isinstance(refused, InputError) else refused,
    )


def _mask_form(page: ReusePage) -> MaskForm:
    form = MaskForm()
    form.offer(page.messages, page.owners)
    return form


def _draft(form: MaskForm, page: ReusePage) -> DraftText:
    return DraftText(
        title=form.typed("title"),
        short_answer=form.typed("short_answer") or "",
        body=form.typed("text"),
        kind=ArticleKind(form.typed("kind")),
        topics=page.topics,
        phases=(page.phase,) if page.phase else (),
        review_by=review_day(clock.now()),
    )


def _excerpt(text: str, longest: int = 240) -> str:
    whole = " ".join(prose(text).split())
    return whole if len(whole) <= longest else whole[:longest].rpartition(" ")[0] + " …"
