"""Writing an article: begun, edited, saved, sent to review."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.directory.queries.municipalities import names_of
from helpdesk.domain.access import DESK
from helpdesk.domain.errors import DomainError, ForbiddenError, MoveError, StaleError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.kit.markup import render
from helpdesk.knowledge.forms.writing import LONGEST_BODY, BeginForm
from helpdesk.knowledge.models import ArticleKind
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.delete_draft import delete_draft
from helpdesk.knowledge.operations.drafting import DraftText, review_day
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.operations.take_back import take_back
from helpdesk.knowledge.queries.pictures import pictures_of
from helpdesk.knowledge.routes.area import area
from helpdesk.knowledge.routes.editor import editor, page_of, save, sent_form, to_editor
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import clean
from helpdesk.web.site import site

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@area.page("/mina-guider/ny", access=Permission.ARTICLE_WRITE)
def new_article(refused: DomainError | None = None) -> str:
    """Ask what the new article is called, what it is, and for whom it is written."""
    form = _begin_form()
    if request.method == "POST":
        form.validate()
    return render_template("knowledge/new_article.html", form=form, grounds=_grounds(), refused=refused)


@area.action("/mina-guider/ny", access=Permission.ARTICLE_WRITE, again=new_article)
def begin_new_article() -> ResponseReturnValue:
    """Begin the article, and go on to the editor."""
    form, now = _begin_form(), clock.now()
    if not _grounds():
        raise ForbiddenError
    if not form.validate():
        return new_article(), 422
    text = DraftText(title=form.typed("title"), kind=ArticleKind(form.typed("kind")), review_by=review_day(now))
    made = begin_article(current_actor(), text, municipality_code=form.typed("municipality") or None, now=now)
    return to_editor(made.id)


@area.page("/redigera/<int:article_id>", access=Permission.ARTICLE_WRITE)
def edit_article(article_id: int, refused: DomainError | None = None) -> str:
    """Show the editor."""
    return editor(article_id, refused)


@area.action("/redigera/<int:article_id>", access=Permission.ARTICLE_WRITE, again=edit_article)
def save_article(article_id: int) -> ResponseReturnValue:
    """Save the draft."""
    form = sent_form(article_id)
    if not form.validate():
        return editor(article_id), 422
    save(article_id, form)
    flash(gettext("The draft is saved."), "success")
    return to_editor(article_id, "bilder" if form.upload else None)


@area.action("/redigera/<int:article_id>/autospara", access=Permission.ARTICLE_WRITE)
def autosave_article(article_id: int) -> ResponseReturnValue:
    """Save for the script: it gets the new version in a header, or a sentence about why nothing was saved."""
    form = sent_form(article_id)
    form.picture.data = None
    if not form.validate():
        first = next(str(field.errors[0]) for field in form if field.errors)
        return gettext("Not saved: %(sentence)s", sentence=first), 422, PLAIN
    try:
        draft = save(article_id, form)
    except (StaleError, MoveError):
        return gettext("Not saved: somebody else has changed the text. Press Save to see both."), 409, PLAIN
    return "", 204, {"X-Version": f"{draft.number}.{draft.version}"}


@area.lookup("/redigera/<int:article_id>/forhandsgranska", access=Permission.ARTICLE_WRITE)
def preview_article(article_id: int) -> ResponseReturnValue:
    """Show what has been written as its readers will see it: a part for the script, else the whole page again."""
    if not request.headers.get("HX-Request"):
        return editor(article_id, with_preview=True)
    page_of(article_id)
    body = clean(request.form.get("body"))[:LONGEST_BODY]
    html = render(body, heading_base=3, pictures=pictures_of(article_id, body))
    return render_template("knowledge/_preview.html", html=html), 200, {"X-Partial": "1"}


@area.action("/redigera/<int:article_id>/granskning", access=Permission.ARTICLE_WRITE, again=edit_article)
def submit_article(article_id: int) -> ResponseReturnValue:
    """Save the draft and send it to review; where something is missing, nothing is sent and all of it is said."""
    form = sent_form(article_id)
    if not form.validate():
        return editor(article_id), 422
    save(article_id, form)
    submit(current_actor(), article_id, now=clock.now())
    flash(gettext("The guide is sent to review. You get a letter when it has been read."), "success")
    return to_editor(article_id)


@area.action("/redigera/<int:article_id>/angra-granskning", access=Permission.ARTICLE_WRITE, again=edit_article)
def take_back_article(article_id: int) -> ResponseReturnValue:
    """Take the draft back from review."""
    take_back(current_actor(), article_id, now=clock.now())
    flash(gettext("The guide is a draft again. Go on writing."), "success")
    return to_editor(article_id)


@area.page("/redigera/<int:article_id>/ta-bort", access=Permission.ARTICLE_WRITE)
def delete_article_draft(article_id: int, refused: DomainError | None = None) -> str:
    """Ask whether the draft is to go, and say what goes with it."""
    return render_template("knowledge/delete_article_draft.html", page=page_of(article_id), refused=refused)


@area.action("/redigera/<int:article_id>/ta-bort", access=Permission.ARTICLE_WRITE, again=delete_article_draft)
def delete_article_draft_now(article_id: int) -> ResponseReturnValue:
    """Throw the draft away."""
    is_whole = delete_draft(current_actor(), article_id, store=site().files, now=clock.now())
    said = gettext("The guide is deleted.") if is_whole else gettext("The draft is deleted. Readers see what they saw.")
    flash(said, "success")
    return redirect(url_for("knowledge.list_my_guides"), 303)


def _begin_form() -> BeginForm:
    form = BeginForm() if request.method == "POST" else BeginForm(formdata=None)
    form.offer(_grounds())
    return form


def _grounds() -> dict[str, str]:
    """For whom the person may write: SKR, or their own model municipality."""
    actor = current_actor()
    grounds = {"": gettext("SKR")} if not actor.roles.isdisjoint(DESK) else {}
    if actor.municipality:
        grounds |= names_of([actor.municipality])
    return grounds
