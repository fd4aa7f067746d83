"""The editor's page as its views share it: the form with what is stored or typed, and what stands around it."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.directory.queries.topics import topic_options, topics_by_code
from helpdesk.domain.access import audiences_of
from helpdesk.domain.errors import DomainError, InputError, StaleError
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.markup import render
from helpdesk.knowledge.forms.writing import LONGEST_BODY, ArticleForm, values_of
from helpdesk.knowledge.models import Revision
from helpdesk.knowledge.operations.pictures import add_picture
from helpdesk.knowledge.operations.save_draft import save_draft
from helpdesk.knowledge.queries.changes import Changes, changes
from helpdesk.knowledge.queries.draft_text import DraftText
from helpdesk.knowledge.queries.lacking import lacks_of
from helpdesk.knowledge.queries.pictures import pictures_of
from helpdesk.knowledge.queries.writing import WritingPage, stored_text, writing_page
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import clean
from helpdesk.web.i18n import chosen_language
from helpdesk.web.selects import indented
from helpdesk.web.site import site


@dataclass(frozen=True, slots=True)
class Editing:
    """What the editor shows besides the stored draft."""

    refused: DomainError | None = None
    theirs: Changes | None = None
    """What differs between what somebody else has saved meanwhile and what was typed."""
    preview: str | None = None


def editor(article_id: int, refused: DomainError | None = None, *, with_preview: bool = False) -> str:
    """The editor with what was typed, where something was, else with what is stored."""
    page = writing_page(current_actor(), article_id, swedish_day(clock.now()))
    is_sent = request.method == "POST" and "body" in request.form
    form = article_form(page.text, is_sent=is_sent)
    if is_sent and not with_preview:
        form.validate()
    if isinstance(refused, InputError):
        _refuse(form, refused, article_id)
    is_stale = isinstance(refused, StaleError)
    if is_stale or not is_sent:
        form.saw(page.number, page.version)
    body = clean(form.body.data)[:LONGEST_BODY]
    editing = Editing(
        refused=None if is_stale or isinstance(refused, InputError) else refused,
        theirs=changes(page.text, form.written(), chosen_language()) if is_stale else None,
        preview=render(body, heading_base=3, pictures=pictures_of(article_id, body))
        if with_preview or not page.may_save
        else None,
    )
    return render_template("knowledge/edit_article.html", page=page, form=form, editing=editing)


def sent_form(article_id: int) -> ArticleForm:
    """The form as it was sent."""
    return article_form(stored_text(current_actor(), article_id), is_sent=True)


def article_form(text: DraftText, *, is_sent: bool) -> ArticleForm:
    """The form as it was sent, or with the stored `text`; offers what the author may choose, and what is chosen already."""
    form = ArticleForm() if is_sent else ArticleForm(formdata=None, **values_of(text))
    language = chosen_language()
    offered = dict(indented(topic_options(language)))
    if missing := [code for code in text.topics if code not in offered]:
        offered |= {code: topic.name for code, topic in topics_by_code(missing, language).items()}
    form.offer(offered, audiences_of(current_actor()) | {text.audience})
    return form


def save(article_id: int, form: ArticleForm) -> Revision:
    """Save what was typed, and the picture that was chosen."""
    actor, now = current_actor(), clock.now()
    number, version = form.seen
    draft = save_draft(actor, article_id, form.written(), seen_version=version, seen_number=number, now=now)
    if upload := form.upload:
        add_picture(actor, article_id, upload, form.typed("alt") or "", store=site().files, now=now)
    return draft


def to_editor(article_id: int, anchor: str | None = None) -> ResponseReturnValue:
    """Back to the editor."""
    return redirect(url_for("knowledge.edit_article", article_id=article_id, _anchor=anchor), 303)


def _refuse(form: ArticleForm, refused: InputError, article_id: int) -> None:
    """Say at its field what was refused; of what is sent to review, everything that it lacks."""
    form.refuse(refused)
    if request.endpoint != "knowledge.submit_article":
        return
    for lack in lacks_of(form.written(), article_id, swedish_day(clock.now())):
        if (lack.field, lack.sentence) != (refused.field, refused.sentence):
            form.refuse(InputError(lack.field, lack.sentence))


def page_of(article_id: int) -> WritingPage:
    """What is stored, for views that need no form."""
    return writing_page(current_actor(), article_id, swedish_day(clock.now()))
