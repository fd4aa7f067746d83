"""What the demo's readers say of its articles."""

from datetime import datetime, timedelta

from helpdesk.demo import library
from helpdesk.demo.replay import Cast
from helpdesk.domain.actor import Role
from helpdesk.knowledge.operations.rate_article import Opinion, rate_article

APART = timedelta(hours=31)
"""Between one reader's word and the next."""


def read_guides(cast: Cast, now: datetime) -> None:
    """Let readers say whether articles were of use, the last of them yesterday."""
    reader = next(actor for actor in cast.actors.values() if Role.REQUESTER in actor.roles)
    for article in library.feedback():
        said = [
            *(Opinion(is_useful=True) for _ in range(article["useful"])),
            *(Opinion(is_useful=False) for _ in range(article["not_useful"])),
            *(Opinion(is_useful=False, reason=reason) for reason in article["reason"]),
        ]
        for place, opinion in enumerate(reversed(said), start=1):
            key = f"demo-{place}"
            rate_article(reader, article["slug"], opinion, reader_key=key, now=now - APART * place)
