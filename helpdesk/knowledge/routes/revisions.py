"""An article's revisions: the list, what one of them changed, and back to an earlier text."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.knowledge.operations.restore import restore
from helpdesk.knowledge.queries.revisions import revision_list, revision_page
from helpdesk.knowledge.routes.area import area
from helpdesk.knowledge.routes.editor import to_editor
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language

AGAINST_PUBLISHED = "publicerad"
"""In the address: compare with what readers see, not with the revision before."""


@area.page("/redigera/<int:article_id>/versioner", access=Permission.ARTICLE_WRITE)
def list_revisions(article_id: int) -> str:
    """List the article's revisions."""
    return render_template("knowledge/list_revisions.html", page=revision_list(current_actor(), article_id))


@area.page("/redigera/<int:article_id>/versioner/<int:number>", access=Permission.ARTICLE_WRITE)
def show_revision(article_id: int, number: int, refused: DomainError | None = None) -> str:
    """Show a revision, and what differs from the one before it or from what readers see."""
    page = revision_page(
        current_actor(),
        article_id,
        number,
        against_published=request.args.get("mot") == AGAINST_PUBLISHED,
        language=chosen_language(),
    )
    return render_template("knowledge/show_revision.html", page=page, refused=refused, mot=AGAINST_PUBLISHED)


@area.action(
    "/redigera/<int:article_id>/versioner/<int:number>/aterstall", access=Permission.ARTICLE_WRITE, again=show_revision
)
def restore_revision(article_id: int, number: int) -> ResponseReturnValue:
    """Lay the text of an earlier revision into the draft."""
    seen = request.form.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1
    restore(current_actor(), article_id, number, seen_version=version, now=clock.now())
    flash(gettext("The text of version %(number)d is your draft now.", number=number), "success")
    return to_editor(article_id)
