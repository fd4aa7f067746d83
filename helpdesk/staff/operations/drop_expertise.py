"""Drop expertise: an expert no longer helps in a topic."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.permissions import Permission
from helpdesk.staff.operations.finding import expert_for_change, require_own_or_manage
from helpdesk.staff.operations.state_expertise import record_expertise


def drop_expertise(actor: Actor, account_id: int, topic_code: str, *, seen_version: int, now: datetime) -> None:
    """Take the topic from what the expert can; one that is not there any more: nothing happens.

    Raises ForbiddenError, HiddenError and StaleError as `state_expertise` does.
    """
    require_own_or_manage(actor, account_id, Permission.EXPERTISE_OWN)
    expert = expert_for_change(account_id, seen_version)
    left = [each for each in expert.expertise if each.topic_code != topic_code]
    if len(left) == len(expert.expertise):
        return
    expert.expertise = left
    record_expertise(actor, expert, now)
