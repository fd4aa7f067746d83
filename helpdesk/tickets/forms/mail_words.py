"""What the desk is told of letters that did not arrive."""

from collections.abc import Mapping

from helpdesk.domain.errors import N_
from helpdesk.kit.letters.delivery import tells_dead_address

LATE = N_("A letter to %(to)s has not arrived yet. The mail server goes on trying")
DEAD = N_("A letter to %(to)s did not arrive: the address can't be reached")
REFUSED = N_("A letter to %(to)s did not arrive: their mail server refuses it")
BY_STATUS: Mapping[str, str] = {
    "4.": N_("A letter to %(to)s did not arrive: their mail server did not take it for several days"),
    "5.2.2": N_("A letter to %(to)s did not arrive: the mailbox is full"),
    "5.2.3": N_("A letter to %(to)s did not arrive: it is too large"),
    "5.3.4": N_("A letter to %(to)s did not arrive: it is too large"),
}
"""What is said of a letter that did not arrive though the address is alive, by how its status code (RFC 3463) begins."""


def not_arrived(status: str, *, is_permanent: bool) -> str:
    """A sentence to be translated about a letter to `%(to)s`; `status` is the mail server's code, empty where it gave none."""
    if not is_permanent:
        return LATE
    if tells_dead_address(status or "5.0.0"):
        return DEAD
    return next((why for begins, why in BY_STATUS.items() if status.startswith(begins)), REFUSED)
