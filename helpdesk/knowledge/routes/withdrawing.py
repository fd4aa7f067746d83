"""Taking an article from its readers."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.knowledge.forms.review import WithdrawForm
from helpdesk.knowledge.operations.archive_article import archive_article
from helpdesk.knowledge.queries.writing import writing_page
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor


@area.page("/redigera/<int:article_id>/arkivera", access=Permission.ARTICLE_PUBLISH)
def withdraw_article(article_id: int, refused: DomainError | None = None) -> str:
    """Ask why, and where readers go on."""
    page = writing_page(current_actor(), article_id, swedish_day(clock.now()))
    form = WithdrawForm() if request.method == "POST" else WithdrawForm(formdata=None)
    if request.method == "POST":
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    return render_template(
        "knowledge/withdraw_article.html",
        page=page,
        form=form,
        refused=None if isinstance(refused, InputError) else refused,
    )


@area.action("/redigera/<int:article_id>/arkivera", access=Permission.ARTICLE_PUBLISH, again=withdraw_article)
def withdraw_article_now(article_id: int) -> ResponseReturnValue:
    """Take the article from its readers."""
    form = WithdrawForm()
    if not form.validate():
        return withdraw_article(article_id), 422
    archive_article(
        current_actor(),
        article_id,
        reason=form.typed("reason"),
        successor_slug=form.successor_slug,
        now=clock.now(),
    )
    flash(gettext("The article is archived. Readers see why, and where to go on."), "success")
    return redirect(url_for("knowledge.edit_article", article_id=article_id), 303)
