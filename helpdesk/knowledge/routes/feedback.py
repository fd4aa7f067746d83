"""What readers wrote, for those who can do something about it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.knowledge.forms.view_words import FEEDBACK_VIEW
from helpdesk.knowledge.operations.follow_feedback import follow_feedback
from helpdesk.knowledge.operations.handle_feedback import handle_feedback
from helpdesk.knowledge.queries.feedback import FeedbackView, feedback_list
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm


@area.page("/mina-guider/synpunkter", access=Permission.ARTICLE_OWN)
def list_feedback() -> str:
    """List what readers wrote about one's own articles, or about one of them."""
    view, article_id = _asked()
    page = feedback_list(current_actor(), view, article_id, request.args.get("sida", ""))
    return render_template(
        "knowledge/list_feedback.html",
        page=page,
        view=view,
        views=[(each, url_for("knowledge.list_feedback", vy=each.value, artikel=article_id)) for each in FeedbackView],
        words=FEEDBACK_VIEW,
        article_id=article_id,
        button_form=lambda: HouseForm(formdata=None),
        earlier=_address(view, article_id, page.words.earlier),
        later=_address(view, article_id, page.words.later),
    )


@area.action("/mina-guider/synpunkter/<int:feedback_id>/klar", access=Permission.ARTICLE_WRITE)
def settle_feedback(feedback_id: int) -> ResponseReturnValue:
    """Note that nothing more is to be done about a reader's word."""
    handle_feedback(current_actor(), feedback_id, now=clock.now())
    flash(gettext("The comment is marked as done."), "success")
    return redirect(url_for("knowledge.list_feedback", artikel=_asked()[1]), 303)


@area.action("/mina-guider/synpunkter/<int:feedback_id>/andra", access=Permission.ARTICLE_WRITE)
def change_after_feedback(feedback_id: int) -> ResponseReturnValue:
    """Begin to change the article because of a reader's word, and go to the editor."""
    draft = follow_feedback(current_actor(), feedback_id, now=clock.now())
    return redirect(url_for("knowledge.edit_article", article_id=draft.article_id), 303)


def _asked() -> tuple[FeedbackView, int | None]:
    """Which view, and of which article; None for all of one's own."""
    view, article = request.args.get("vy", ""), request.args.get("artikel", "")
    is_number = article.isascii() and article.isdecimal() and len(article) < 19
    return FeedbackView(view) if view in set(FeedbackView) else FeedbackView.OPEN, int(article) if is_number else None


def _address(view: FeedbackView, article_id: int | None, cursor: str | None) -> str | None:
    return url_for("knowledge.list_feedback", vy=view.value, artikel=article_id, sida=cursor) if cursor else None
