"""Articles that want attention, and the note that one of them is still right."""

from collections.abc import Iterable
from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.access import may_ever
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.knowledge.forms.review import ConfirmReviewForm
from helpdesk.knowledge.forms.view_words import DUE_VIEW
from helpdesk.knowledge.operations.confirm_review import confirm_review
from helpdesk.knowledge.queries.freshness import DueArticle, DueView, due_articles, due_counts
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor

A_YEAR = timedelta(days=365)


@area.page("/artiklar-att-se-over", access=Permission.ARTICLE_OWN)
def list_due_articles(article_id: int | None = None, refused: DomainError | None = None) -> str:
    """List the articles that want attention; `article_id` is the one whose form was just sent, and `refused` why in vain."""
    actor, today = current_actor(), swedish_day(clock.now())
    view = _asked()
    page = due_articles(actor, view, today, request.args.get("sida", ""))
    sent = _sent(article_id, refused) if article_id is not None else None
    return render_template(
        "knowledge/list_due_articles.html",
        rows=page.items,
        view=view,
        views=[(each, url_for("knowledge.list_due_articles", vy=each.value)) for each in DueView],
        counts=due_counts(actor, today),
        words=DUE_VIEW,
        forms=_forms(page.items, today) | ({article_id: sent} if sent else {}),
        form=sent,
        refused=None if isinstance(refused, InputError) else refused,
        may_archive=may_ever(actor, Permission.ARTICLE_PUBLISH),
        here=request.args.get("sida"),
        earlier=_address(view, page.earlier),
        later=_address(view, page.later),
    )


@area.action(
    "/artiklar-att-se-over/<int:article_id>/granskad", access=Permission.ARTICLE_WRITE, again=list_due_articles
)
def mark_as_reviewed(article_id: int) -> ResponseReturnValue:
    """Note that the article was read again and is right."""
    form = ConfirmReviewForm()
    if not form.validate():
        return list_due_articles(article_id), 422
    confirm_review(current_actor(), article_id, review_by=form.typed("review_by"), now=clock.now())
    flash(gettext("The article is marked as reviewed."), "success")
    return redirect(url_for("knowledge.list_due_articles", vy=_asked().value), 303)


def _asked() -> DueView:
    asked = request.args.get("vy", "")
    return DueView(asked) if asked in set(DueView) else DueView.DATE


def _forms(rows: Iterable[DueArticle], today: date) -> dict[int, ConfirmReviewForm]:
    forms = {row.id: ConfirmReviewForm(formdata=None, review_by=today + A_YEAR) for row in rows}
    for article_id, form in forms.items():
        form.name_after(article_id)
    return forms


def _sent(article_id: int, refused: DomainError | None) -> ConfirmReviewForm:
    form = ConfirmReviewForm()
    form.name_after(article_id)
    form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    return form


def _address(view: DueView, cursor: str | None) -> str | None:
    return url_for("knowledge.list_due_articles", vy=view.value, sida=cursor) if cursor else None
