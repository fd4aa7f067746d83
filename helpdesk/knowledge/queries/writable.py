"""The SQL twin of ARTICLE_WRITE: whose drafts an actor writes in; and, more narrowly, which articles are one's own."""

from sqlalchemy import ColumnElement, exists, false, or_, true
from sqlalchemy.orm import aliased

from helpdesk.domain.access import DESK
from helpdesk.domain.actor import Actor, Role
from helpdesk.knowledge.models import Article, Revision

_BIGGEST_ID = 2**63 - 1


def writable_by(actor: Actor) -> ColumnElement[bool]:
    """A condition that holds for exactly the articles that `access.allows(actor, ARTICLE_WRITE, ...)` allows."""
    if not actor.roles.isdisjoint(DESK):
        return true()
    if Role.EXPERT not in actor.roles:
        return false()
    return Article.is_masking_open.is_(False) & or_(Article.owner_id == actor.id, _of_home(actor))


def own_of(actor: Actor) -> ColumnElement[bool]:
    """A condition: the actor answers for the article or has begun a revision of it, or works where it is written.

    It narrows `writable_by`, which for the desk is everything.
    """
    theirs = aliased(Revision)  # the query around it may have revisions of its own
    begun = exists().where(theirs.article_id == Article.id, theirs.author_id == actor.id)
    return writable_by(actor) & or_(Article.owner_id == actor.id, begun, _of_home(actor))


def storable(id_: int) -> int:
    """The id, or 0, which nothing has, where no database could hold it: an address can name any number."""
    return id_ if 0 < id_ <= _BIGGEST_ID else 0


def _of_home(actor: Actor) -> ColumnElement[bool]:
    return false() if actor.municipality is None else Article.municipality_code == actor.municipality
