"""Ways back for letters, signed with this installation's keys: addresses and Message-IDs."""

from collections.abc import Sequence

from flask import current_app

from helpdesk.kit.letters.message_id import MessageIds
from helpdesk.kit.letters.return_address import ReturnAddresses
from helpdesk.web.site import site


def signing_keys() -> Sequence[str]:
    """The secrets that sign, the newest first: the first signs, all are read."""
    return current_app.config["SECRET_KEY"], *(current_app.config["SECRET_KEY_FALLBACKS"] or ())


def return_addresses() -> ReturnAddresses:
    """For reading: what was sent while plus addresses were on is answered after they were turned off, too."""
    return ReturnAddresses(signing_keys(), site().mail_from)


def plus_addresses() -> ReturnAddresses | None:
    """For writing: None where the mail server delivers no plus addresses to us, or ours leaves no room for a token."""
    house = site()
    made = return_addresses() if house.has_plus_addresses else None
    return made if made is not None and made.is_short_enough else None


def are_answers_read() -> bool:
    """Whether letters can be answered by mail: by some door or other, what is sent to the helpdesk comes in."""
    is_handed_over = bool(current_app.config["MAIL_IS_HANDED_OVER"])
    return is_handed_over or site().has_plus_addresses or bool(current_app.extensions.get("mailboxes"))


def message_ids() -> MessageIds:
    """The Message-IDs of our letters."""
    return MessageIds(signing_keys(), site().mail_domain)
