"""Rename tag: the coordinator keeps the desk's words in order. A name that another tag has makes the two one."""

from datetime import datetime

from sqlalchemy import delete, select, update

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, InputError
from helpdesk.domain.facts import TagChanged
from helpdesk.domain.permissions import Permission
from helpdesk.domain.tags import fits, tag_key
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key
from helpdesk.tickets.models.handling import Tag, TicketTag

TAKEN = N_("There is already a tag with this name. Choose another name, or make the two into one.")
NOT_ONE = N_("Write one word or a few, at most 40 characters, without a comma.")


def rename_tag(actor: Actor, tag_id: int, name: str, *, may_merge: bool, now: datetime) -> int:
    """Call the tag `name`, and give the id of the tag that its tickets have now.

    Where another tag has the name and `may_merge`, the tickets of this one get that one, and this one is no more: that
    can't be undone. Raises ForbiddenError, HiddenError where there is no such tag, InputError at `name`.
    """
    tag = tag_for_change(actor, tag_id)
    if not fits(name):
        raise InputError(field="name", sentence=NOT_ONE)
    other = db.session.scalar(select(Tag).where(Tag.key == tag_key(name), Tag.id != tag.id).with_for_update())
    if other is not None:
        if not may_merge:
            raise InputError(field="name", sentence=TAKEN)
        _merge(tag, other)
        journal.record(TagChanged(subject=("tag", other.id), merged_from=tag_id), actor=actor, now=now)
        return other.id
    if tag.name != name:
        tag.name, tag.key, tag.sort_key = name, tag_key(name), sort_key(name)
        journal.record(TagChanged(subject=("tag", tag.id)), actor=actor, now=now)
    return tag.id


def archive_tag(actor: Actor, tag_id: int, *, now: datetime) -> None:
    """Offer the tag no more; tickets keep it. Raises ForbiddenError, or HiddenError where there is none."""
    _set_archived(actor, tag_id, now, is_archived=True)


def restore_tag(actor: Actor, tag_id: int, *, now: datetime) -> None:
    """Offer the tag again. Raises as `archive_tag`."""
    _set_archived(actor, tag_id, now, is_archived=False)


def tag_for_change(actor: Actor, tag_id: int) -> Tag:
    """The tag, locked. Raises ForbiddenError, or HiddenError where there is none."""
    require_role(actor, Permission.TAG_MANAGE)
    tag = db.session.scalar(select(Tag).where(Tag.id == tag_id).with_for_update())
    if tag is None:
        raise HiddenError
    return tag


def _set_archived(actor: Actor, tag_id: int, now: datetime, *, is_archived: bool) -> None:
    tag = tag_for_change(actor, tag_id)
    if tag.is_archived is not is_archived:
        tag.is_archived = is_archived
        journal.record(TagChanged(subject=("tag", tag.id)), actor=actor, now=now)


def _merge(tag: Tag, into: Tag) -> None:
    """A ticket that has both has the one that is left, once."""
    has_both = select(TicketTag.ticket_id).where(TicketTag.tag_id == into.id)
    of_this = TicketTag.tag_id == tag.id
    loose = {"synchronize_session": False}
    db.session.execute(delete(TicketTag).where(of_this, TicketTag.ticket_id.in_(has_both)).execution_options(**loose))
    db.session.execute(update(TicketTag).where(of_this).values(tag_id=into.id).execution_options(**loose))
    db.session.delete(tag)
    db.session.flush()
