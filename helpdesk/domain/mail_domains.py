"""Which domains of mail addresses can belong to a municipality."""

import re

from helpdesk.domain.addresses import domain_suffixes
from helpdesk.domain.errors import N_, InputError

LONGEST = 253
"""Of a domain name, in characters (RFC 1035, section 2.3.4, without the root's dot)."""

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])")

PUBLIC_PROVIDERS = frozenset(
    {
        *(
            "bahnhof.se",
            "bredband.net",
            "bredband2.com",
            "comhem.se",
            "fastmail.com",
            "gmail.com",
            "gmx.com",
            "gmx.net",
        ),
        *("gmx.de", "googlemail.com", "hey.com", "hotmail.com", "hotmail.se", "icloud.com", "live.com", "live.se"),
        *("mac.com", "mail.com", "me.com", "msn.com", "outlook.com", "outlook.se", "passagen.se", "pm.me", "proton.me"),
        *("protonmail.com", "spray.se", "swipnet.se", "telia.com", "tele2.se", "tuta.com", "tutanota.com", "yahoo.com"),
        *("yahoo.se", "yandex.com", "zoho.com"),
    }
)
"""Where anybody can have a mailbox: such a domain says nothing of where a person works."""


def mail_domain(typed: str) -> str:
    """The domain that was typed, as it is kept: lower case, without blanks, an @ before it or a dot after it.

    Raises InputError at `domain` when it is no domain name (letters a to z, digits, hyphens; at least two parts), or one
    where anybody can have a mailbox.
    """
    domain = typed.strip().lower().removeprefix("@").removesuffix(".")
    if len(domain) > LONGEST or not _DOMAIN.fullmatch(domain):
        raise InputError(
            field="domain",
            sentence=N_("Write the domain as it stands after @ in the addresses, for example kommunen.se."),
        )
    if not PUBLIC_PROVIDERS.isdisjoint(domain_suffixes(f"x@{domain}")):
        raise InputError(
            field="domain",
            sentence=N_("Anybody can have an address there. Write a domain that only the municipality has."),
        )
    return domain
