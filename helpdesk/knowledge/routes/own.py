"""A person's own articles."""

from flask import render_template, request, url_for

from helpdesk.domain.access import may_ever
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.knowledge.forms.view_words import OWN_VIEW
from helpdesk.knowledge.queries.feedback import open_feedback
from helpdesk.knowledge.queries.own import OwnView, own_articles, own_counts
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor


@area.page("/mina-guider", access=Permission.ARTICLE_OWN)
def list_my_guides() -> str:
    """List one's own articles: where they stand, and what readers say of them."""
    actor, today = current_actor(), swedish_day(clock.now())
    asked = request.args.get("vy", "")
    view = OwnView(asked) if asked in set(OwnView) else OwnView.ALL
    page = own_articles(actor, view, today, request.args.get("sida", ""))
    return render_template(
        "knowledge/list_my_guides.html",
        guides=page.items,
        view=view,
        views=[(each, url_for("knowledge.list_my_guides", vy=each.value)) for each in OwnView],
        counts=own_counts(actor),
        words=OWN_VIEW,
        may_review=may_ever(actor, Permission.ARTICLE_PUBLISH),
        open_feedback=open_feedback(actor),
        earlier=_address(view, page.earlier),
        later=_address(view, page.later),
    )


def _address(view: OwnView, cursor: str | None) -> str | None:
    return url_for("knowledge.list_my_guides", vy=view.value, sida=cursor) if cursor else None
