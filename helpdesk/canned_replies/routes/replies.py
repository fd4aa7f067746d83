"""The texts that advisers answer with: list, write, put away."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from helpdesk.canned_replies.forms import LONGEST, CannedReplyForm, VersionForm
from helpdesk.canned_replies.operations.archive_reply import archive_reply, bring_back_reply
from helpdesk.canned_replies.operations.write_reply import change_reply, write_reply
from helpdesk.canned_replies.queries.list import ReplyPage, all_replies, reply_page
from helpdesk.canned_replies.routes.area import area
from helpdesk.directory.queries.topics import topic_options
from helpdesk.domain.errors import DomainError, InputError, StaleError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.placeholders import EXAMPLES, filled
from helpdesk.kit import clock
from helpdesk.kit.markup import render
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import clean
from helpdesk.web.i18n import chosen_language

PREVIEW = "canned_replies.preview_canned_reply"


@area.page("/svarsmallar", access=Permission.CANNED_REPLY_WRITE)
def list_canned_replies() -> str:
    """Show all canned replies by topic."""
    return render_template("canned_replies/list_canned_replies.html", listed=all_replies(chosen_language()))


@area.page("/svarsmallar/ny", access=Permission.CANNED_REPLY_WRITE)
def new_canned_reply(refused: DomainError | None = None) -> str:
    """Show an empty form, or what was typed with what is wrong."""
    form = _form(None)
    if request.method == "POST" and request.endpoint != PREVIEW:
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    return render_template("canned_replies/new_canned_reply.html", form=form, **_shown(form))


@area.action("/svarsmallar/ny", access=Permission.CANNED_REPLY_WRITE, again=new_canned_reply)
def create_canned_reply() -> ResponseReturnValue:
    """Store a new canned reply."""
    form = _form(None)
    if not form.validate():
        return new_canned_reply(), 422
    write_reply(current_actor(), form.reply(), now=clock.now())
    flash(gettext("The canned reply is saved."), "success")
    return redirect(url_for("canned_replies.list_canned_replies"), 303)


@area.page("/svarsmallar/<int:id_>", access=Permission.CANNED_REPLY_WRITE)
def show_canned_reply(id_: int, refused: DomainError | None = None) -> str:
    """Show one canned reply to edit, with what was typed and why it was refused."""
    reply = reply_page(id_)
    form = _form(reply)
    if request.endpoint == "canned_replies.save_canned_reply":
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    form.version.data = str(reply.version)
    return render_template(
        "canned_replies/show_canned_reply.html",
        reply=reply,
        form=form,
        button_form=VersionForm(formdata=None, version=reply.version),
        refused=None if isinstance(refused, InputError) else refused,
        is_stale=isinstance(refused, StaleError),
        **_shown(form),
    )


@area.action("/svarsmallar/<int:id_>", access=Permission.CANNED_REPLY_WRITE, again=show_canned_reply)
def save_canned_reply(id_: int) -> ResponseReturnValue:
    """Store what the canned reply says now."""
    form = _form(reply_page(id_))
    if not form.validate():
        return show_canned_reply(id_), 422
    change_reply(current_actor(), id_, form.reply(), seen_version=form.seen_version, now=clock.now())
    flash(gettext("The canned reply is saved."), "success")
    return redirect(url_for("canned_replies.list_canned_replies"), 303)


@area.action("/svarsmallar/<int:id_>/arkivera", access=Permission.CANNED_REPLY_WRITE, again=show_canned_reply)
def archive_canned_reply(id_: int) -> ResponseReturnValue:
    """Put the canned reply away."""
    archive_reply(current_actor(), id_, seen_version=VersionForm().seen_version, now=clock.now())
    flash(gettext("The canned reply is put away. It is no longer offered."), "success")
    return redirect(url_for("canned_replies.list_canned_replies"), 303)


@area.action("/svarsmallar/<int:id_>/ta-fram", access=Permission.CANNED_REPLY_WRITE, again=show_canned_reply)
def bring_back_canned_reply(id_: int) -> ResponseReturnValue:
    """Offer the canned reply again."""
    bring_back_reply(current_actor(), id_, seen_version=VersionForm().seen_version, now=clock.now())
    flash(gettext("The canned reply is offered again."), "success")
    return redirect(url_for("canned_replies.show_canned_reply", id_=id_), 303)


@area.lookup("/svarsmallar/forhandsgranska", access=Permission.CANNED_REPLY_WRITE)
def preview_canned_reply() -> ResponseReturnValue:
    """Show the text with examples in its places: as a part for the script, else as the whole page again."""
    if request.headers.get("HX-Request"):
        html = _preview(clean(request.form.get("text"))[:LONGEST])
        return render_template("canned_replies/_preview.html", html=html), 200, {"X-Partial": "1"}
    id_ = request.form.get("reply_id", 0, type=int)
    return show_canned_reply(id_) if id_ else new_canned_reply()


def _form(reply: ReplyPage | None) -> CannedReplyForm:
    """The form as it was sent, else with the canned reply as it is."""
    if "text" in request.form:
        form = CannedReplyForm()
    elif reply is not None:
        form = CannedReplyForm(formdata=None, title=reply.title, topic=reply.topic_code or "", text=reply.text)
    else:
        form = CannedReplyForm(formdata=None)
    form.reply_id.data = str(reply.id) if reply else ""
    form.offer(topic_options(chosen_language()), (reply.topic_code or "") if reply else "")
    return form


def _shown(form: CannedReplyForm) -> dict[str, object]:
    """What both pages show beside the form."""
    is_preview = request.endpoint == PREVIEW
    return {"examples": EXAMPLES, "preview": _preview((form.text.data or "")[:LONGEST]) if is_preview else None}


def _preview(text: str) -> Markup:
    return render(filled(text, EXAMPLES), heading_base=3, line_breaks=True)
