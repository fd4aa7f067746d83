"""The topics' order: one number for the whole tree, so that every list of topics stands as the tree does."""

from collections.abc import Sequence

from sqlalchemy import select

from helpdesk.directory.models import Topic
from helpdesk.domain.errors import HiddenError
from helpdesk.kit.db import db

Topics = dict[str, Topic]
"""Every topic by its code, in the tree's order."""


def topics_for_change() -> Topics:
    """Every topic, locked: what is said of one (its place, its code, whether it can go) depends on the others."""
    db.session.execute(select(Topic.code).order_by(Topic.code).with_for_update())
    # Read once the lock is held: whoever waits for it sees only then what was made meanwhile.
    rows = db.session.scalars(select(Topic).execution_options(populate_existing=True)).all()
    return {row.code: row for row in sorted(rows, key=lambda row: (row.position, row.code))}


def topic_among(topics: Topics, code: str) -> Topic:
    """The topic with this code; HiddenError where there is none."""
    if code not in topics:
        raise HiddenError
    return topics[code]


def siblings(topics: Topics, parent_code: str | None) -> list[Topic]:
    """The topics under this one, in their order; the main topics for None."""
    return [each for each in topics.values() if each.parent_code == parent_code]


def number(family: Sequence[Topic], topics: Topics) -> None:
    """Number the whole tree anew; `family`, all those under one topic, in the order that they come in."""
    parent_code = family[0].parent_code if family else None  # where there is none yet, there is nothing to number

    def below(code: str | None) -> Sequence[Topic]:
        return family if code == parent_code else siblings(topics, code)

    in_order = (row for top in below(None) for row in (top, *below(top.code)))
    for position, row in enumerate(in_order):
        row.position = position
    db.session.flush()
