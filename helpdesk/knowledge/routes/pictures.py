"""Pictures of articles: added and removed in the editor, shown to those who may see them."""

from hashlib import sha256

from flask import flash, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import N_, DomainError, HiddenError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.knowledge.operations.pictures import FILE, remove_picture
from helpdesk.knowledge.queries.pictures import picture_file
from helpdesk.knowledge.routes.area import area
from helpdesk.knowledge.routes.editor import editor, save, sent_form, to_editor
from helpdesk.knowledge.routes.writing import edit_article
from helpdesk.web.actor import current_actor
from helpdesk.web.site import site

AN_HOUR = 3600
"""Seconds that a browser may keep a public picture: what stands at its address never changes, but who may see it can."""


@area.action("/redigera/<int:article_id>/bilder", access=Permission.ARTICLE_WRITE, again=edit_article)
def add_article_picture(article_id: int) -> ResponseReturnValue:
    """Save the draft as it was typed, and add the picture."""
    form = sent_form(article_id)
    if not form.validate():
        return editor(article_id), 422
    if form.upload is None:
        raise InputError(FILE, N_("Choose a picture."))
    save(article_id, form)
    flash(gettext("The picture is added. Lay it into the text where it belongs."), "success")
    return to_editor(article_id, "bilder")


def _still_there(article_id: int, picture_id: int, refused: DomainError | None = None) -> str:  # noqa: ARG001  as `again` calls it
    """The editor, where the picture could not be removed."""
    return editor(article_id, refused)


@area.action(
    "/redigera/<int:article_id>/bilder/<int:picture_id>/ta-bort", access=Permission.ARTICLE_WRITE, again=_still_there
)
def remove_article_picture(article_id: int, picture_id: int) -> ResponseReturnValue:
    """Save the draft as it was typed, and remove the picture."""
    form = sent_form(article_id)
    if not form.validate():
        return editor(article_id), 422
    save(article_id, form)
    remove_picture(current_actor(), article_id, picture_id, store=site().files)
    flash(gettext("The picture is removed."), "success")
    return to_editor(article_id, "bilder")


@area.page("/kunskapsbank/bilder/<int:picture_id>", access=Permission.ARTICLE_READ)
def get_picture(picture_id: int) -> ResponseReturnValue:
    """Send the picture to those who read the published article, or write it."""
    picture = picture_file(current_actor(), picture_id)
    try:
        stream = site().files.open(picture.key)
    except FileNotFoundError:
        raise HiddenError from None
    answer = send_file(stream, mimetype=picture.content_type, etag=False)
    answer.headers["Content-Length"] = str(picture.size)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if not picture.is_public:
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
    answer.headers["Cache-Control"] = f"public, max-age={AN_HOUR}"
    answer.set_etag(sha256(picture.key.encode()).hexdigest())
    return answer.make_conditional(request)
