"""The topics: what they are called, in which order they stand, which are in use."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.directory.forms.topic import ICONS, TopicForm
from helpdesk.directory.operations.archive_topic import archive_topic, restore_topic
from helpdesk.directory.operations.move_topic import Step, move_topic
from helpdesk.directory.operations.save_topic import change_topic, make_topic
from helpdesk.directory.queries.topic_register import TopicPage, main_topics, topic_lines, topic_page
from helpdesk.directory.routes.area import area
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.web.actor import current_actor
from helpdesk.web.seen import VersionForm

STEPS = {"up": Step.UP, "down": Step.DOWN}


@area.page("/admin/amnen", access=Permission.TOPIC_MANAGE)
def list_topics() -> str:
    """Show all topics in their order, archived ones too."""
    return render_template(
        "directory/list_topics.html", topics=topic_lines(), icons=ICONS, button_form=VersionForm(formdata=None)
    )


@area.action("/admin/amnen/<code>/flytta", access=Permission.TOPIC_MANAGE)
def shift_topic(code: str) -> ResponseReturnValue:
    """Move a topic one step up or down."""
    step = STEPS.get(request.form.get("step", ""))
    if step is None:
        return list_topics(), 422
    move_topic(current_actor(), code, step, now=clock.now())
    return redirect(url_for("directory.list_topics", _anchor=code), 303)


@area.page("/admin/amnen/nytt", access=Permission.TOPIC_MANAGE)
def new_topic(refused: DomainError | None = None) -> str:
    """Ask what the new topic is."""
    form = _topic_form(None)
    if isinstance(refused, InputError):
        form.refuse(refused)
    return render_template("directory/new_topic.html", form=form)


@area.action("/admin/amnen/nytt", access=Permission.TOPIC_MANAGE, again=new_topic)
def save_new_topic() -> ResponseReturnValue:
    """Make the topic."""
    form = _topic_form(None)
    if form.errors:
        return new_topic(), 422
    code = make_topic(current_actor(), form.written(), parent_code=form.parent_code, now=clock.now())
    return _done(code, gettext("The topic is made."))


@area.page("/admin/amnen/<code>", access=Permission.TOPIC_MANAGE)
def show_topic(code: str, refused: DomainError | None = None) -> str:
    """Show one topic, to be changed."""
    topic = topic_page(code)
    form, button_form = _topic_form(topic), VersionForm(formdata=None)
    button_form.saw(topic.version)
    if isinstance(refused, InputError):
        form.refuse(refused)
    return render_template(
        "directory/show_topic.html",
        topic=topic,
        form=form,
        button_form=button_form,
        refused=None if form.errors else refused,
    )


@area.action("/admin/amnen/<code>", access=Permission.TOPIC_MANAGE, again=show_topic)
def save_topic(code: str) -> ResponseReturnValue:
    """Store what the topic is now."""
    form, seen_version = _topic_form(topic_page(code)), VersionForm().seen_version
    if form.errors:
        return show_topic(code), 422
    change_topic(
        current_actor(),
        code,
        form.written(),
        parent_code=form.parent_code,
        seen_version=seen_version,
        now=clock.now(),
    )
    return _done(code, gettext("The topic is saved."))


@area.action("/admin/amnen/<code>/arkivera", access=Permission.TOPIC_MANAGE, again=show_topic)
def put_topic_away(code: str) -> ResponseReturnValue:
    """Archive the topic."""
    archive_topic(current_actor(), code, seen_version=VersionForm().seen_version, now=clock.now())
    return _done(code, gettext("The topic is archived."))


@area.action("/admin/amnen/<code>/aterstall", access=Permission.TOPIC_MANAGE, again=show_topic)
def bring_topic_back(code: str) -> ResponseReturnValue:
    """Use the topic again."""
    restore_topic(current_actor(), code, seen_version=VersionForm().seen_version, now=clock.now())
    return _done(code, gettext("The topic is in use again."))


def _done(code: str, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("directory.list_topics", _anchor=code), 303)


def _topic_form(topic: TopicPage | None) -> TopicForm:
    was_sent = request.method == "POST" and "name_sv" in request.form
    form = TopicForm(formdata=request.form if was_sent else None, obj=topic, parent=_parent_to_begin_with(topic))
    form.offer(main_topics(topic), topic.icon if topic else "")
    if was_sent:
        form.validate()
    form.saw(topic.version if topic else 0)
    return form


def _parent_to_begin_with(topic: TopicPage | None) -> str:
    """The topic's own; for a new one the topic from whose row it is made."""
    return (topic.parent_code or "") if topic else request.args.get("under", "")
