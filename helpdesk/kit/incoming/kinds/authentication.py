"""What the mail server of ours found out about a letter's origin (RFC 8601).

Anybody can write an Authentication-Results field into a letter. Only the topmost one that bears the name of our own server
is believed, and that server has to remove foreign ones with its name (RFC 8601, section 5). Servers that write the field
without a name, as Microsoft 365 does inside one organisation, are never believed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from helpdesk.kit.incoming.kinds.fields import fields, first_word, without_comments

DOMAIN_OF: Mapping[str, tuple[str, ...]] = {
    "spf": ("smtp.mailfrom", "smtp.helo"),
    "dkim": ("header.d", "header.i"),
    "dmarc": ("header.from",),
}
"""Method and the properties that name what was authenticated, the best first (RFC 8601, section 2.7)."""
PASS = "pass"  # noqa: S105  # a result of RFC 8601, no password

_PAIR = re.compile(r'(?<![\w./-])([a-zA-Z][\w./-]{0,60})\s?=\s?("[^"]{0,1000}"|[^\s";]{1,1000})')
_BETWEEN = re.compile(r'"[^"]*"|;')


@dataclass(frozen=True, slots=True)
class Vouched:
    """Results as RFC 8601 words them ("pass", "fail", ...), empty where a method was not tried, and domains that passed."""

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    spf_domain: str = ""
    dkim_domains: tuple[str, ...] = ()
    dmarc_domain: str = ""

    @property
    def domains(self) -> tuple[str, ...]:
        """Every domain that some method passed for, once."""
        passed = (self.dmarc_domain, *self.dkim_domains, self.spf_domain)
        return tuple(dict.fromkeys(filter(None, passed)))


def vouched_for(message: Message, authserv_id: str) -> Vouched:
    """What the server named `authserv_id` vouches for; nothing where it says nothing or no name is given."""
    wanted = authserv_id.strip().lower()
    written = (value for value in fields(message, "Authentication-Results") if wanted and _server(value) == wanted)
    topmost = next(written, None)
    return _read(without_comments(topmost)) if topmost else Vouched()


def _server(value: str) -> str:
    return first_word(value).strip('"')


def _read(value: str) -> Vouched:
    results: dict[str, str] = {}
    passed: dict[str, list[str]] = {method: [] for method in DOMAIN_OF}
    for statement in _statements(value)[1:]:
        pairs = _PAIR.findall(statement)
        method = pairs[0][0].lower().partition("/")[0] if pairs else ""
        if method not in DOMAIN_OF:
            continue
        result = pairs[0][1].strip('"').lower()
        if results.get(method) != PASS:
            results[method] = result
        if result == PASS:
            passed[method].extend(_domain(method, dict(pairs[1:])))
    return Vouched(
        **results,
        spf_domain=next(iter(passed["spf"]), ""),
        dkim_domains=tuple(dict.fromkeys(passed["dkim"])),
        dmarc_domain=next(iter(passed["dmarc"]), ""),
    )


def _statements(value: str) -> list[str]:
    """The parts between semicolons, but not those in quotation marks."""
    ends = [found.start() for found in _BETWEEN.finditer(value) if found[0] == ";"]
    starts = [0, *(end + 1 for end in ends)]
    return [value[start:end] for start, end in zip(starts, [*ends, len(value)], strict=True)]


def _domain(method: str, properties: Mapping[str, str]) -> list[str]:
    known = {name.lower(): value for name, value in properties.items()}
    named = (known.get(name, "").strip('"<>').rpartition("@")[2].lower().rstrip(".") for name in DOMAIN_OF[method])
    return [domain for domain in named if domain][:1]
