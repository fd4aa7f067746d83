"""Reviewing: the queue, one text with all that speaks for and against it, and what the reviewer decides."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.access import may_ever
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.knowledge.forms.review import JudgeForm
from helpdesk.knowledge.operations.comment_revision import comment_revision
from helpdesk.knowledge.operations.confirm_masking import confirm_masking
from helpdesk.knowledge.operations.publish_revision import publish_revision
from helpdesk.knowledge.operations.send_back import send_back
from helpdesk.knowledge.queries.review_page import ReviewPage, review_page
from helpdesk.knowledge.queries.reviewing import reviews
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language


@area.page("/granska", access=Permission.ARTICLE_PUBLISH)
def list_reviews() -> str:
    """List what waits for review, what has waited longest first."""
    page = reviews(current_actor(), request.args.get("sida", ""))
    return render_template(
        "knowledge/list_reviews.html", rows=page.items, earlier=_address(page.earlier), later=_address(page.later)
    )


@area.page("/granska/<int:article_id>", access=Permission.ARTICLE_WRITE)
def review_article(article_id: int, refused: DomainError | None = None) -> str:
    """Show the text as readers will see it, with what differs, what was said and what stops it; its authors see it too."""
    page = review_page(current_actor(), article_id, swedish_day(clock.now()), chosen_language())
    form = JudgeForm() if request.method == "POST" else JudgeForm(formdata=None)
    if request.method == "POST":
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    form.version.data = page.seen
    return render_template(
        "knowledge/review_article.html",
        page=page,
        form=form,
        button_form=lambda: _button(page),
        crumbs=_crumbs(),
        refused=None if isinstance(refused, InputError) else refused,
    )


@area.action("/granska/<int:article_id>/publicera", access=Permission.ARTICLE_PUBLISH, again=review_article)
def publish_article(article_id: int) -> ResponseReturnValue:
    """Let readers see the text, and go to it."""
    made = publish_revision(current_actor(), article_id, seen=JudgeForm().seen, now=clock.now())
    flash(gettext("The article is published."), "success")
    return redirect(url_for("knowledge.show_article", slug=made.slug), 303)


@area.action("/granska/<int:article_id>/skicka-tillbaka", access=Permission.ARTICLE_PUBLISH, again=review_article)
def send_back_article(article_id: int) -> ResponseReturnValue:
    """Give the text back to its author with what has to be changed."""
    form = JudgeForm()
    if not form.validate():
        return review_article(article_id), 422
    send_back(current_actor(), article_id, form.typed("comment") or "", seen=form.seen, now=clock.now())
    flash(gettext("The guide is sent back. Its author reads your comment."), "success")
    return redirect(url_for("knowledge.list_reviews"), 303)


@area.action("/granska/<int:article_id>/kommentera", access=Permission.ARTICLE_WRITE, again=review_article)
def comment_article(article_id: int) -> ResponseReturnValue:
    """Say something about the text, without deciding."""
    form = JudgeForm()
    if not form.validate():
        return review_article(article_id), 422
    comment_revision(current_actor(), article_id, form.typed("comment") or "", now=clock.now())
    flash(gettext("The comment is saved."), "success")
    return redirect(url_for("knowledge.review_article", article_id=article_id, _anchor="kommentarer"), 303)


@area.action("/granska/<int:article_id>/maskning", access=Permission.ARTICLE_PUBLISH, again=review_article)
def confirm_article_masking(article_id: int) -> ResponseReturnValue:
    """Note that nobody can be recognised in the text."""
    confirm_masking(current_actor(), article_id, seen=JudgeForm().seen, now=clock.now())
    flash(gettext("The masking is confirmed."), "success")
    return redirect(url_for("knowledge.review_article", article_id=article_id), 303)


def _crumbs() -> list[tuple[str, str]]:
    """The list that the reader comes from: reviewers have one that authors don't."""
    if may_ever(current_actor(), Permission.ARTICLE_PUBLISH):
        return [(gettext("Articles to review"), url_for("knowledge.list_reviews"))]
    return [(gettext("My guides"), url_for("knowledge.list_my_guides"))]


def _button(page: ReviewPage) -> JudgeForm:
    """A form of its own for a button that stands alone, with its own once key."""
    form = JudgeForm(formdata=None)
    form.version.data = page.seen
    return form


def _address(cursor: str | None) -> str | None:
    return url_for("knowledge.list_reviews", sida=cursor) if cursor else None
