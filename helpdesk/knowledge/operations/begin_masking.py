"""Begin masking: an article was made of a ticket, and a second person has to confirm that nobody is recognised in it."""

from datetime import datetime

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Masking
from helpdesk.knowledge.operations.drafting import writer_of


def begin_masking(actor: Actor, article_id: int, *, now: datetime) -> None:
    """Note that the actor has masked the article's text; only the desk sees it before somebody else has confirmed it.

    Raises ForbiddenError where the actor may not write articles.
    """
    require_role(actor, Permission.ARTICLE_WRITE)
    db.session.get_one(Article, article_id).is_masking_open = True
    db.session.add(Masking(article_id=article_id, made_by_id=writer_of(actor), made_at=now))
    db.session.flush()
